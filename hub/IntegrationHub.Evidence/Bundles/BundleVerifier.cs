using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>Verifies evidence bundles with no hub, no database and no network. Trust comes from the caller alone.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BundleVerifier(IEd25519 ed25519)
{
    /// <summary>Families for the bundle's own signature; default RSA and ECDSA.</summary>
    public IReadOnlyList<ISignatureFamily> Families { get; init; } = [FrameworkFamily.Instance];

    /// <summary>How the XML signatures of messages are judged; null leaves them to <c>ihub verify</c> or xmlsec1.</summary>
    public MessageCheck? Messages { get; init; }

    /// <summary>True when the file begins like a ZIP container, so that a caller can tell bundles from other evidence.</summary>
    public static bool LooksLikeBundle(ReadOnlySpan<byte> start) => start.StartsWith("PK\x03\x04"u8);

    /// <param name="bundle">The file.</param>
    /// <param name="trust">Anchors and log key.</param>
    /// <param name="at">The time asked about, usually now.</param>
    public BundleVerdict Verify(Stream bundle, BundleTrust trust, DateTimeOffset at)
    {
        var (read, refusal) = BundleReader.Read(bundle);
        if (read is null)
            return new BundleVerdict([refusal!], [], ["Nothing: the container itself is not sound."]);
        var (reasons, proven, not) = (new List<Refusal>(), new List<string>(), new List<string>());
        var time = ProvenTime(read, trust, at, proven, not);
        var revocation = RevocationOf(read);
        var policy = CmsPolicy.Trusting(trust.Signers, trust.Timestamps, revocation) with { Families = Families };
        CheckSignature(read, policy, revocation.Count, time ?? at, reasons, proven, not);
        new BundleLedgerCheck(read, trust, ed25519, at, reasons, proven, not).Run();
        new BundleExchangeCheck(read, Messages, reasons, proven, not).Run();
        new BundleReviewCheck(read, policy, proven, not).Run();
        not.Add("That nothing else was exchanged: a bundle holds what was asked for. Completeness is shown by the ledger as a whole (ihub ledger verify).");
        return reasons.Count == 0
            ? new BundleVerdict(reasons, proven, not)
            // What a refused bundle contains proves nothing to anybody.
            : new BundleVerdict(reasons, [], [.. Consistency(reasons), .. not]);
    }

    private static IEnumerable<string> Consistency(List<Refusal> reasons) => reasons.TrueForAll(r => r.Id == "untrusted")
        ? ["The files, digests, signatures and proofs are consistent with each other, but who made them is not established: anybody could have made all of it."]
        : [];

    private static DateTimeOffset? ProvenTime(BundleReader bundle, BundleTrust trust, DateTimeOffset at, List<string> proven, List<string> not)
    {
        if (!bundle.Files.TryGetValue(BundleNames.Timestamp, out var token))
        {
            not.Add("When the bundle was made: it carries no timestamp.");
            return null;
        }
        var (facts, refusal) = TimestampVerifier.Verify(token, bundle.Files[BundleNames.TimestampedManifest], trust.Timestamps, null, at);
        if (facts is null)
        {
            not.Add($"When the bundle was made: its timestamp does not count ({refusal}).");
            return null;
        }
        proven.Add($"The bundle existed at {facts.Time:u}, by the timestamp of {facts.Authority.Subject}.");
        return facts.Time;
    }

    private static RevocationData RevocationOf(BundleReader bundle)
    {
        var revocation = RevocationData.Empty(new RevocationPolicy { AcceptUnknown = true });
        foreach (var (_, octets) in bundle.Files.Where(f => f.Key.StartsWith(BundleNames.RevocationFolder, StringComparison.Ordinal)))
            revocation = revocation.AddEncoded(octets);
        return revocation;
    }

    private static void CheckSignature(
        BundleReader bundle, CmsPolicy policy, int revocations, DateTimeOffset time, List<Refusal> reasons, List<string> proven, List<string> not)
    {
        var verdict = new CmsVerifier(policy).VerifyDetached(bundle.Files[BundleNames.Signature], bundle.Files[BundleNames.SignedManifest], time);
        reasons.AddRange(verdict.Refusals);
        foreach (var signer in verdict.Signers)
        {
            proven.Add($"Every file was signed by {signer.Certificate.Subject} (SHA-256 {SignerBinding.ThumbprintOf(signer.Certificate)}), which your trust anchors vouch for.");
            not.Add(revocations == 0
                ? "That the signer's certificate was not revoked: the bundle holds no revocation data."
                : $"That the signer's certificate was not revoked after the {revocations} pieces of revocation data in the bundle were published.");
        }
    }
}
