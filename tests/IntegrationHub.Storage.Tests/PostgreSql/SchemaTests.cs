using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>The schema of the database and of the program.</summary>
[Collection(PostgresCollection.Name)]
public sealed class SchemaTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task The_migrations_make_exactly_the_model()
    {
        await using var context = store.Database.CreateContext();
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Every_table_of_the_business_belongs_to_a_retailer()
    {
        await using var command = store.Around.CreateCommand(
            """
            select table_name from information_schema.tables t where table_schema = 'hub' and table_name <> 'schema_migration'
            and not exists (select 1 from information_schema.columns c
                where c.table_schema = 'hub' and c.table_name = t.table_name and c.column_name = 'retailer_id' and c.is_nullable = 'NO')
            """);
        Assert.Null(await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_with_the_remedy()
    {
        var server = store.Server;
        var options = new StorageOptions { DataFolder = "", Database = $"t{Guid.NewGuid():N}" };
        await using (await PostgresStore.OpenOnAsync(server, options, null, CancellationToken.None))
        {
            await using var around = NpgsqlDataSource.Create(server.ConnectionStringFor(options.Database) + ";Pooling=false");
            await using var command = around.CreateCommand("insert into hub.schema_migration values ('99990101000000_Future', '99.0.0')");
            await command.ExecuteNonQueryAsync();
        }

        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => PostgresStore.OpenOnAsync(server, options, null, CancellationToken.None));
        Assert.Contains("99990101000000_Future", refusal.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_all_come_up()
    {
        var server = store.Server;
        var options = new StorageOptions { DataFolder = "", Database = $"t{Guid.NewGuid():N}" };
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => PostgresStore.OpenOnAsync(server, options, null, CancellationToken.None))));
        foreach (var node in nodes)
        {
            await node.CheckAsync(CancellationToken.None);
            await node.DisposeAsync();
        }
    }

    [Fact]
    public void Names_of_columns_follow_the_members()
    {
        Assert.Equal(
            ["retailer_id", "mrid", "sha256", "canonical_digest"],
            new[] { "RetailerId", "MRid", "Sha256", "CanonicalDigest" }.Select(SnakeCase.Of));
    }
}
