using System.Runtime.CompilerServices;
using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>A ledger in memory: the port's reference for tests and benchmarks. Nothing outlives the process.</summary>
/// <remarks>Thread-safe by one lock.</remarks>
public sealed class InMemoryLedger : ILedgerStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, LedgerLeaf> waiting = [];
    private readonly Queue<Guid> arrival = new();
    private readonly List<LedgerLeaf> leaves = [];
    private readonly Dictionary<TileId, Tile> tiles = [];
    private readonly SortedDictionary<long, StoredCheckpoint> checkpoints = [];
    private LedgerHead head = LedgerHead.Empty;
    private (string Owner, SequencerLease Lease)? holder;

    /// <summary>Adds a leaf without a place, as the commit of its event does.</summary>
    public void Commit(LedgerLeaf leaf)
    {
        lock (gate)
        {
            waiting.Add(leaf.EventId, leaf);
            arrival.Enqueue(leaf.EventId);
        }
    }

    public ValueTask<SequencerLease?> AcquireAsync(string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (holder is { } held && held.Owner != owner && now < held.Lease.Until)
                return new((SequencerLease?)null);
            var epoch = holder is { } same && same.Owner == owner ? same.Lease.Epoch : (holder?.Lease.Epoch ?? 0) + 1;
            var lease = new SequencerLease(epoch, now + duration);
            holder = (owner, lease);
            return new(lease);
        }
    }

    public ValueTask<AppendOutcome> AppendAsync(LedgerAppend append, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (holder?.Lease.Epoch != append.Epoch || append.ExpectedSize != head.Size)
                return new(AppendOutcome.Fenced);
            foreach (var id in append.Leaves)
            {
                waiting.Remove(id, out var leaf);
                leaves.Add(leaf!);
            }
            foreach (var tile in append.Tiles)
                tiles[tile.Id] = tile;
            head = append.Head;
            return new(AppendOutcome.Appended);
        }
    }

    public ValueTask<StoredCheckpoint?> ReadLastCheckpointAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return new(checkpoints.Count == 0 ? null : checkpoints.Last().Value);
    }

    public ValueTask<StoredCheckpoint> AddCheckpointAsync(long size, byte[] note, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            checkpoints.TryAdd(size, new StoredCheckpoint(size, note, null));
            return new(checkpoints[size]);
        }
    }

    public ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return new(head);
    }

    public ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken)
    {
        lock (gate)
            return new(tiles.GetValueOrDefault(id));
    }

    public async IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var position = from; ; position++)
        {
            LedgerLeaf leaf;
            lock (gate)
            {
                if (position >= leaves.Count)
                    yield break;
                leaf = leaves[(int)position];
            }
            yield return new SequencedLeaf(position, leaf);
        }
    }

    public ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            while (arrival.TryPeek(out var oldest) && !waiting.ContainsKey(oldest))
                arrival.Dequeue();
            return new((IReadOnlyList<LedgerLeaf>)[.. arrival.Where(waiting.ContainsKey).Take(max).Select(id => waiting[id])]);
        }
    }

    public ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return new((IReadOnlyList<StoredCheckpoint>)[.. checkpoints.Values]);
    }
}
