using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Reviews;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>
/// Judges the auditors' reviews in the histories of a bundle. A review is a statement about an exchange: one that does not hold is said to
/// prove nothing, and leaves the exchange's own evidence as it is. An auditor's name is a text that whoever adds the review writes: only the
/// certificate that signed it says who stands behind it.
/// </summary>
/// <param name="bundleSigner">Who signed the bundle.</param>
internal sealed class BundleReviewCheck(BundleReader bundle, CmsPolicy policy, BundleSigner bundleSigner, List<string> proven, List<string> not)
{
    public void Run()
    {
        foreach (var exchange in bundle.Description.Exchanges)
        {
            var raw = bundle.RawOf(exchange) is { } octets ? Convert.ToHexStringLower(SHA256.HashData(octets)) : "";
            foreach (var item in exchange.History)
            {
                if (LedgerEvent.FromRecord(bundle.Files[item.RecordFile]) is { Kind: Review.EventKind } read)
                    Check(exchange, raw, read);
            }
        }
    }

    private void Check(ExchangeDescription exchange, string raw, LedgerEvent item)
    {
        if (Review.FromData(item.Data) is not (var review, var signature))
        {
            not.Add($"Exchange {exchange.Id}: what the review of {item.At:u} says; it cannot be read.");
            return;
        }
        var verdict = new CmsVerifier(policy).VerifyDetached(signature, review.ToStatement(), item.At);
        var problem = verdict.Refusals.Count > 0 ? verdict.Refusals[0].ToString()
            : review.Exchange != exchange.Id ? "it is about another exchange"
            : review.RawSha256 != raw ? raw.Length == 0 ? "the octets it is about are missing" : "it is about other octets"
            : null;
        var finding = $"on {review.At:u}, sign-off {review.SignOff}: {review.Finding.ReplaceLineEndings(" ")}";
        if (problem is not null)
        {
            not.Add($"Exchange {exchange.Id}: an entry of the ledger says that {review.Auditor} reviewed it {finding} The review's signature does not count ({problem}).");
            return;
        }
        var signer = verdict.Signers[0].Certificate;
        if (IsBundleSigner(signer))
        {
            var who = bundleSigner.IsHub ? "the hub" : "who signed the bundle";
            proven.Add($"Exchange {exchange.Id}: {who} ({signer.Subject}) states that {review.Auditor} reviewed it {finding}");
            not.Add($"Exchange {exchange.Id}: that {review.Auditor} reviewed it; {who} signed the review of {review.At:u}, and no signature of the auditor's own says so.");
        }
        else
        {
            proven.Add($"Exchange {exchange.Id}: {signer.Subject} signed a review in the name of {review.Auditor}, {finding}");
        }
    }

    /// <summary>By its certificate, or by an earlier or later one of the same name or key.</summary>
    private bool IsBundleSigner(X509Certificate2 signer) => bundleSigner.Certificate is { } hub && (
        signer.SubjectName.RawData.AsSpan().SequenceEqual(hub.SubjectName.RawData) || signer.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(hub.PublicKey.ExportSubjectPublicKeyInfo()));
}
