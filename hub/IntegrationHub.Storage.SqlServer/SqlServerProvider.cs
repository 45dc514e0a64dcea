using IntegrationHub.Storage.Protection;
using IntegrationHub.Storage.SqlServer.Opening;
using IntegrationHub.Storage.SqlServer.Schema;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.SqlServer;

/// <summary>A SQL Server or Azure SQL database that somebody else runs.</summary>
/// <remarks>It makes and compares the schema and reads how the server encrypts. Some ports have no statements yet (<see cref="SqlServerPorts.Missing"/>), so a hub does not serve on it.</remarks>
public sealed class SqlServerProvider : IStoreProvider
{
    /// <remarks>Refuses before it reaches the server.</remarks>
    public Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken) => Task.FromException<HubStore>(new StorageSetupException(
        $"A hub does not serve on SQL Server in this version: there are no statements for {string.Join(", ", SqlServerPorts.Missing)} yet.",
        "Use storage.provider embedded or postgresql; `ihub db` writes, applies and compares the schema of SQL Server already (docs/sql-server.md).")
    {
        Code = "STORAGE_SQLSERVER_DOES_NOT_SERVE",
    });

    public async Task UpgradeAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var server = new Server(UpgradeConnection.Of(options));
        foreach (var problem in ServerRules.Check(await server.ReadFactsAsync(cancellationToken)))
            throw problem;

        await server.ExplainAsync(async () =>
        {
            await SchemaGuard.MigrateAsync(server.ConnectionString, cancellationToken);
            return true;
        });
    }

    public string Script() => MigrationScript.Write();

    public async Task<MigrationState> ReadMigrationsAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var server = new Server(UpgradeConnection.Of(options));
        return await server.ExplainAsync(async () =>
        {
            await using var context = new SqlServerContext(ContextOptions.For(server.ConnectionString));
            return MigrationState.Of(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(cancellationToken));
        });
    }

    public async Task<DiskEncryption> ReadEncryptionAsync(StorageOptions options, CancellationToken cancellationToken) =>
        (await new Server(options).ReadFactsAsync(cancellationToken)).Encryption;
}
