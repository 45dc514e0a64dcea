using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Storage.Pulling;

/// <summary>
/// Locks of the server, one per polled party, all held by one connection of this process: a poll takes seconds and must not keep a connection
/// of the commits. The server drops them with the connection, so a dead node frees its parties at once.
/// </summary>
/// <remarks>When the connection is lost during a poll, another node may poll the same party meanwhile; deduplication makes that harmless.</remarks>
internal abstract class SessionLocks : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<long> _held = [];
    private DbConnection? _connection;

    public async Task<IAsyncDisposable?> TryTakeAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken)
    {
        var key = KeyOf(retailer, party);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var connection = await ConnectionAsync(cancellationToken);

            // The server gives a session the same lock twice; within this process the set refuses.
            if (_held.Contains(key) || !await TryLockAsync(connection, key, cancellationToken))
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

    /// <summary>Opens a connection outside the pools.</summary>
    protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Takes the lock for the session without waiting.</summary>
    protected abstract Task<bool> TryLockAsync(DbConnection connection, long key, CancellationToken cancellationToken);

    /// <summary>Gives it back.</summary>
    protected abstract Task UnlockAsync(DbConnection connection, long key);

    private async Task<DbConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open)
            return open;

        // What the lost connection held is free again.
        _held.Clear();
        if (_connection is not null)
            await _connection.DisposeAsync();

        _connection = null;
        return _connection = await OpenAsync(cancellationToken);
    }

    private async ValueTask ReleaseAsync(DbConnection connection, long key)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            // A lock of an earlier connection is gone already, and the key may have been taken anew.
            if (!ReferenceEquals(connection, _connection) || !_held.Remove(key) || connection.State != System.Data.ConnectionState.Open)
                return;

            await UnlockAsync(connection, key);
        }
        catch (DbException)
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

    private sealed class Held(SessionLocks owner, DbConnection connection, long key) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => owner.ReleaseAsync(connection, key);
    }
}
