using System.Buffers.Binary;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Pulling;

/// <summary>
/// Locks of the server (advisory), one per polled party, all held by one connection of this process: a poll takes seconds and must not
/// keep a connection of the commits. The server drops them with the connection, so a dead node frees its parties at once.
/// </summary>
/// <remarks>When the connection is lost during a poll, another node may poll the same party meanwhile; deduplication makes that harmless.</remarks>
internal sealed class PollLocks(PostgresStore database) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<long> _held = [];
    private NpgsqlConnection? _connection;

    public async Task<IAsyncDisposable?> TryTakeAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken)
    {
        var key = KeyOf(retailer, party);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var connection = await ConnectionAsync(cancellationToken);

            // The server gives a session the same lock twice; within this process the set refuses.
            if (_held.Contains(key))
                return null;

            await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection);
            command.Parameters.Long(key);
            if (await command.ExecuteScalarAsync(cancellationToken) is not true)
                return null;

            _held.Add(key);
            return new Held(this, connection, key);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();

        _gate.Dispose();
    }

    private async Task<NpgsqlConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open)
            return open;

        // What the lost connection held is free again.
        _held.Clear();
        if (_connection is not null)
            await _connection.DisposeAsync();

        _connection = null;
        return _connection = await database.Commits.OpenLoneAsync(cancellationToken);
    }

    private async ValueTask ReleaseAsync(NpgsqlConnection connection, long key)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            // A lock of an earlier connection is gone already, and the key may have been taken anew.
            if (!ReferenceEquals(connection, _connection) || !_held.Remove(key) || connection.State != System.Data.ConnectionState.Open)
                return;

            await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", connection);
            command.Parameters.Long(key);
            await command.ExecuteScalarAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection broke: the server has dropped the lock with it.
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>64 bits of a digest: two parties that share a key would only poll one after the other.</summary>
    private static long KeyOf(RetailerId retailer, PartyId party)
    {
        Span<byte> input = stackalloc byte[20];
        BinaryPrimitives.WriteInt32BigEndian(input, retailer.Value);
        party.Value.TryWriteBytes(input[4..]);
        return BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(input));
    }

    private sealed class Held(PollLocks owner, NpgsqlConnection connection, long key) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => owner.ReleaseAsync(connection, key);
    }
}
