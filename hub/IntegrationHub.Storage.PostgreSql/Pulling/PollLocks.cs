using System.Data.Common;
using IntegrationHub.Storage.Pulling;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Pulling;

/// <summary>Poll locks as advisory locks of the session.</summary>
internal sealed class PollLocks(PostgresStore database) : SessionLocks
{
    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await database.Commits.OpenLoneAsync(cancellationToken);

    protected override Task<bool> TryLockAsync(DbConnection connection, long key, CancellationToken cancellationToken) =>
        AskAsync(connection, "select pg_try_advisory_lock($1)", key, cancellationToken);

    protected override Task UnlockAsync(DbConnection connection, long key) => AskAsync(connection, "select pg_advisory_unlock($1)", key, CancellationToken.None);

    private static async Task<bool> AskAsync(DbConnection connection, string sql, long key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection);
        command.Parameters.Long(key);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
