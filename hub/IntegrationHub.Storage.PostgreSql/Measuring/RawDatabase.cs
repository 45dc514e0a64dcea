using System.Diagnostics;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Measuring;

/// <summary>
/// The database without the hub: as many bytes and as many waits for the disk as the commit of a document has, in two plain statements
/// per document and without combining. What the store does on top is held against it.
/// </summary>
/// <remarks>For measuring only, on a store that is thrown away.</remarks>
public sealed class RawDatabase
{
    private readonly PostgresStore _store;

    /// <exception cref="ArgumentException">The store is none of PostgreSQL.</exception>
    public RawDatabase(HubStore store) => _store = store as PostgresStore ?? throw new ArgumentException("Only a store on PostgreSQL is measured.", nameof(store));

    /// <summary>Documents per second.</summary>
    /// <param name="concurrency">Callers, each waiting for its own.</param>
    /// <param name="documents">Documents in all.</param>
    /// <param name="packed">The bytes of a packed document.</param>
    /// <param name="rest">The bytes of everything else of it: answer, acknowledgement, rows.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task<double> RunAsync(int concurrency, int documents, ReadOnlyMemory<byte> packed, ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        await _store.AdministerAsync(
            $"""
            create schema if not exists bench;
            create table if not exists bench.document (id uuid primary key, body bytea not null);
            create table if not exists bench.exchange (id uuid primary key, rest bytea not null);
            alter table bench.document alter column body set storage external;
            alter table bench.exchange alter column rest set storage external;
            grant usage on schema bench to {Roles.Company};
            grant insert on bench.document, bench.exchange to {Roles.Company}
            """,
            cancellationToken);

        var next = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(CallerAsync, cancellationToken)));
        return documents / Stopwatch.GetElapsedTime(start).TotalSeconds;

        async Task CallerAsync()
        {
            while (Interlocked.Increment(ref next) <= documents)
            {
                await RunAsync(_store.ArchivePool, "insert into bench.document (id, body) values ($1, $2)", packed);
                await RunAsync(_store.Commits, "insert into bench.exchange (id, rest) values ($1, $2)", rest);
            }
        }

        async Task RunAsync(ScopedPool pool, string sql, ReadOnlyMemory<byte> bytes)
        {
            await using var command = pool.CreateServerCommand(sql);
            command.Parameters.Uuid(Guid.NewGuid()).Bytes(bytes);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
