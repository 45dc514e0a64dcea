using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Revocation;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>Verifies evidence bundles with no hub, no database and no network. Trust comes from the caller alone.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BundleVerifier(IEd25519 ed25519)
{
    /// <summary>Families for the bundle's own signature; default RSA and ECDSA.</summary>
    public IReadOnlyList<ISignatureFamily> Families { get; init; } = [FrameworkFamily.Instance];

    /// <summary>How the XML signatures of messages are judged; null leaves them to <c>ihub verify</c> or xmlsec1.</summary>
    public MessageCheck? Messages { get; init; }

    /// <summary>Revocation data of the one who verifies, besides what the bundle holds; newer data shows later revocations.</summary>
    public RevocationData? Revocation { get; init; }

    /// <summary>Most octets of all files of a bundle together after decompression: they are held in memory.</summary>
    public const long LargestContent = BundleReader.LargestFile;

    /// <summary>How many of them are taken here.</summary>
    public long MostContent { get; init; } = LargestContent;

    /// <summary>True when the file begins like a ZIP container, so that a caller can tell bundles from other evidence.</summary>
    public static bool LooksLikeBundle(ReadOnlySpan<byte> start) => start.StartsWith("PK\x03\x04"u8);

    /// <param name="bundle">The file.</param>
    /// <param name="trust">Anchors and log key.</param>
    /// <param name="at">The time asked about, usually now.</param>
    public BundleVerdict Verify(Stream bundle, BundleTrust trust, DateTimeOffset at)
    {
        var (read, refusal) = BundleReader.Read(bundle, MostContent);
        if (read is null)
            return new BundleVerdict([refusal!], [], ["Nothing: the container itself is not sound."]);
        var (reasons, proven, not) = (new List<Refusal>(), new List<string>(), new List<string>());
        var revocation = RevocationIn(read);
        var policy = CmsPolicy.Trusting(trust.Signers, trust.Timestamps, revocation) with { Families = Families };
        // What the bundle's timestamp covers existed then: signature and timestamps inside only had to count at that time.
        var time = new BundleTimes(read, trust.Timestamps, revocation).At(at).State(proven, not) ?? at;
        var signer = new BundleSignerCheck(read, trust, policy, ed25519, time, reasons, proven, not).Run();
        new BundleLedgerCheck(read, trust, revocation, ed25519, time, reasons, proven, not).Run();
        new BundleExchangeCheck(read, Messages, revocation, reasons, proven, not).Run();
        new BundleReviewCheck(read, policy, signer, proven, not).Run();
        not.Add("That nothing else was exchanged: a bundle holds what was asked for. Completeness is shown by the ledger as a whole (ihub ledger verify).");
        IReadOnlyList<BundleSubject> subjects = [.. read.Description.Exchanges.Select(exchange => BundleSubject.Of(read, exchange))];
        return reasons.Count == 0
            ? new BundleVerdict(reasons, proven, not) { Subjects = subjects, SignerIsHub = signer.IsHub }
            // What a refused bundle contains proves nothing to anybody.
            : new BundleVerdict(reasons, [], [.. Consistency(reasons), .. not]) { Subjects = subjects };
    }

    private static IEnumerable<string> Consistency(List<Refusal> reasons) => reasons.TrueForAll(r => r.Id == "untrusted")
        ? ["The files, digests, signatures and proofs are consistent with each other, but who made them is not established: anybody could have made all of it."]
        : [];

    /// <summary>The revocation data of a bundle. Each piece counts only where the authority in question vouches for it; what none tells is assumed, and said.</summary>
    private RevocationData RevocationIn(BundleReader bundle) => RevocationData.Of(
        new RevocationPolicy { AcceptUnknown = true },
        [
            .. bundle.Files.Where(f => f.Key.StartsWith(BundleNames.RevocationFolder, StringComparison.Ordinal)).Select(f => f.Value),
            .. Revocation?.Lists ?? [],
            .. Revocation?.Responses ?? [],
        ]);
}
