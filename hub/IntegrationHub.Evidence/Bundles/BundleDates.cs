using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>When at the latest each event is proven to have existed: the earliest timestamped checkpoint of the bundle that holds it.</summary>
internal sealed class BundleDates(BundleReader bundle, BundleTrust trust, IRevocationSource revocation, IEd25519 ed25519, DateTimeOffset at)
{
    private readonly Dictionary<long, (Checkpoint Checkpoint, TimestampFacts Facts)> dated = [];

    /// <summary>Why a timestamp of a checkpoint does not count; the first of them.</summary>
    public Refusal? Problem { get; private set; }

    /// <summary>Judges the timestamps of all checkpoints. Without a log key nothing is dated: anybody could have made the checkpoints.</summary>
    public void Read()
    {
        if (trust.LogKey is null)
            return;
        foreach (var (size, note, timestamps) in bundle.Dated)
        {
            if (Checkpoint.Open(note, trust.LogKey, ed25519) is { } checkpoint && checkpoint.Size == size && Facts(note, timestamps) is { } facts)
                dated[size] = (checkpoint, facts);
        }
    }

    /// <summary>The facts that date an event, and the size of the checkpoint they are about; null when nothing does.</summary>
    public (TimestampFacts Facts, long Size)? Of(EventDescription item) =>
        item.Dated is { } proof && dated.TryGetValue(proof.Size, out var found) && proof.Path.All(p => p.Length == LedgerHash.Length) &&
        ProofVerification.Includes(
            MerkleTree.LeafHash(item.Digest), item.Position, proof.Size, [.. proof.Path.Select(p => new LedgerHash(p))], found.Checkpoint.Root)
            ? (found.Facts, proof.Size)
            : null;

    private TimestampFacts? Facts(byte[] note, TimestampChain timestamps)
    {
        var (facts, refusal) = timestamps.Verify(note, trust.Timestamps, revocation, at);
        Problem ??= refusal;
        return facts;
    }
}
