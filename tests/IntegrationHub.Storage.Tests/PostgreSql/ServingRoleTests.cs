using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.PostgreSql.Schema;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>As whom the hub may serve, and what becomes of a database that was made before there were roles.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ServingRoleTests(ClusterFixture cluster) : IAsyncLifetime
{
    private readonly StoreFixture _store = new(cluster);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("ihub", "STORAGE_ROLE_SUPERUSER")]
    [InlineData(Roles.Owner, "STORAGE_ROLE_OWNS")]
    [InlineData(Roles.Customer, "STORAGE_ROLE_SIDE")]
    public async Task A_role_that_nothing_holds_back_or_of_the_other_side_is_refused(string role, string code)
    {
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(Login(role)));

        Assert.Equal(code, refusal.Code);
        Assert.Contains("roles.sql", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_bypasses_row_policies_is_refused_and_a_plain_member_of_the_role_serves()
    {
        var login = $"app_{Guid.NewGuid():N}";
        await _store.RunAsync($"create role {login} login in role {Roles.Company}");
        try
        {
            await using (var store = await OpenAsync(Login(login)))
                await store.CheckAsync(CancellationToken.None);

            await _store.RunAsync($"alter role {login} bypassrls");
            Assert.Equal("STORAGE_ROLE_BYPASSES", (await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(Login(login)))).Code);

            await _store.RunAsync($"alter role {login} nobypassrls; grant {Roles.Customer} to {login}");
            Assert.Equal("STORAGE_ROLE_SIDE", (await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(Login(login)))).Code);
        }
        finally
        {
            await _store.RunAsync($"drop role {login}");
        }
    }

    [Theory]
    [InlineData("alter table hub.event disable row level security")]
    [InlineData("alter table hub.event no force row level security")]
    [InlineData("create table hub.forgotten (id int)")]
    public async Task A_table_without_a_forced_policy_is_refused_by_name(string sql)
    {
        await _store.RunAsync(sql);

        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(Login(Roles.Company)));

        Assert.Equal("STORAGE_POLICY_MISSING", refusal.Code);
        Assert.Matches("hub.(event|forgotten)", refusal.Problem);
    }

    [Fact]
    public async Task A_start_with_the_owners_login_puts_policies_and_grants_back()
    {
        await _store.RunAsync("alter table hub.event disable row level security; grant delete on hub.event to ihub_company");

        await using (await OpenAsync(Login(Roles.Company), Login(Roles.Owner)))
        {
        }

        await using var command = _store.Around.CreateCommand("select relrowsecurity and not has_table_privilege('ihub_company', 'hub.event', 'delete') from pg_class where oid = 'hub.event'::regclass");
        Assert.Equal(true, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Without_the_owners_login_an_older_schema_is_refused_with_the_remedy()
    {
        var name = await NewDatabaseAsync();
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(cluster.Server.ConnectionStringFor(name, Roles.Company)));

        Assert.Equal("STORAGE_SCHEMA_OLD", refusal.Code);
        Assert.Contains("storage.migrationConnectionString", refusal.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_was_made_by_the_superuser_is_handed_over_with_what_is_in_it()
    {
        var name = await NewDatabaseAsync();
        await using var superuser = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor(name) + ";Pooling=false");
        await using (var context = new PostgresContext(ContextOptions.For(builder => builder.UseNpgsql(superuser, ContextOptions.Npgsql))))
            await context.Database.MigrateAsync("20261121140000_TimestampQueue");

        await using (var command = superuser.CreateCommand(
            """
            insert into hub.event (retailer_id, id, at, kind, actor, data, salt, digest) values (1, gen_random_uuid(), now(), 'old.event', 'hub', '{}', '', '')
            """))
        {
            await command.ExecuteNonQueryAsync();
        }

        await using var store = await PostgresStore.OpenOnAsync(
            cluster.Server, new StorageOptions { DataFolder = "", Database = name, Keys = _store.Keys }, null, CancellationToken.None);
        await using var services = new ServiceCollection().AddIntegrationHubStorage(store).BuildServiceProvider();

        Assert.Single(await services.GetRequiredService<IExchangeReader>().RecentEventsAsync(Samples.Retailer, "old.", 10, CancellationToken.None));
        await using var owners = superuser.CreateCommand(
            "select string_agg(distinct pg_get_userbyid(relowner), ',') from pg_class where relnamespace in ('hub'::regnamespace, 'ledger'::regnamespace)");
        Assert.Equal(Roles.Owner, await owners.ExecuteScalarAsync());
    }

    private string Login(string role) => cluster.Server.ConnectionStringFor(_store.DatabaseName, role);

    private static Task<PostgresStore> OpenAsync(string company, string? owner = null) => PostgresStore.OpenAsync(
        new StorageOptions { DataFolder = "", ConnectionString = company, MigrationConnectionString = owner }, null, CancellationToken.None);

    /// <summary>As the program made one before there were roles.</summary>
    private async Task<string> NewDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        await using var postgres = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor("postgres") + ";Pooling=false");
        await using var command = postgres.CreateCommand($"create database {name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'");
        await command.ExecuteNonQueryAsync();
        return name;
    }
}
