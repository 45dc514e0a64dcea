using IntegrationHub.Storage.PostgreSql.Crossing;
using IntegrationHub.Storage.PostgreSql.Embedded;
using IntegrationHub.Storage.PostgreSql.Opening;
using IntegrationHub.Storage.PostgreSql.Schema;
using IntegrationHub.Storage.Protection;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>The server that the hub makes and runs in its data folder.</summary>
public sealed class EmbeddedProvider : IStoreProvider
{
    public async Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken) =>
        await PostgresStore.OpenAsync(options with { ConnectionString = null }, crashPoints, cancellationToken);

    public Task<CustomersSide> OpenCustomersAsync(StorageOptions options, CancellationToken cancellationToken) => CustomersLogin.OpenEmbeddedAsync(options, cancellationToken);

    /// <remarks>Opening is what a hub does at its start: it migrates under the same lock, so both may come at once.</remarks>
    public async Task UpgradeAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        await using var store = await OpenAsync(options, crashPoints: null, cancellationToken);
    }

    public string Script() => MigrationScript.Write();

    public async Task<MigrationState> ReadMigrationsAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        await using var server = await EmbeddedServer.StartAsync(options.DataFolder, options.ProgramsFolder, options.MayAttach, cancellationToken);
        return await MigrationScript.ReadAsync(server.ConnectionStringFor(options.Database), cancellationToken);
    }

    /// <remarks>PostgreSQL has no encryption of its own files.</remarks>
    public Task<DiskEncryption> ReadEncryptionAsync(StorageOptions options, CancellationToken cancellationToken) => Task.FromResult(DiskEncryption.NotOffered);

    public bool IsDiskFull(Exception failure) => Availability.IsDiskFull(failure);
}

/// <summary>A PostgreSQL server that somebody else runs.</summary>
public sealed class PostgresProvider : IStoreProvider
{
    public async Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken) =>
        await PostgresStore.OpenAsync(options, crashPoints, cancellationToken);

    public Task<CustomersSide> OpenCustomersAsync(StorageOptions options, CancellationToken cancellationToken) => CustomersLogin.OpenAsync(options, cancellationToken);

    /// <remarks>Without <c>storage.migrationConnectionString</c> it only looks, and refuses what is behind.</remarks>
    public async Task UpgradeAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        await using var store = await OpenAsync(options, crashPoints: null, cancellationToken);
    }

    public string Script() => MigrationScript.Write();

    public Task<MigrationState> ReadMigrationsAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var connections = StoreConnections.Of(options);
        var (setting, login) = connections.Owner is { } owner ? (StoreConnections.Migrating, owner) : (StoreConnections.Serving, connections.Company);
        return OpeningFaults.ExplainAsync(setting, login, () => MigrationScript.ReadAsync(login, cancellationToken));
    }

    /// <remarks>PostgreSQL has no encryption of its own files.</remarks>
    public Task<DiskEncryption> ReadEncryptionAsync(StorageOptions options, CancellationToken cancellationToken) => Task.FromResult(DiskEncryption.NotOffered);

    public bool IsDiskFull(Exception failure) => Availability.IsDiskFull(failure);
}
