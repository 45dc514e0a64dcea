using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Ledger.Tests;

/// <summary>A store that does something else first, or shows other tiles.</summary>
internal sealed class PausableStore(ILedgerStore inner) : ILedgerStore
{
    public Func<Task>? BeforeAppend { get; set; }

    public Func<Tile, Tile>? Tile { get; init; }

    public async ValueTask<AppendOutcome> AppendAsync(LedgerAppend append, CancellationToken cancellationToken)
    {
        if (BeforeAppend is not null)
            await BeforeAppend();
        return await inner.AppendAsync(append, cancellationToken);
    }

    public async ValueTask<Tile?> ReadTileAsync(TileId id, CancellationToken cancellationToken) =>
        await inner.ReadTileAsync(id, cancellationToken) is { } tile ? Tile?.Invoke(tile) ?? tile : null;

    public ValueTask<SequencerLease?> AcquireAsync(string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.AcquireAsync(owner, now, duration, cancellationToken);

    public ValueTask<StoredCheckpoint?> ReadLastCheckpointAsync(CancellationToken cancellationToken) => inner.ReadLastCheckpointAsync(cancellationToken);

    public ValueTask<StoredCheckpoint> AddCheckpointAsync(long size, byte[] note, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.AddCheckpointAsync(size, note, now, cancellationToken);

    public ValueTask<LedgerHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

    public IAsyncEnumerable<SequencedLeaf> ReadLeavesAsync(long from, CancellationToken cancellationToken) => inner.ReadLeavesAsync(from, cancellationToken);

    public ValueTask<IReadOnlyList<LedgerLeaf>> ReadUnsequencedAsync(int max, CancellationToken cancellationToken) => inner.ReadUnsequencedAsync(max, cancellationToken);

    public ValueTask<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(CancellationToken cancellationToken) => inner.ReadCheckpointsAsync(cancellationToken);
}
