using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>Who signed a bundle.</summary>
/// <param name="Certificate">The signer, when its signature counts.</param>
/// <param name="IsHub">True when it is established that the signer is the hub whose ledger this is.</param>
internal sealed record BundleSigner(X509Certificate2? Certificate, bool IsHub);

/// <summary>
/// Checks the signature over all files, and whose it is. That an anchor vouches for a certificate does not make it the hub's: partners have
/// certificates of the same authorities. The hub's own ledger names the certificate it signs with, or the caller does.
/// </summary>
internal sealed class BundleSignerCheck(
    BundleReader bundle, BundleTrust trust, CmsPolicy policy, IEd25519 ed25519, DateTimeOffset time, List<Refusal> reasons, List<string> proven, List<string> not)
{
    public BundleSigner Run()
    {
        var verdict = new CmsVerifier(policy).VerifyDetached(bundle.Files[BundleNames.Signature], bundle.Files[BundleNames.SignedManifest], time);
        reasons.AddRange(verdict.Refusals);
        var assumed = verdict.Warnings.Any(w => w.Id == "signature.revocation_assumed");
        foreach (var signer in verdict.Signers)
        {
            proven.Add($"Every file was signed by {Named(signer.Certificate)}, which your trust anchors vouch for.");
            if (assumed)
                not.Add("That the signer's certificate was not revoked: no revocation data in the bundle speaks for it.");
            else
                proven.Add($"The signer's certificate was not revoked at {time:u}, by the revocation data in the bundle.");
        }
        return verdict.Signers.Count > 0
            ? new BundleSigner(verdict.Signers[0].Certificate, IsHub(verdict.Signers[0].Certificate))
            : new BundleSigner(null, IsHub: false);
    }

    private bool IsHub(X509Certificate2 signer)
    {
        var expected = trust.ExpectedSigners?.Includes(signer);
        if (expected is false)
            reasons.Add(new("bundle.signer_unexpected", $"{Named(signer)} signed the bundle; it is none of the signers you named.", "Ask the hub's operator for its certificate, or leave --signer out to see what the bundle proves without."));
        var position = bundle.Description.SigningKey is { } item ? PositionOf(item, signer) : null;
        if (position is { } entry)
            proven.Add($"The signer is the hub: ledger entry {entry} ({SigningKeyEvent.Kind}) names its certificate as the one that the hub of this ledger signs with.");
        else if (expected is true)
            proven.Add("The signer's certificate is one of those you named.");
        else
            not.Add($"That {signer.Subject} is the hub: no ledger entry in the bundle names its certificate. What only the bundle's index says is {signer.Subject}'s word. Name the hub's certificate to have it compared (--signer).");
        return position is not null || expected is true;
    }

    /// <summary>The place of the entry that names the signer; null with a reason when it does not hold or names another certificate.</summary>
    private long? PositionOf(EventDescription item, X509Certificate2 signer)
    {
        // Without a ledger that is established the bundle is refused for that.
        if (trust.LogKey is null || Checkpoint.Open(bundle.Files[BundleNames.Checkpoint], trust.LogKey, ed25519) is not { } checkpoint)
            return null;
        var leaf = new LedgerLeaf(item.Event, item.Salt, item.Digest, bundle.Files[item.RecordFile]);
        if (!leaf.RecordMatches || LedgerEvent.FromRecord(leaf.Record) is not { } read || read.Id != item.Event || !item.IsIn(checkpoint))
            reasons.Add(new("bundle.signing_key_invalid", $"The proof that {item.RecordFile} is entry {item.Position} of the ledger does not hold."));
        else if (!SigningKeyEvent.Names(read.Kind, read.Data, SignerBinding.ThumbprintOf(signer)))
            reasons.Add(new("bundle.signer_foreign", $"{Named(signer)} signed the bundle; ledger entry {item.Position} ({read.Kind.Plain()}) does not name it as the hub's."));
        else
            return item.Position;
        return null;
    }

    private static string Named(X509Certificate2 signer) => $"{signer.Subject} (SHA-256 {SignerBinding.ThumbprintOf(signer)})";
}
