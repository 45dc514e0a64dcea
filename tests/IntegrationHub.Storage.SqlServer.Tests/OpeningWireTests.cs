using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Protection;
using IntegrationHub.Storage.SqlServer.Opening;
using IntegrationHub.Storage.SqlServer.Schema;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>A hub opens its store on SQL Server: what is asked of the server, in which order, and what it is refused for.</summary>
public sealed class OpeningWireTests
{
    private static readonly ServingLogin Good = new("hub", IsAdministrator: false, RolesMissing: false, MayChange: false, IsCompany: true, IsCustomer: false, OpenTables: "");

    [Fact]
    public async Task A_store_opens_serves_every_port_and_says_how_it_is_kept()
    {
        await using var peer = new TdsPeer();
        Facts(peer);
        Serving(peer, company: true);
        Migrations(peer, Known());
        await using var store = await OpenAsync(peer);

        Assert.Equal(
            ["opening.facts", "opening.serving"], peer.Requests.Select(static request => request.Name).Where(static name => name.StartsWith("opening.", StringComparison.Ordinal)));
        Assert.False(store.ReachesCustomersSide);
        Facts(peer);
        Facts(peer);
        Facts(peer);
        await store.CheckAsync(CancellationToken.None);
        Assert.Equal(DiskEncryption.On, await store.ReadEncryptionAsync(CancellationToken.None));
        Assert.True((await store.ReadDurabilityAsync(CancellationToken.None)).CommitsWaitForDisk);
    }

    [Fact]
    public async Task The_owners_login_migrates_before_anybody_serves()
    {
        await using var peer = new TdsPeer();
        Facts(peer);
        Facts(peer);
        peer.Answer("opening.lock", TdsAnswer.Rows("ii", [0, 1]));
        Migrations(peer, Known());
        peer.Answer("opening.mark", TdsAnswer.Rows("t", [Isolation.AccessScript.Mark]));
        Serving(peer, company: true);
        await using var store = await OpenAsync(peer, static (options, connection) => options with { MigrationConnectionString = connection });

        Assert.Equal(
            ["opening.facts", "opening.facts", "opening.lock", "opening.mark", "opening.serving"],
            peer.Requests.Select(static request => request.Name).Where(static name => name.StartsWith("opening.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_customers_login_is_looked_at_too()
    {
        await using var peer = new TdsPeer();
        Facts(peer);
        Serving(peer, company: true);
        Migrations(peer, Known());
        Serving(peer, company: true);

        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(peer, static (options, connection) => options with { CustomerConnectionString = connection }));

        Assert.Equal("STORAGE_ROLE_SIDE", refusal.Code);
        Assert.Contains(Roles.Customer, refusal.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_lacks_a_migration_or_has_one_of_a_newer_program_is_refused()
    {
        foreach (var (applied, code) in (IEnumerable<(string[], string)>)[(Known()[..^1], "STORAGE_SCHEMA_OLD"), ([.. Known(), "20991231000000_Later"], "STORAGE_NEWER_SCHEMA")])
        {
            await using var peer = new TdsPeer();
            Facts(peer);
            Serving(peer, company: true);
            Migrations(peer, applied);

            var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(peer));

            Assert.Equal(code, refusal.Code);
        }
    }

    [Fact]
    public async Task A_server_that_is_not_as_it_should_be_is_refused_before_anything_else_is_asked()
    {
        await using var peer = new TdsPeer();
        Facts(peer, snapshot: false);

        Assert.Equal("STORAGE_NO_SNAPSHOT", (await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(peer))).Code);
        Assert.Single(peer.Requests);
    }

    [Fact]
    public async Task What_the_server_refuses_at_the_start_is_explained()
    {
        await using var peer = new TdsPeer();
        peer.Answer("opening.facts", TdsAnswer.Error(4060, 11, "Cannot open database"));

        Assert.Equal("STORAGE_NO_DATABASE", (await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(peer))).Code);
    }

    [Fact]
    public void A_login_that_the_database_holds_back_is_taken()
    {
        Assert.Empty(Good.Check(Roles.Company));
        Assert.Empty((Good with { IsCompany = false, IsCustomer = true }).Check(Roles.Customer));
    }

    [Fact]
    public void Each_way_round_the_rights_has_its_code_and_what_to_do()
    {
        Assert.Equal("STORAGE_ROLE_SUPERUSER", Only(Good with { IsAdministrator = true }));
        Assert.Equal("STORAGE_ROLES_MISSING", Only(Good with { RolesMissing = true }));
        Assert.Equal("STORAGE_ROLE_OWNS", Only(Good with { MayChange = true }));
        Assert.Equal("STORAGE_ROLE_SIDE", Only(Good with { IsCustomer = true }));
        Assert.Equal("STORAGE_ROLE_SIDE", Only(Good with { IsCompany = false }));
        Assert.Equal("STORAGE_POLICY_MISSING", Only(Good with { OpenTables = "hub.archive" }));

        static string Only(ServingLogin login)
        {
            var refusal = Assert.Single(login.Check(Roles.Company));
            Assert.NotEmpty(refusal.Remedy);
            return refusal.Code;
        }
    }

    [Fact]
    public void Every_table_of_the_hub_is_looked_for_in_the_check_but_those_that_are_everybodys()
    {
        var text = ServingLogin.Read.Body;
        Assert.All(AccessTables.All, table => Assert.Equal(table.Rows == Belonging.Everybody, text.Contains($"N'{table.Table}'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("storage.migrationConnectionString")]
    [InlineData("storage.customerConnectionString")]
    public async Task A_connection_string_that_cannot_be_read_is_named(string setting)
    {
        await using var peer = new TdsPeer();
        Facts(peer);
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => OpenAsync(peer, (options, _) => setting.Contains("migration", StringComparison.Ordinal)
            ? options with { MigrationConnectionString = "Server=a;Nonsense=b" }
            : options with { CustomerConnectionString = "Server=a;Nonsense=b" }));

        Assert.Equal("STORAGE_CONNECTION_STRING", refusal.Code);
        Assert.StartsWith(setting, refusal.Problem, StringComparison.Ordinal);
    }

    private static Task<HubStore> OpenAsync(TdsPeer peer, Func<StorageOptions, string, StorageOptions>? change = null)
    {
        var options = new StorageOptions { DataFolder = "", ConnectionString = peer.ConnectionString, CommandTimeout = TimeSpan.FromSeconds(60), SealsValues = false };
        return new SqlServerProvider().OpenAsync(change?.Invoke(options, peer.ConnectionString) ?? options, null, CancellationToken.None);
    }

    private static string[] Known()
    {
        using var context = new SqlServerContext(ContextOptions.Offline);
        return [.. context.Database.GetMigrations()];
    }

    private static void Facts(TdsPeer peer, bool snapshot = true) =>
        peer.Answer("opening.facts", TdsAnswer.Rows("iittbibibii", [16, 3, "16.0.4135.4", "ihub", snapshot, 1, true, 3, true, 0, 1]));

    private static void Serving(TdsPeer peer, bool company) =>
        peer.Answer("opening.serving", TdsAnswer.Rows("tiiiiit", ["hub", 0, 0, 0, company ? 1 : 0, company ? 0 : 1, ""]));

    /// <summary>What EF Core asks: is there a database, is there the table, what is in it.</summary>
    private static void Migrations(TdsPeer peer, string[] applied) => peer
        .Answer("unnamed", TdsAnswer.Scalar(1))
        .Answer("unnamed", TdsAnswer.Scalar(1))
        .Answer("unnamed", TdsAnswer.Rows("tt", [.. applied.Select(static name => (object?[])[name, "10.0.14"])]));
}
