namespace IntegrationHub.Storage.PostgreSql;

/// <summary>The server that the hub makes and runs in its data folder.</summary>
public sealed class EmbeddedProvider : IStoreProvider
{
    public async Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken) =>
        await PostgresStore.OpenAsync(options with { ConnectionString = null }, crashPoints, cancellationToken);
}

/// <summary>A PostgreSQL server that somebody else runs.</summary>
public sealed class PostgresProvider : IStoreProvider
{
    public async Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken) =>
        await PostgresStore.OpenAsync(options, crashPoints, cancellationToken);
}
