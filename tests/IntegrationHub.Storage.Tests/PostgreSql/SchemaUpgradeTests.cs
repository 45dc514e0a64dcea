using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.PostgreSql.Backup;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.PostgreSql.Schema;
using IntegrationHub.Workflows.Engine.Notifying;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>A store of any earlier schema, with data in it, opens under this program with all of it.</summary>
/// <remarks>
/// <c>Upgrades/MIGRATION.sql</c> is what a program of that migration wrote. A new migration needs one (a comment, where it only changes what
/// is there), so that the next migration is tried on it.
/// </remarks>
[Collection(PostgresCollection.Name)]
public sealed class SchemaUpgradeTests(ClusterFixture cluster)
{
    private static readonly RetailerId Retailer = RetailerId.Default;
    private static readonly Guid First = Guid.Parse("01a20000-0000-7000-8000-00000000e001");
    private static readonly DocumentKey Waiting = new("10XIHUB-RETAILRZ", "OUT-1", 1);

    private static string Fixtures { get; } = Path.Combine(AppContext.BaseDirectory, "PostgreSql", "Upgrades");

    public static TheoryData<string> Migrations() => [.. SchemaGuard.KnownMigrations()];

    [Fact]
    public void Every_migration_has_its_data()
    {
        Assert.Equal(SchemaGuard.KnownMigrations(), Directory.EnumerateFiles(Fixtures, "*.sql").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Migrations))]
    public async Task A_store_of_an_earlier_schema_keeps_everything(string migration)
    {
        var database = $"u{Guid.NewGuid():N}";
        var written = await WriteAsync(database, migration);

        using var keys = new InMemoryKeys();
        await using var store = await PostgresStore.OpenOnAsync(cluster.Server, new StorageOptions { DataFolder = "", Database = database, Keys = keys }, null, default);
        await using (var context = store.CreateContext())
            Assert.False(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.HasPendingModelChanges(context.Database));
        await RowsAreAllThereAsync(database, written);
        await using var ports = new ServiceCollection().AddIntegrationHubStorage(store).BuildServiceProvider();
        await PartiesAreKnownAsync(ports);
        await DocumentsAreReadAsync(ports);
        await LedgerIsIntactAsync(ports);
        await NoticesAreReadAsync(ports, written);
    }

    /// <summary>Goes through every migration up to one, writing what a program of each wrote.</summary>
    /// <returns>Rows per table then.</returns>
    private async Task<IReadOnlyDictionary<string, long>> WriteAsync(string database, string last)
    {
        await using (var postgres = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor("postgres") + ";Pooling=false"))
            await ClusterRoles.MakeAsync(postgres, database, default);
        await using var source = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor(database) + ";Pooling=false");
        foreach (var migration in SchemaGuard.KnownMigrations().TakeWhile(known => string.CompareOrdinal(known, last) <= 0))
        {
            await SchemaGuard.MigrateAsync(source, migration, default);
            await using var command = source.CreateCommand(await File.ReadAllTextAsync(Path.Combine(Fixtures, migration + ".sql")));
            await command.ExecuteNonQueryAsync();
        }

        return await CountAsync(database);
    }

    private async Task RowsAreAllThereAsync(string database, IReadOnlyDictionary<string, long> written)
    {
        var now = await CountAsync(database);
        Assert.All(written, table => Assert.True(now.GetValueOrDefault(table.Key) >= table.Value, $"{table.Key}: {table.Value} rows before, {now.GetValueOrDefault(table.Key)} now"));
    }

    private async Task<IReadOnlyDictionary<string, long>> CountAsync(string database)
    {
        // As the owner of the cluster, whom no row policy binds.
        await using var connection = new NpgsqlConnection(cluster.Server.ConnectionStringFor(database) + ";Pooling=false");
        await connection.OpenAsync();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await SavedSchema.ReadTablesAsync(connection, default))
        {
            await using var command = new NpgsqlCommand($"select count(*) from {SavedSchema.Name(table)}", connection);
            counts[table.ToString()] = (long)(await command.ExecuteScalarAsync())!;
        }

        return counts;
    }

    private static async Task PartiesAreKnownAsync(IServiceProvider ports)
    {
        var registry = ports.GetRequiredService<IPartyRegistry>();
        await registry.ReloadAsync(default);
        var grid = registry.Current.FindByName("grid");
        Assert.Equal(("City grid", "10X1001A1001A450", "AB01"), (grid!.DisplayName, grid.Code.Value, Assert.Single(grid.TlsCertificates)));
    }

    private static async Task DocumentsAreReadAsync(IServiceProvider ports)
    {
        var archive = ports.GetRequiredService<IArchive>();
        Assert.Equal("<Schedule_MarketDocument/>", Text(await archive.ReadAsync(Retailer, Guid.Parse("01a20000-0000-7000-8000-00000000b001"), default)));
        Assert.Equal(string.Concat(Enumerable.Repeat("abc", 1000)), Text(await archive.ReadAsync(Retailer, Guid.Parse("01a20000-0000-7000-8000-00000000b004"), default)));

        var registered = await ports.GetRequiredService<IReceptionStore>().FindAsync(Retailer, new DocumentKey("10X1001A1001A450", "DOC-1", 2), default);
        Assert.Equal("<first/>", Text(registered!.Acknowledgement));

        var exchanges = ports.GetRequiredService<IExchangeReader>();
        var detail = await exchanges.FindAsync(Retailer, First, default);
        Assert.Equal(["document.accepted"], detail!.History.Select(entry => entry.Kind));
        var refused = await exchanges.FindAsync(Retailer, Guid.Parse("01a20000-0000-7000-8000-00000000e002"), default);
        Assert.Equal("XML_NOT_WELL_FORMED", Assert.Single(refused!.Summary.Rejections).Code);
        Assert.Contains("没有元素", Assert.Single(refused.History).Data, StringComparison.Ordinal);
        Assert.NotNull(await ports.GetRequiredService<ISendingStore>().FindAsync(Retailer, Waiting, default));
    }

    /// <summary>What lay open is read until the work that begins with the upgrade has sealed it.</summary>
    private static async Task NoticesAreReadAsync(IServiceProvider ports, IReadOnlyDictionary<string, long> written)
    {
        if (written.ContainsKey("hub.process_notice"))
            Assert.Contains(await ports.GetRequiredService<INoticeOutbox>().ReadAsync(null, [], 10, default), notice => notice is { Id: "n-1", Text: "hello" });
    }

    private static async Task LedgerIsIntactAsync(IServiceProvider ports)
    {
        var ledger = ports.GetRequiredService<ILedgerStore>();
        var sequencer = new LedgerSequencer(ledger, "upgrade", TimeSpan.FromSeconds(5));
        while (await sequencer.StepAsync(TimeProvider.System.GetUtcNow(), default) == SequencingStep.Sequenced)
        {
        }

        Assert.True((await ledger.ReadHeadAsync(default)).Size >= 3);
        await foreach (var leaf in ledger.ReadLeavesAsync(0, default))
            Assert.True(leaf.Leaf.RecordMatches, $"entry {leaf.Position} is not what it was");
    }

    private static string Text(ReadOnlyMemory<byte>? octets) => System.Text.Encoding.UTF8.GetString(octets!.Value.Span);
}
