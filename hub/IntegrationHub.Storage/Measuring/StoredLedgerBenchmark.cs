using System.Diagnostics;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Ledger;

namespace IntegrationHub.Storage.Measuring;

/// <summary>What <see cref="StoredLedgerBenchmark"/> measures of appending.</summary>
/// <param name="Events">Committed and sequenced.</param>
/// <param name="CommitsPerSecond">Events that were committed per second while the sequencer worked beside.</param>
/// <param name="AppendsPerSecond">Events per second from the first commit until the last of them had its place, durably.</param>
/// <param name="LagMilliseconds">How long the last committed event waited for its place.</param>
public sealed record StoredAppends(long Events, double CommitsPerSecond, double AppendsPerSecond, double LagMilliseconds);

/// <summary>What it measures of proofs.</summary>
/// <param name="Entries">Size of the stored tree.</param>
/// <param name="InclusionMicroseconds">Mean time of one inclusion proof, its tiles read from the store.</param>
/// <param name="ConsistencyMicroseconds">Mean time of one consistency proof.</param>
public sealed record StoredProofs(long Entries, double InclusionMicroseconds, double ConsistencyMicroseconds);

/// <summary>Measures the ledger on the real store: a stored tree of any size, proofs from it, and events that are committed and get their places behind it.</summary>
/// <remarks>The entries that fill the tree are hashes alone, without events: proofs and appends read tiles only.</remarks>
public sealed class StoredLedgerBenchmark(ILedgerStore ledger, IReceptionStore store, TimeProvider time)
{
    private const int FillBatch = 100_000;
    private const int Proofs = 500;
    private const int Writers = 16;
    private const int EventsPerCommit = 10;

    /// <summary>After the writers stopped, longest time the sequencer gets to finish.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Stores the tree of an empty ledger's first entries.</summary>
    public async Task FillAsync(long entries, CancellationToken cancellationToken)
    {
        var (tree, digest) = (new TileTree(), new byte[32]);
        while (tree.Size < entries)
        {
            var before = tree.Size;
            for (var i = 0; i < FillBatch && tree.Size < entries; i++)
            {
                BitConverter.TryWriteBytes(digest, tree.Size);
                tree.Append(MerkleTree.LeafHash(digest));
            }

            // A lease that ends at once: the sequencer that comes next need not wait.
            var lease = await ledger.AcquireAsync("bench-fill", time.GetUtcNow(), TimeSpan.Zero, cancellationToken)
                ?? throw new InvalidOperationException("Another process sequences this ledger.");
            var append = new LedgerAppend(lease.Epoch, before, [], tree.TakeChanges(), new LedgerHead(tree.Size, tree.Root));
            if (await ledger.AppendAsync(append, cancellationToken) == AppendOutcome.Fenced)
            {
                throw new InvalidOperationException("The ledger was not empty, or another process sequences it.");
            }
        }
    }

    /// <summary>Proves entries spread over the whole tree, and checks every proof.</summary>
    public async Task<StoredProofs> ProveAsync(CancellationToken cancellationToken)
    {
        var (head, proofs, digest) = (await ledger.ReadHeadAsync(cancellationToken), new LedgerProofs(ledger), new byte[32]);
        var positions = Enumerable.Range(0, Proofs).Select(_ => (long)(RandomNumberGenerator.GetInt32(int.MaxValue) % head.Size)).ToArray();
        var start = Stopwatch.GetTimestamp();
        foreach (var position in positions)
        {
            BitConverter.TryWriteBytes(digest, position);
            if (!ProofVerification.Includes(MerkleTree.LeafHash(digest), position, head.Size, await proofs.InclusionAsync(position, head.Size, cancellationToken), head.Root))
            {
                throw new InvalidOperationException($"The proof of entry {position} does not hold.");
            }
        }

        var inclusion = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Proofs;
        start = Stopwatch.GetTimestamp();
        foreach (var position in positions)
        {
            await proofs.ConsistencyAsync(position + 1, head.Size, cancellationToken);
        }

        return new StoredProofs(head.Size, inclusion, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Proofs);
    }

    /// <summary>Commits events from many callers for a while, with the hub's own sequencer beside them.</summary>
    /// <exception cref="TimeoutException">The sequencer did not finish: it does not keep up.</exception>
    public async Task<StoredAppends> AppendAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var before = (await ledger.ReadHeadAsync(cancellationToken)).Size + (await ledger.ReadUnsequencedAsync(1000, cancellationToken)).Count;
        var loop = new SequencerLoop(ledger, time, "bench", failure => throw failure).RunAsync(over.Token);
        try
        {
            var start = Stopwatch.GetTimestamp();
            var committed = (await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(start, duration, cancellationToken)))).Sum();
            var written = Stopwatch.GetElapsedTime(start);
            while ((await ledger.ReadHeadAsync(cancellationToken)).Size < before + committed)
            {
                if (Stopwatch.GetElapsedTime(start) > written + Rest)
                {
                    throw new TimeoutException($"Events still wait for their places {Rest.TotalSeconds:0} s after the last commit: the sequencer does not keep up.");
                }

                await Task.Delay(Look, time, cancellationToken);
            }

            var all = Stopwatch.GetElapsedTime(start);
            return new StoredAppends(committed, committed / written.TotalSeconds, committed / all.TotalSeconds, (all - written).TotalMilliseconds);
        }
        finally
        {
            await over.CancelAsync();
            await loop;
        }
    }

    private async Task<long> WriteAsync(long start, TimeSpan duration, CancellationToken cancellationToken)
    {
        var committed = 0L;
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            var now = time.GetUtcNow();
            ExchangeEvent[] events =
                [.. Enumerable.Range(0, EventsPerCommit).Select(_ => new ExchangeEvent(Guid.CreateVersion7(now), now, "bench.event", null, null, "benchmark"))];
            await store.RecordEventsAsync(RetailerId.Default, events, cancellationToken);
            committed += EventsPerCommit;
        }

        return committed;
    }
}
