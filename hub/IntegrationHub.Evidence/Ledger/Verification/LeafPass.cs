namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>The pass over all leaves of one verification.</summary>
internal sealed class LeafPass(ILedgerReader ledger, CheckpointSet checkpoints, LedgerFindings findings)
{
    private readonly TileTree rebuilt = new();
    private readonly LeafDifferences differences = new();
    private readonly LeafGaps gaps = new();
    private (long First, long Last) withheldAt;
    private Tile? storedTile;
    private long storedTileIndex = -1;

    /// <summary>Positions accounted for.</summary>
    public long Size => rebuilt.Size;

    public LedgerHash Root => rebuilt.Root;

    /// <summary>Entries without their record: their digests are there, what they say is not.</summary>
    public long Withheld { get; private set; }

    public async ValueTask RunAsync(LedgerHead head, CancellationToken cancellationToken)
    {
        checkpoints.Compare(0, () => MerkleTree.EmptyRoot);
        var beyond = 0L;
        await foreach (var (position, leaf) in ledger.ReadLeavesAsync(0, cancellationToken))
        {
            if (position < rebuilt.Size)
            {
                findings.Add(gaps.Contains(position)
                    ? new(LedgerFault.Reordering, position, position, $"Entry {position} stands behind entries that come after it.")
                    : new(LedgerFault.Insertion, position, position, $"Position {position} is taken twice; event {leaf.EventId} is one of the two."));
                continue;
            }
            if (position >= head.Size)
            {
                // A live ledger grows while it is read; on an export or a quiet store these are additions around the sequencer.
                beyond++;
                continue;
            }
            if (position > rebuilt.Size && !await BridgeGapAsync(position, cancellationToken))
                break;
            await TakeAsync(position, leaf, cancellationToken);
        }
        if (rebuilt.Size < head.Size)
            findings.Add(new(LedgerFault.Truncation, rebuilt.Size, head.Size - 1, $"The head names {head.Size} entries; those from {rebuilt.Size} on are missing."));
        else if (rebuilt.Root != head.Root)
            findings.Add(new(LedgerFault.Change, 0, head.Size - 1, "The entries do not have the root that the head names."));
        if (beyond > 0)
            await ReportBeyondHeadAsync(head, beyond, cancellationToken);
        if (Withheld > 0)
            findings.Add(new(LedgerFault.Withheld, withheldAt.First, withheldAt.Last, $"{Withheld} entries from {withheldAt.First} to {withheldAt.Last} are without their record: that something was recorded there is shown, what it was is not."));
        differences.Report(findings);
        await CompareNodesAsync(rebuilt.TakeChanges(), cancellationToken);
    }

    private async ValueTask TakeAsync(long position, LedgerLeaf leaf, CancellationToken cancellationToken)
    {
        if (leaf.Record is null)
            withheldAt = (Withheld++ == 0 ? position : withheldAt.First, position);
        else if (!leaf.RecordMatches)
            findings.Add(new(LedgerFault.Change, position, position, $"Event {leaf.EventId} at position {position} is not what its digest was made of."));
        else if (RestoredStore.TryRead(position, leaf.Record) is { } restore)
            checkpoints.Add(restore);
        var found = leaf.LeafHash;
        var sequenced = await StoredLeafHashAsync(position, cancellationToken) ?? found;
        if (sequenced != found)
            differences.Add(position, sequenced, found);
        await AppendAsync(sequenced, cancellationToken);
    }

    /// <summary>Reports missing positions and goes on behind them with the hashes the tree kept, so that what follows is still verified.</summary>
    private async ValueTask<bool> BridgeGapAsync(long next, CancellationToken cancellationToken)
    {
        var first = rebuilt.Size;
        gaps.Add(first, next - 1);
        findings.Add(new(LedgerFault.Gap, first, next - 1, first == next - 1 ? $"Entry {first} is missing." : $"The entries {first} to {next - 1} are missing."));
        while (rebuilt.Size < next)
        {
            if (await StoredLeafHashAsync(rebuilt.Size, cancellationToken) is not { } sequenced)
                return false;
            await AppendAsync(sequenced, cancellationToken);
        }
        return true;
    }

    private async ValueTask AppendAsync(LedgerHash leafHash, CancellationToken cancellationToken)
    {
        rebuilt.Append(leafHash);
        if (rebuilt.Size % Tile.Width == 0)
            await CompareNodesAsync(rebuilt.TakeChanges().Where(t => t.IsFull), cancellationToken);
        checkpoints.Compare(rebuilt.Size, () => rebuilt.Root);
    }

    private async ValueTask<LedgerHash?> StoredLeafHashAsync(long position, CancellationToken cancellationToken)
    {
        var index = position / Tile.Width;
        if (index != storedTileIndex)
        {
            storedTile = await ledger.ReadTileAsync(new TileId(0, index), cancellationToken);
            storedTileIndex = index;
        }
        var within = (int)(position % Tile.Width);
        return storedTile is not null && within < storedTile.Hashes.Count ? storedTile.Hashes[within] : null;
    }

    private async ValueTask CompareNodesAsync(IEnumerable<Tile> tiles, CancellationToken cancellationToken)
    {
        foreach (var tile in tiles)
        {
            if (await ledger.ReadTileAsync(tile.Id, cancellationToken) is { } stored && !stored.Hashes.Take(tile.Hashes.Count).SequenceEqual(tile.Hashes))
                findings.Add(new(LedgerFault.Node, tile.Id.Index, tile.Id.Index, $"The stored tile {tile.Id.Level}/{tile.Id.Index} does not follow from the entries."));
        }
    }

    private async ValueTask ReportBeyondHeadAsync(LedgerHead head, long beyond, CancellationToken cancellationToken)
    {
        var now = await ledger.ReadHeadAsync(cancellationToken);
        if (now.Size < head.Size + beyond)
            findings.Add(new(LedgerFault.Insertion, now.Size, head.Size + beyond - 1, $"{head.Size + beyond - now.Size} entries stand behind the end that the head names."));
    }
}
