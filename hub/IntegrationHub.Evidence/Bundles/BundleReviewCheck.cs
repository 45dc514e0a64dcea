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
/// <param name="hub">Who signed the bundle; null when nobody did that counts.</param>
internal sealed class BundleReviewCheck(BundleReader bundle, CmsPolicy policy, X509Certificate2? hub, List<string> proven, List<string> not)
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
            not.Add($"Exchange {exchange.Id}: the hub states that {review.Auditor} reviewed it {finding} The review's signature does not count ({problem}).");
            return;
        }
        var signer = verdict.Signers[0].Certificate;
        if (IsHub(signer))
        {
            proven.Add($"Exchange {exchange.Id}: the hub ({signer.Subject}) states that {review.Auditor} reviewed it {finding}");
            not.Add($"Exchange {exchange.Id}: that {review.Auditor} reviewed it; the hub signed the review of {review.At:u}, and no signature of the auditor's own says so.");
        }
        else
        {
            proven.Add($"Exchange {exchange.Id}: {signer.Subject} signed a review in the name of {review.Auditor}, {finding}");
        }
    }

    /// <summary>The hub by its certificate, or by an earlier or later one of the same name or key.</summary>
    private bool IsHub(X509Certificate2 signer) => hub is not null && (
        signer.SubjectName.RawData.AsSpan().SequenceEqual(hub.SubjectName.RawData) || signer.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(hub.PublicKey.ExportSubjectPublicKeyInfo()));
}
