using System.Diagnostics;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Storage.Measuring;

/// <summary>What one run of <see cref="StorageBenchmark"/> gave.</summary>
/// <param name="Commits">Documents committed.</param>
/// <param name="CommitsPerSecond">The floor: more messages per second the hub cannot reach on this store.</param>
/// <param name="P50">Median time of one document, from before its archive to after its commit.</param>
/// <param name="P99">99th percentile of the same.</param>
/// <param name="CpuPerCommit">Processor time of this process per document; the server's is not in it.</param>
public sealed record StorageFloor(int Commits, double CommitsPerSecond, TimeSpan P50, TimeSpan P99, TimeSpan CpuPerCommit);

/// <summary>The store alone: what the way in writes for one document (archive, look-up, commit), without network, XML and signatures.</summary>
/// <remarks>Use it on a database of its own: what it writes stays. Thread-safe; one run at a time measures something.</remarks>
public sealed class StorageBenchmark(IArchive archive, IReceptionStore store, TimeProvider time)
{
    /// <summary>Commits <paramref name="commits"/> documents from <paramref name="concurrency"/> callers, each waiting for its own.</summary>
    /// <param name="party">The party they come from.</param>
    /// <param name="concurrency">Callers, 1 to 1,000.</param>
    /// <param name="commits">Documents in all.</param>
    /// <param name="message">The raw bytes of a message by number; prepared beforehand.</param>
    /// <param name="acknowledgement">An acknowledgement as the registry keeps it.</param>
    /// <param name="answer">A signed answer as it leaves.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task<StorageFloor> RunAsync(
        PartyId party,
        int concurrency,
        int commits,
        Func<int, ReadOnlyMemory<byte>> message,
        ReadOnlyMemory<byte> acknowledgement,
        ReadOnlyMemory<byte> answer,
        CancellationToken cancellationToken)
    {
        var run = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var durations = new TimeSpan[commits];
        var next = -1;
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var start = time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(CallerAsync, cancellationToken)));
        var elapsed = time.GetElapsedTime(start);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;

        Array.Sort(durations);
        return new StorageFloor(
            commits, commits / elapsed.TotalSeconds, durations[commits / 2], durations[(int)Math.Min(commits - 1L, commits * 99L / 100)], cpu / commits);

        async Task CallerAsync()
        {
            for (var number = Interlocked.Increment(ref next); number < commits; number = Interlocked.Increment(ref next))
            {
                var begun = time.GetTimestamp();
                await CommitOneAsync(party, $"{run}-{number}", message(number), acknowledgement, answer, cancellationToken);
                durations[number] = time.GetElapsedTime(begun);
            }
        }
    }

    private async Task CommitOneAsync(
        PartyId party, string mRid, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> acknowledgement, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        var retailer = RetailerId.Default;
        var now = time.GetUtcNow();
        var archived = await archive.StoreAsync(retailer, Guid.CreateVersion7(now), ArchiveClass.Received, message, now, cancellationToken);
        var key = new DocumentKey("10XBENCHMARK---A", mRid, 1);
        if ((await store.LookUpAsync(retailer, key, cancellationToken)).Document is not null)
            throw new InvalidOperationException($"{key} is registered before it was sent.");

        var exchange = new InboundExchange
        {
            Id = Guid.CreateVersion7(now),
            Retailer = retailer,
            Party = party,
            Channel = Channel.Push,
            State = InboundState.Accepted,
            ReceivedAt = now,
            CompletedAt = time.GetUtcNow(),
            ArchiveId = archived.Id,
            Size = message.Length,
            Profile = "Schedule 5.2",
            RootElement = "Schedule_MarketDocument",
            Document = key,
            Type = "A01",
            SchemaResult = "valid",
            Period = new TimeInterval(now.AddDays(1), now.AddDays(2)),
            CanonicalDigest = archived.Sha256,
            AnswerArchiveId = Guid.CreateVersion7(now),
            Series = new SeriesKeys(["1"], [$"point-{mRid}"], IsCut: false),
        };
        var registration = new RegisteredDocument(key, archived.Sha256, exchange.Id, acknowledgement, Accepted: true, now);
        var entry = new ExchangeEvent(Guid.CreateVersion7(now), now, "exchange.accepted", exchange.Id, party.Value, "benchmark", $$"""{"mRID":"{{mRid}}"}""");
        var outcome = await store.CommitAsync(new ReceptionCommit(exchange, registration, answer, [entry]), cancellationToken);
        if (outcome is not CommitOutcome.Committed)
            throw new InvalidOperationException($"{key} was not committed.");
    }
}
