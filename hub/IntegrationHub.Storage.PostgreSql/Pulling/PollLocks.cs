using System.Data.Common;
using IntegrationHub.Storage.Pulling;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Pulling;

/// <summary>Locks of parties as advisory locks of a session.</summary>
internal sealed class PollLocks(PostgresStore database) : SessionLocks
{
    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.Commits.ConnectionString) { Pooling = false, KeepAlive = 30 };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    protected override async Task<bool> TryLockAsync(DbConnection connection, long key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", (NpgsqlConnection)connection);
        command.Parameters.Long(key);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    protected override async Task UnlockAsync(DbConnection connection, long key)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", (NpgsqlConnection)connection);
        command.Parameters.Long(key);
        await command.ExecuteScalarAsync(CancellationToken.None);
    }
}
