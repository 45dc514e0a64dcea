using IntegrationHub.Storage.SqlServer.Opening;
using IntegrationHub.Storage.SqlServer.Schema;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IntegrationHub.Storage.SqlServer;

/// <summary>A SQL Server or Azure SQL database that somebody else runs.</summary>
public sealed class SqlServerProvider : IStoreProvider
{
    public async Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken) =>
        await SqlServerStore.OpenAsync(options, crashPoints, cancellationToken);

    /// <summary>sqlcmd switches quoted identifiers off, and an index with a condition needs them on; the policies let a migration through by its scope.</summary>
    public string Script()
    {
        using var context = new SqlServerContext(ContextOptions.Offline);
        return "set quoted_identifier on;\nset ansi_nulls on;\nset xact_abort on;\nexec sys.sp_set_session_context @key = N'hub.system', @value = N'migration';\nGO\n\n"
            + context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent).ReplaceLineEndings("\n");
    }

    public async Task<MigrationState> ReadMigrationsAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var connectionString = ConnectionRules.Apply(options);
        try
        {
            await using var context = new SqlServerContext(ContextOptions.For(connectionString));
            return MigrationState.Of(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(cancellationToken));
        }
        catch (SqlException error) when (OpeningFaults.Explain(error, $"SQL Server {new SqlConnectionStringBuilder(connectionString).DataSource}") is { } explained)
        {
            throw explained;
        }
    }
}
