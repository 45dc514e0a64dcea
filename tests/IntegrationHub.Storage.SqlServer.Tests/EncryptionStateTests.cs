using IntegrationHub.Storage.Protection;
using IntegrationHub.Storage.SqlServer.Opening;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>What a server says of itself, and what the hub makes of it.</summary>
public sealed class EncryptionStateTests
{
    private static readonly ServerFacts Good = new(16, 3, "16.0.4135.4", "ihub", true, 1, true, 3, true, false, 1);

    [Theory]
    [InlineData(3, true, 3, true, DiskEncryption.On)]
    [InlineData(3, true, 4, true, DiskEncryption.On)] // the key changes
    [InlineData(3, true, 6, true, DiskEncryption.On)] // the certificate changes
    [InlineData(3, true, 2, true, DiskEncryption.Starting)]
    [InlineData(3, false, 5, true, DiskEncryption.Ending)]
    [InlineData(3, false, 1, true, DiskEncryption.Off)]
    [InlineData(3, false, null, true, DiskEncryption.Off)]
    [InlineData(3, true, null, false, DiskEncryption.NotVisible)]
    [InlineData(3, false, null, false, DiskEncryption.Off)]
    [InlineData(5, true, null, false, DiskEncryption.Managed)]
    [InlineData(8, true, 3, true, DiskEncryption.Managed)]
    [InlineData(5, false, null, false, DiskEncryption.Off)]
    [InlineData(9, true, 3, true, DiskEncryption.On)] // Azure SQL Edge is a server of one's own
    [InlineData(9, true, null, false, DiskEncryption.NotVisible)]
    [InlineData(11, true, null, false, DiskEncryption.NotVisible)]
    public void The_state_follows_from_switch_key_and_edition(int edition, bool isEncrypted, int? state, bool maySee, DiskEncryption expected) =>
        Assert.Equal(expected, (Good with { EngineEdition = edition, IsEncrypted = isEncrypted, EncryptionState = state, MaySeeEncryption = maySee }).Encryption);

    [Fact]
    public void A_server_as_it_should_be_is_taken() => Assert.Empty(ServerRules.Check(Good));

    [Fact]
    public void A_cloud_database_has_version_numbers_of_its_own() => Assert.Empty(ServerRules.Check(Good with { MajorVersion = 12, EngineEdition = 5 }));

    [Theory]
    [InlineData(6)] // Synapse, dedicated pool
    [InlineData(9)] // Azure SQL Edge
    [InlineData(11)] // Synapse, serverless pool
    public void What_is_not_managed_has_to_be_new_enough(int edition) =>
        Assert.Equal("STORAGE_SERVER_TOO_OLD", Assert.Single(ServerRules.Check(Good with { MajorVersion = 15, EngineEdition = edition })).Code);

    [Fact]
    public void Each_fault_has_its_code_and_what_to_do()
    {
        Assert.Equal("STORAGE_SERVER_TOO_OLD", Only(Good with { MajorVersion = 15 }).Code);
        Assert.Equal("STORAGE_NO_DATABASE", Only(Good with { Database = "master" }).Code);
        Assert.Equal("STORAGE_READ_ONLY", Only(Good with { IsReadOnly = true }).Code);
        Assert.Equal("STORAGE_NOT_DURABLE", Only(Good with { DelayedDurability = 2 }).Code);
        Assert.Equal("STORAGE_PARALLEL_PLANS", Only(Good with { MaxParallelism = 0 }).Code);
        var snapshot = Only(Good with { ReadCommittedSnapshot = false });
        Assert.Equal("STORAGE_NO_SNAPSHOT", snapshot.Code);
        Assert.Contains("set read_committed_snapshot on", snapshot.Remedy, StringComparison.Ordinal);

        static StorageSetupException Only(ServerFacts facts) => Assert.Single(ServerRules.Check(facts));
    }

    [Theory]
    [InlineData(18456, 14, "STORAGE_LOGIN")]
    [InlineData(4060, 11, "STORAGE_NO_DATABASE")]
    [InlineData(229, 14, "STORAGE_RIGHTS")]
    [InlineData(262, 14, "STORAGE_RIGHTS")]
    [InlineData(9002, 17, "STORAGE_FULL")]
    [InlineData(5149, 16, "STORAGE_FULL")]
    public void What_the_server_refuses_at_the_start_is_explained(int number, byte severity, string code)
    {
        var refusal = OpeningFaults.Explain(number, severity, "refused", "SQL Server db", inner: null)!;

        Assert.Equal(code, refusal.Code);
        Assert.NotEmpty(refusal.Remedy);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_told_with_its_name()
    {
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => new SqlServerProvider().ReadEncryptionAsync(
            new StorageOptions { DataFolder = "", ConnectionString = "Server=127.0.0.1,1;Database=ihub;Connect Timeout=1", CommandTimeout = TimeSpan.FromSeconds(1) }, CancellationToken.None));

        Assert.Equal("STORAGE_UNREACHABLE", refusal.Code);
        Assert.Contains("127.0.0.1,1", refusal.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server=a;Database=b;Encrypt=Optional", false, "STORAGE_CONNECTION_NOT_ENCRYPTED")]
    [InlineData("Server=a;Database=b;Encrypt=false", true, "STORAGE_CONNECTION_NOT_ENCRYPTED")]
    [InlineData("Server=a;Database=b;TrustServerCertificate=true", true, "STORAGE_CERTIFICATE_NOT_CHECKED")]
    [InlineData("Server=a;Nonsense=b", false, "STORAGE_CONNECTION_STRING")]
    public void A_connection_that_goes_unprotected_or_cannot_be_read_is_refused(string connectionString, bool production, string code) =>
        Assert.Equal(code, Assert.Throws<StorageSetupException>(() => ConnectionRules.Apply(Options(connectionString, production))).Code);

    [Fact]
    public void Encryption_is_asked_for_where_nothing_is_said_and_a_password_may_hold_every_character()
    {
        var applied = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(ConnectionRules.Apply(Options("Server=a;Database=b;User ID=c", production: true) with { Password = "x;'\"=y" }));
        Assert.Equal(1, applied.ConnectRetryInterval);
        Assert.Equal((Microsoft.Data.SqlClient.SqlConnectionEncryptOption.Mandatory, "x;'\"=y", false), (applied.Encrypt, applied.Password, applied.TrustServerCertificate));
    }

    private static StorageOptions Options(string connectionString, bool production) => new() { DataFolder = "", ConnectionString = connectionString, IsProduction = production };
}
