namespace IntegrationHub.Evidence.Ledger.Sequencing;

/// <summary>What one step of the sequencer did.</summary>
public enum SequencingStep
{
    /// <summary>Leaves got their places; there may be more.</summary>
    Sequenced,

    /// <summary>Nothing waited.</summary>
    Idle,

    /// <summary>Another node sequences.</summary>
    NotLeader,

    /// <summary>This node was replaced while it worked; nothing was written.</summary>
    Fenced,
}

/// <summary>
/// Gives unsequenced leaves their places, in batches. One instance per node; the store's lease lets one of them work, and its epoch
/// makes one that was paused past its lease powerless.
/// </summary>
/// <remarks>
/// Call <see cref="StepAsync"/> from one loop, at least once a second. Between steps the right edge of the tree stays in memory and is
/// read anew after anything unexpected. Not thread-safe.
/// </remarks>
public sealed class LedgerSequencer(ILedgerStore store, string owner, TimeSpan leaseDuration)
{
    /// <summary>Leaves in one transaction.</summary>
    public const int LargestBatch = 4096;

    private SequencerLease? lease;
    private TileTree? tree;

    /// <summary>One batch.</summary>
    /// <param name="now">The time; the lease is renewed when less than half of it is left.</param>
    /// <exception cref="Proofs.LedgerDamagedException">The stored tiles do not fit the stored head.</exception>
    public async ValueTask<SequencingStep> StepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await HoldsLeaseAsync(now, cancellationToken))
            return SequencingStep.NotLeader;
        var waiting = await store.ReadUnsequencedAsync(LargestBatch, cancellationToken);
        if (waiting.Count == 0)
            return SequencingStep.Idle;
        var edge = tree ??= await OpenAsync(cancellationToken);
        // Until the append is known to have happened, memory is not to be trusted.
        tree = null;
        var size = edge.Size;
        foreach (var leaf in waiting)
            edge.Append(leaf.LeafHash);
        var append = new LedgerAppend(lease!.Epoch, size, [.. waiting.Select(l => l.EventId)], edge.TakeChanges(), new LedgerHead(edge.Size, edge.Root));
        if (await store.AppendAsync(append, cancellationToken) == AppendOutcome.Fenced)
        {
            lease = null;
            return SequencingStep.Fenced;
        }
        tree = edge;
        return SequencingStep.Sequenced;
    }

    private async ValueTask<bool> HoldsLeaseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (lease is not null && now < lease.Until - leaseDuration / 2)
            return true;
        var renewed = await store.AcquireAsync(owner, now, leaseDuration, cancellationToken);
        if (renewed?.Epoch != lease?.Epoch)
            tree = null;
        lease = renewed;
        return lease is not null;
    }

    private async ValueTask<TileTree> OpenAsync(CancellationToken cancellationToken)
    {
        var head = await store.ReadHeadAsync(cancellationToken);
        var edge = new List<Tile>();
        foreach (var (id, width) in TileTree.EdgeOf(head.Size))
        {
            if (width == 0)
                continue;
            var tile = await store.ReadTileAsync(id, cancellationToken);
            if (tile is null || tile.Hashes.Count < width)
                throw new Proofs.LedgerDamagedException($"Tile {id.Level}/{id.Index} with {width} hashes is missing. Run the ledger verification.");
            edge.Add(tile);
        }
        var opened = TileTree.Open(head.Size, edge);
        return opened.Root == head.Root
            ? opened
            : throw new Proofs.LedgerDamagedException("The stored tree does not have the root its head names. Run the ledger verification.");
    }
}
