using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.PostgreSql.Schema;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>What <c>ihub db script</c> prints, run by an administrator instead of a hub that migrates.</summary>
[Collection(PostgresCollection.Name)]
public sealed class MigrationScriptTests(ClusterFixture cluster)
{
    [Fact]
    public async Task The_script_makes_the_schema_with_rights_and_row_policies_and_may_run_twice()
    {
        var database = $"s{Guid.NewGuid():N}";
        await RunScriptAsync(database, times: 2);

        var state = await MigrationScript.ReadAsync(cluster.Server.ConnectionStringFor(database, Roles.Company), default);
        Assert.Equal(SchemaGuard.KnownMigrations(), state.Applied);
        Assert.Empty(state.Pending);
        await using var serving = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor(database, Roles.Company) + ";Pooling=false");
        await ServingRoleCheck.RunAsync(serving, Roles.Company, default);
        await SchemaGuard.CheckAsync(serving, default);
    }

    [Fact]
    public async Task A_hub_finds_nothing_to_do_after_the_script()
    {
        var database = $"s{Guid.NewGuid():N}";
        await RunScriptAsync(database, times: 1);

        using var keys = new InMemoryKeys();
        await using var store = await PostgresStore.OpenOnAsync(cluster.Server, new StorageOptions { DataFolder = "", Database = database, Keys = keys }, null, default);
        await store.CheckAsync(default);
    }

    [Fact]
    public async Task A_database_without_schema_lacks_everything_and_one_that_is_not_there_is_told()
    {
        var database = $"s{Guid.NewGuid():N}";
        var missing = await Assert.ThrowsAsync<StorageSetupException>(() => MigrationScript.ReadAsync(cluster.Server.ConnectionStringFor(database), default));
        Assert.Equal("STORAGE_NO_DATABASE", missing.Code);

        await MakeAsync(database);
        var state = await MigrationScript.ReadAsync(cluster.Server.ConnectionStringFor(database), default);
        Assert.Equal(SchemaGuard.KnownMigrations(), state.Pending);
        Assert.Empty(state.Applied);
    }

    private async Task MakeAsync(string database)
    {
        await using var postgres = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor("postgres") + ";Pooling=false");
        await ClusterRoles.MakeAsync(postgres, database, default);
    }

    private async Task RunScriptAsync(string database, int times)
    {
        await MakeAsync(database);
        await using var owner = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor(database, Roles.Owner) + ";Pooling=false");
        for (var time = 0; time < times; time++)
        {
            await using var script = owner.CreateCommand(MigrationScript.Write());
            await script.ExecuteNonQueryAsync();
        }
    }
}
