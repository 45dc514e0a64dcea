using System.Security.Cryptography;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Reviews;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>
/// Judges the auditors' reviews in the histories of a bundle. A review is a statement about an exchange: one that does not hold is said to
/// prove nothing, and leaves the exchange's own evidence as it is.
/// </summary>
internal sealed class BundleReviewCheck(BundleReader bundle, CmsPolicy policy, List<string> proven, List<string> not)
{
    public void Run()
    {
        foreach (var exchange in bundle.Description.Exchanges)
        {
            var raw = Convert.ToHexStringLower(SHA256.HashData(bundle.Files[exchange.RawFile]));
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
            : review.RawSha256 != raw ? "it is about other octets"
            : null;
        var said = $"{review.Auditor} reviewed it on {review.At:u}, sign-off {review.SignOff}: {review.Finding.ReplaceLineEndings(" ")}";
        if (problem is null)
            proven.Add($"Exchange {exchange.Id}: {said} Signed by {verdict.Signers[0].Certificate.Subject}.");
        else
            not.Add($"Exchange {exchange.Id}: the hub states that {said} The review's signature does not count ({problem}).");
    }
}
