using System.Net.Sockets;
using System.Security.Authentication;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.PostgreSql.Opening;
using Npgsql;
using Xunit.Abstractions;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>A server that somebody else runs cannot be used as it is: each reason has its code and what to do, and none is a fault of the hub.</summary>
[Collection(PostgresCollection.Name)]
public sealed class OpeningFaultsTests(ClusterFixture cluster, ITestOutputHelper output) : IAsyncLifetime
{
    private const string Setting = "storage.connectionString";

    private readonly StoreFixture _store = new(cluster);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=ihub;Username=ihub_company")]
    [InlineData("Host=/nonexistent;Database=ihub;Username=ihub_company")]
    [InlineData("Host=/nonexistent,127.0.0.1:1;Database=ihub;Username=ihub_company")]
    public async Task A_server_that_nobody_reaches_is_named(string login)
    {
        var refusal = await RefusedAsync(login);

        Assert.Equal("STORAGE_UNREACHABLE", refusal.Code);
        Assert.Contains("`ihub`", refusal.Problem, StringComparison.Ordinal);
        Assert.Equal("STORAGE_UNREACHABLE", (await Assert.ThrowsAsync<StorageSetupException>(() => new PostgresProvider().ReadMigrationsAsync(Options(login), CancellationToken.None))).Code);
        Assert.Equal("STORAGE_UNREACHABLE", (await Assert.ThrowsAsync<StorageSetupException>(() =>
            new PostgresProvider().OpenCustomersAsync(Options("") with { CustomerConnectionString = login }, CancellationToken.None))).Code);
    }

    [Fact]
    public async Task A_login_that_the_server_does_not_know_is_refused_without_its_password()
    {
        var refusal = await RefusedAsync(Login("nobody_of_that_name") + ";Password=hunter2");

        Assert.Equal("STORAGE_LOGIN", refusal.Code);
        Assert.DoesNotContain("hunter2", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_refused_and_not_made()
    {
        Assert.Equal("STORAGE_NO_DATABASE", (await RefusedAsync(cluster.Server.ConnectionStringFor("no_such_database", Roles.Company))).Code);

        await using var command = _store.Around.CreateCommand("select count(*) from pg_database where datname = 'no_such_database'");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_database_that_orders_texts_as_a_language_does_is_refused_before_anything_is_written()
    {
        var name = $"t{Guid.NewGuid():N}";
        await using var superuser = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor("postgres") + ";Pooling=false");
        await using (var make = superuser.CreateCommand($"create database {name} owner {Roles.Owner} template template0 encoding 'UTF8' locale_provider icu icu_locale 'en' lc_collate 'C' lc_ctype 'C'"))
        {
            try
            {
                await make.ExecuteNonQueryAsync();
            }
            catch (PostgresException built) when (built.SqlState == PostgresErrorCodes.FeatureNotSupported)
            {
                output.WriteLine("SKIPPED: the PostgreSQL here was built without ICU and has the order of no language.");
                return;
            }
        }

        var refusal = await RefusedAsync(cluster.Server.ConnectionStringFor(name, Roles.Company), cluster.Server.ConnectionStringFor(name, Roles.Owner));

        Assert.Equal("STORAGE_COLLATION", refusal.Code);
        Assert.Contains("lc_collate 'C'", refusal.Remedy, StringComparison.Ordinal);
        await using var around = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor(name) + ";Pooling=false");
        await using var command = around.CreateCommand("select count(*) from pg_namespace where nspname = 'hub'");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Rights_and_connections_that_are_missing_are_told()
    {
        await _store.RunAsync($"revoke connect on database {_store.DatabaseName} from public, {Roles.Company}");
        Assert.Equal("STORAGE_RIGHTS", (await RefusedAsync(Login(Roles.Company))).Code);

        await _store.RunAsync($"grant connect on database {_store.DatabaseName} to public; alter database {_store.DatabaseName} connection limit 0");
        Assert.Equal("STORAGE_TOO_MANY_CONNECTIONS", (await RefusedAsync(Login(Roles.Company))).Code);
    }

    [Fact]
    public async Task A_login_that_may_not_act_as_the_owner_is_named_by_its_own_setting()
    {
        var refusal = await RefusedAsync(Login(Roles.Company), Login(Roles.Customer));

        Assert.Equal("STORAGE_RIGHTS", refusal.Code);
        Assert.Contains("storage.migrationConnectionString", refusal.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("28P01", "STORAGE_LOGIN")]
    [InlineData("28000", "STORAGE_LOGIN")]
    [InlineData("3D000", "STORAGE_NO_DATABASE")]
    [InlineData("42501", "STORAGE_RIGHTS")]
    [InlineData("53100", "STORAGE_FULL")]
    [InlineData("53300", "STORAGE_TOO_MANY_CONNECTIONS")]
    [InlineData("25006", "STORAGE_READ_ONLY")]
    [InlineData("57P03", "STORAGE_UNREACHABLE")]
    [InlineData("42601", null)] // a statement that is wrong is a fault of the hub
    public void What_the_server_says_has_one_code_also_where_it_is_wrapped(string state, string? code)
    {
        var error = new PostgresException("said", "FATAL", "FATAL", state);

        Assert.Equal(code, Explained(error)?.Code);
        Assert.Equal(code, Explained(new InvalidOperationException("wrapped", error))?.Code);
        Assert.NotEqual("", Explained(error)?.Remedy);
    }

    [Fact]
    public void Of_several_servers_what_one_says_comes_before_that_another_does_not_answer() => Assert.Equal(
        "STORAGE_LOGIN",
        Explained(new NpgsqlException("no suitable host", new AggregateException(
            new NpgsqlException("failed", new SocketException((int)SocketError.ConnectionRefused)), new PostgresException("said", "FATAL", "FATAL", "28P01"))))?.Code);

    [Fact]
    public void What_the_driver_says_of_encryption_and_passwords_is_no_lost_connection()
    {
        Assert.Equal("STORAGE_CERTIFICATE", Explained(new NpgsqlException("Exception while performing SSL handshake", new AuthenticationException("not trusted")))?.Code);
        Assert.Equal("STORAGE_CONNECTION_NOT_ENCRYPTED", Explained(new NpgsqlException("SSL connection requested. No SSL enabled connection from this host is configured."))?.Code);
        Assert.Equal("STORAGE_LOGIN", Explained(new NpgsqlException("No password has been provided but the backend requires one (in SASL/SCRAM-SHA-256)"))?.Code);
        Assert.Null(Explained(new InvalidOperationException("a bug")));
        Assert.Null(Explained(new OperationCanceledException()));
    }

    [Fact]
    public void A_server_that_is_too_old_is_refused()
    {
        Assert.Equal("STORAGE_SERVER_TOO_OLD", Assert.Throws<StorageSetupException>(() => OpeningFaults.DemandVersion(new Version(14, 12), "PostgreSQL db")).Code);
        OpeningFaults.DemandVersion(new Version(15, 0), "PostgreSQL db");
    }

    private static StorageSetupException? Explained(Exception failure) => OpeningFaults.Explain(failure, Setting, "PostgreSQL db");

    private string Login(string role) => cluster.Server.ConnectionStringFor(_store.DatabaseName, role);

    private static StorageOptions Options(string login) => new() { DataFolder = "", ConnectionString = login };

    private static Task<StorageSetupException> RefusedAsync(string login, string? owner = null) => Assert.ThrowsAsync<StorageSetupException>(() =>
        new PostgresProvider().OpenAsync(Options(login) with { MigrationConnectionString = owner }, null, CancellationToken.None));
}
