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

    /// <exception cref="StorageSetupException">The database was written by a newer program.</exception>
    public static Task MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken) => MigrateAsync(source, target: null, cancellationToken);

    /// <summary>Goes as far as <paramref name="target"/>: to the schema of an older program, for what that program saved.</summary>
    /// <exception cref="StorageSetupException">The database was written by a newer program.</exception>
    public static async Task MigrateAsync(NpgsqlDataSource source, string? target, CancellationToken cancellationToken)
    {
        await using var guard = await source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(guard, $"select pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await using var context = new PostgresContext(ContextOptions.For(builder => builder.UseNpgsql(source, ContextOptions.Npgsql)));
            var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            var unknown = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Where(name => !known.Contains(name)).ToList();
            if (unknown.Count > 0)
            {
                throw new StorageSetupException(
                    $"The database was written by a newer program (it has {string.Join(", ", unknown)}).", "Start the newer program, or restore a backup of the older one.");
            }

            await context.Database.MigrateAsync(target, cancellationToken);
        }
        finally
        {
            await ExecuteAsync(guard, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    /// <summary>Makes the database when the cluster has none of that name.</summary>
    public static async Task MakeDatabaseAsync(NpgsqlDataSource postgres, string database, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await find.ExecuteScalarAsync(cancellationToken) is not null)
            return;

        var quoted = database.Replace("\"", "\"\"", StringComparison.Ordinal);
        await ExecuteAsync(connection, $"create database \"{quoted}\" template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'", cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
