using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Notary.Bundles;

/// <summary>Finds for events the first timestamped checkpoints that hold them, and collects these for a bundle.</summary>
/// <remarks>Not thread-safe; made for one export.</remarks>
internal sealed class LedgerDates(ILedgerReader ledger, ITimestampStore timestamps)
{
    private readonly LedgerProofs proofs = new(ledger);
    private readonly SortedDictionary<long, DatedCheckpoint> used = [];
    private readonly List<(long From, long Size)> known = [];

    public IReadOnlyList<DatedCheckpoint> Used => [.. used.Values];

    /// <summary>The proof for the event at a position; null when no timestamped checkpoint holds it yet.</summary>
    public async ValueTask<DatingProof?> OfAsync(long position, CancellationToken cancellationToken)
    {
        // Between a position asked for and the size found for it there is no other timestamped checkpoint.
        var size = known.Find(k => k.From <= position && position < k.Size).Size;
        if (size == 0)
        {
            if (await timestamps.FindDatedAsync(position, cancellationToken) is not { } dated)
                return null;
            (size, used[dated.Size]) = (dated.Size, dated);
            known.Add((position, size));
        }
        return new DatingProof(size, await proofs.InclusionAsync(position, size, cancellationToken));
    }
}
