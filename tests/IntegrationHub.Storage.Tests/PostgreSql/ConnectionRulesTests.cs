using IntegrationHub.Storage.PostgreSql;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>What leaves the machine for somebody else's server is encrypted, to a server whose certificate was checked.</summary>
public sealed class ConnectionRulesTests
{
    [Theory]
    [InlineData("Host=db.example")]
    [InlineData("Host=10.0.0.1,10.0.0.2:5433")]
    [InlineData("Host=/run/postgresql,db.example")]
    [InlineData("Host=127.0.0.1.example")]
    [InlineData("Host=localhost.example")]
    [InlineData("Host=db.example;SSL Mode=VerifyFull;Root Certificate=/etc/ihub/root.crt")]
    public void Over_the_network_production_demands_encryption_and_the_servers_certificate(string login)
    {
        var applied = Applied(login, production: true);

        Assert.All(
            (string?[])[applied.Company, applied.Owner, applied.Customer],
            static text => Assert.Equal(SslMode.VerifyFull, new NpgsqlConnectionStringBuilder(text).SslMode));
        Assert.Equal(new NpgsqlConnectionStringBuilder(login).RootCertificate, new NpgsqlConnectionStringBuilder(applied.Company).RootCertificate);
    }

    [Theory]
    [InlineData("SSL Mode=Disable", "STORAGE_CONNECTION_NOT_ENCRYPTED")]
    [InlineData("SslMode=Allow", "STORAGE_CONNECTION_NOT_ENCRYPTED")]
    [InlineData("SSL Mode=Prefer", "STORAGE_CONNECTION_NOT_ENCRYPTED")]
    [InlineData("sslmode=Require", "STORAGE_CERTIFICATE_NOT_CHECKED")]
    [InlineData("SSL Mode=VerifyCA", "STORAGE_CERTIFICATE_NOT_CHECKED")]
    public void A_weaker_mode_is_refused_in_production_and_stays_in_a_development_folder(string mode, string code)
    {
        var refusal = Assert.Throws<StorageSetupException>(() => Applied($"Host=db.example;{mode}", production: true));

        Assert.Equal(code, refusal.Code);
        Assert.Contains("VerifyFull", refusal.Remedy, StringComparison.Ordinal);
        Assert.Equal(new NpgsqlConnectionStringBuilder(mode).SslMode, new NpgsqlConnectionStringBuilder(Applied($"Host=db.example;{mode}", production: false).Company).SslMode);
    }

    [Fact]
    public void Each_login_is_looked_at_and_named()
    {
        var refusal = Assert.Throws<StorageSetupException>(() => StoreConnections.Of(new StorageOptions
        {
            DataFolder = "",
            IsProduction = true,
            ConnectionString = "Host=db.example",
            CustomerConnectionString = "Host=db.example;SSL Mode=Prefer",
        }));

        Assert.StartsWith("storage.customerConnectionString", refusal.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/run/postgresql")]
    [InlineData("@ihub")]
    [InlineData("localhost:5433")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:5433,/run/postgresql")]
    [InlineData("::1")]
    public void What_does_not_leave_the_machine_stays_as_it_was_written(string host) =>
        Assert.Equal(SslMode.Prefer, new NpgsqlConnectionStringBuilder(Applied($"Host={host}", production: true).Company).SslMode);

    [Fact]
    public void A_connection_string_without_a_host_is_refused() =>
        Assert.Equal("STORAGE_CONNECTION_STRING", Assert.Throws<StorageSetupException>(() => Applied("Database=ihub", production: false)).Code);

    private static StoreConnections Applied(string login, bool production) => StoreConnections.Of(new StorageOptions
    {
        DataFolder = "",
        IsProduction = production,
        ConnectionString = login,
        MigrationConnectionString = login,
        CustomerConnectionString = login,
    });
}
