using IntegrationHub.Storage.PostgreSql.Embedded;
using IntegrationHub.Storage.PostgreSql.Schema;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>The server that the hub makes and runs in its data folder.</summary>
public sealed class EmbeddedProvider : IStoreProvider
{
    public async Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken) =>
        await PostgresStore.OpenAsync(options with { ConnectionString = null }, crashPoints, cancellationToken);

    public string Script() => MigrationScript.Write();

    public async Task<MigrationState> ReadMigrationsAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        await using var server = await EmbeddedServer.StartAsync(options.DataFolder, options.ProgramsFolder, options.MayAttach, cancellationToken);
        return await MigrationScript.ReadAsync(server.ConnectionStringFor(options.Database), cancellationToken);
    }
}

/// <summary>A PostgreSQL server that somebody else runs.</summary>
public sealed class PostgresProvider : IStoreProvider
{
    public async Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken) =>
        await PostgresStore.OpenAsync(options with { ConnectionString = ConnectionString(options) }, crashPoints, cancellationToken);

    public string Script() => MigrationScript.Write();

    public Task<MigrationState> ReadMigrationsAsync(StorageOptions options, CancellationToken cancellationToken) =>
        MigrationScript.ReadAsync(ConnectionString(options), cancellationToken);

    private static string ConnectionString(StorageOptions options)
    {
        try
        {
            // The builder quotes: a password may hold every character.
            var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            if (options.Password is { } password)
                connection.Password = password;

            return connection.ConnectionString;
        }
        catch (ArgumentException wrong)
        {
            throw new StorageSetupException(
                $"storage.connectionString cannot be read: {wrong.Message.TrimEnd('.')}.", "Write it as Host=…;Database=…;Username=….", wrong)
            {
                Code = "STORAGE_CONNECTION_STRING",
            };
        }
    }
}
