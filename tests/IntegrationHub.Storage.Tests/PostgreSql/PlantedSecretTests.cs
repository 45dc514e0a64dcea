using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Tests.Compliance;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>What whoever has the tables, the files and the write-ahead log can read of what the store seals: nothing.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PlantedSecretTests(ClusterFixture cluster, StoreFixture store) : IClassFixture<StoreFixture>
{
    private const string Price = "PLANTED-PRICE-412.70", Name = "PLANTED-NAME-Li-Lei", Quantity = "PLANTED-QUANTITY-1234";

    private static readonly string[] Secrets = [Price, Name, Quantity];

    [Fact]
    public async Task Tables_files_and_log_of_the_database_hold_none_of_the_planted_secrets()
    {
        var party = Samples.NewParty();
        var commit = Samples.Commit(party, state: InboundState.Rejected);
        commit = commit with
        {
            Exchange = commit.Exchange with { Rejections = [new Rejection("PRICE", "A57", $"found {Price}", $"series of {Name}", Quantity)] },
            Registration = commit.Registration with { Acknowledgement = Encoding.UTF8.GetBytes($"<text>{Price} {Name} {Quantity}</text>") },
            Events = [commit.Events[0] with { Data = $$"""{"price":"{{Price}}","name":"{{Name}}","quantity":"{{Quantity}}"}""" }],
        };
        Assert.IsType<CommitOutcome.Committed>(await store.Get<IReceptionStore>().CommitAsync(commit, CancellationToken.None));
        await new RunningProcess(store.Services, $"{Price} {Name} {Quantity}").StartAsync();
        var visible = $"VISIBLE-{Guid.NewGuid():N}";
        await store.Get<IReceptionStore>().RecordEventsAsync(Samples.Retailer, [Samples.Event(visible)], CancellationToken.None);

        var tables = await DumpAsync();
        Assert.Contains(visible, tables, StringComparison.Ordinal);
        Assert.All(Secrets, secret => AssertHidden(tables, secret));

        await using (var checkpoint = NpgsqlDataSource.Create(store.Server.ConnectionStringFor("postgres") + ";Pooling=false;Command Timeout=0"))
        await using (var command = checkpoint.CreateCommand("checkpoint"))
            await command.ExecuteNonQueryAsync();

        var found = false;
        foreach (var file in Directory.EnumerateFiles(cluster.Folder, "*", SearchOption.AllDirectories))
        {
            // Of the files of a running server some come and go.
            if (await TryReadAsync(file) is not { } octets)
                continue;

            found |= octets.AsSpan().IndexOf(Encoding.ASCII.GetBytes(visible)) >= 0;
            Assert.All(Secrets, secret => Assert.True(octets.AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) < 0, $"{file} holds {secret}"));
        }

        Assert.True(found, "The search finds what is not hidden.");
    }

    /// <summary>Text, and the hexadecimal digits of octets.</summary>
    private static void AssertHidden(string tables, string secret)
    {
        Assert.DoesNotContain(secret, tables, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), tables, StringComparison.Ordinal);
    }

    private async Task<string> DumpAsync()
    {
        await using var database = NpgsqlDataSource.Create(store.Server.ConnectionStringFor(store.Settings.Database) + ";Pooling=false");
        await using var connection = await database.OpenConnectionAsync();
        var names = new List<string>();
        await using (var command = new NpgsqlCommand("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                names.Add(reader.GetString(0));
        }

        var dump = new StringBuilder();
        foreach (var name in names)
        {
            using var copy = await connection.BeginTextExportAsync($"copy {name} to stdout");
            dump.Append(await copy.ReadToEndAsync());
        }

        return dump.ToString();
    }

    private static async Task<byte[]?> TryReadAsync(string file)
    {
        try
        {
            return await File.ReadAllBytesAsync(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
