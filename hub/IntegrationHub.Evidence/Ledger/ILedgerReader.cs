using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>Port: a ledger to read, be it a live store or an export.</summary>
public interface ILedgerReader
{
    ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>The stored tile with as many hashes as it has now, or null when the source keeps none.</summary>
    ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken);

    /// <summary>Leaves with a position, ascending from <paramref name="from"/>, exactly as stored: gaps and repeats are not hidden.</summary>
    IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, CancellationToken cancellationToken);

    /// <summary>Leaves that have no position yet, oldest first.</summary>
    ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken);

    /// <summary>Every checkpoint kept beside the ledger, smallest first.</summary>
    ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken);
}
