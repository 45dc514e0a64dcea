using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Schema;

/// <summary>Brings the database to the schema of this program at start; of several nodes that start at once, one does it.</summary>
internal static class SchemaGuard
{
    /// <summary>Key of the advisory lock ("ihub" in ASCII).</summary>
    private const long MigrationLock = 0x69687562;

    /// <summary>Every migration that this program knows, oldest first.</summary>
    public static IReadOnlyList<string> KnownMigrations()
    {
        using var context = new PostgresContext(ContextOptions.For(builder => builder.UseNpgsql("Host=/nonexistent", ContextOptions.Npgsql)));
        return [.. context.Database.GetMigrations()];
    }

    /// <summary>Migrates, and puts grants and row policies in place where they are not what this program says.</summary>
    /// <param name="owner">Connections as the owner of the schemas, in the migrations' scope.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageSetupException">The database was written by a newer program.</exception>
    public static Task MigrateAsync(NpgsqlDataSource owner, CancellationToken cancellationToken) => MigrateAsync(owner, target: null, cancellationToken);

    /// <summary>
    /// Goes as far as <paramref name="target"/>: to the schema of an older program, for what that program saved. Grants and policies are put in place
    /// when it is opened.
    /// </summary>
    /// <exception cref="StorageSetupException">The database was written by a newer program.</exception>
    public static async Task MigrateAsync(NpgsqlDataSource owner, string? target, CancellationToken cancellationToken)
    {
        await using var guard = await owner.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(guard, $"select pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await using var context = Context(owner);
            await RefuseNewerAsync(context, cancellationToken);
            await context.Database.MigrateAsync(target, cancellationToken);
            if (target is null)
                await AccessAsync(guard, cancellationToken);
        }
        finally
        {
            await ExecuteAsync(guard, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    /// <summary>Where the hub may not migrate: looks whether the schema is this program's.</summary>
    /// <exception cref="StorageSetupException">It is older or newer.</exception>
    public static async Task CheckAsync(NpgsqlDataSource serving, CancellationToken cancellationToken)
    {
        await using var context = Context(serving);
        var missing = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (missing.Count > 0)
        {
            throw new StorageSetupException(
                $"The database lacks {string.Join(", ", missing)}, and storage.migrationConnectionString is not set.",
                $"Set it to a login of {Roles.Owner} for one start.")
            {
                Code = "STORAGE_SCHEMA_OLD",
            };
        }

        await RefuseNewerAsync(context, cancellationToken);
    }

    private static PostgresContext Context(NpgsqlDataSource source) => new(ContextOptions.For(builder => builder.UseNpgsql(source, ContextOptions.Npgsql)));

    private static async Task RefuseNewerAsync(PostgresContext context, CancellationToken cancellationToken)
    {
        var state = MigrationState.Of(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(cancellationToken));
        if (state.Refusal is { } refused)
            throw refused;
    }

    /// <summary>In one transaction: nobody serves between the old policies and the new ones.</summary>
    private static async Task AccessAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        await using (var read = new NpgsqlCommand("select obj_description('hub'::regnamespace)", owner))
        {
            if (await read.ExecuteScalarAsync(cancellationToken) as string == AccessScript.Mark
                && (await ServingRoleCheck.ReadOpenTablesAsync(owner, cancellationToken)).Count == 0)
            {
                return;
            }
        }

        await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(owner, AccessScript.Sql, cancellationToken);
        await ExecuteAsync(owner, $"comment on schema hub is '{AccessScript.Mark}'", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
