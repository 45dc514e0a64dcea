using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.Isolation;
using IntegrationHub.Storage.SqlServer.Schema;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>Brings the database to the schema of this program at start; of several nodes that start at once, one does it.</summary>
internal static class SchemaGuard
{
    internal static readonly Statement Lock = new(
        "opening.lock",
        """
        declare @granted int;
        exec @granted = sys.sp_getapplock @Resource = N'ihub-migration', @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 300000;
        select @granted, iif(is_member(N'db_owner') = 1 or is_member(N'ihub_owner') = 1, 1, 0);
        """);

    internal static readonly Statement Mark = new(
        "opening.mark",
        $"""
        select convert(nvarchar(200), p.value) from sys.extended_properties as p
        where p.class = 3 and p.major_id = schema_id(N'hub') and p.name = N'{AccessScript.MarkProperty}';
        """);

    /// <exception cref="StorageSetupException">The database was written by a newer program, or the login may not migrate.</exception>
    public static async Task MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        // A connection outside the pool: the lock and the scope of the migration end with it.
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var mayMigrate = await LockAsync(connection, cancellationToken);
        await using var context = new SqlServerContext(ContextOptions.For(connection));
        var state = MigrationState.Of(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(cancellationToken));
        if (state.Refusal is { } refused)
            throw refused;

        if (state.Pending.Count > 0 && !mayMigrate)
            throw Behind(state, "this login may not change its schema");

        if (state.Pending.Count > 0)
        {
            // An index on ten million rows takes its minutes.
            context.Database.SetCommandTimeout(0);
            await ExecuteAsync(connection, AccessScript.TakeAway, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }

        if (mayMigrate && await ReadMarkAsync(connection, cancellationToken) != AccessScript.Mark)
            await ExecuteAsync(connection, [.. AccessScript.TakeAway, .. AccessScript.Give, AccessScript.WriteMark], cancellationToken);
    }

    /// <summary>Where the hub may not migrate: looks whether the schema is this program's.</summary>
    /// <exception cref="StorageSetupException">It is older or newer.</exception>
    public static async Task CheckAsync(string connectionString, CancellationToken cancellationToken)
    {
        var state = await ReadAsync(connectionString, cancellationToken);
        if (state.Refusal is { } refused)
            throw refused;

        if (state.Pending.Count > 0)
            throw Behind(state, "storage.migrationConnectionString is not set");
    }

    /// <summary>Which migrations the database has, of those that this program knows.</summary>
    public static async Task<MigrationState> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var context = new SqlServerContext(ContextOptions.For(connectionString));
        return MigrationState.Of(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(cancellationToken));
    }

    private static StorageSetupException Behind(MigrationState state, string why) => new(
        $"The database lacks {string.Join(", ", state.Pending)}, and {why}.",
        "Name a login of ihub_owner in storage.migrationConnectionString, or let an administrator run what `ihub db script --provider sqlserver` writes.")
    {
        Code = "STORAGE_SCHEMA_OLD",
    };

    /// <summary>In one transaction: nobody serves between the old policies and the new ones.</summary>
    private static async Task ExecuteAsync(SqlConnection owner, IReadOnlyList<string> batches, CancellationToken cancellationToken)
    {
        await using var transaction = (SqlTransaction)await owner.BeginTransactionAsync(cancellationToken);
        foreach (var batch in batches)
        {
            await using var command = new SqlCommand(batch, owner, transaction) { CommandTimeout = 310 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<string?> ReadMarkAsync(SqlConnection owner, CancellationToken cancellationToken)
    {
        await using var command = new SqlCommand(Mark.Text, owner);
        Scope.Of(SystemScope.Migration).AddTo(command.Parameters);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static async Task<bool> LockAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new SqlCommand(Lock.Text, connection) { CommandTimeout = 310 };
        Scope.Of(SystemScope.Migration).AddTo(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt32(0) >= 0
            ? reader.GetInt32(1) == 1
            : throw new StorageSetupException("Another node has been migrating the database for five minutes.", "Look at that node; start this one again when it is done.")
            {
                Code = "STORAGE_MIGRATION_RUNS",
            };
    }
}
