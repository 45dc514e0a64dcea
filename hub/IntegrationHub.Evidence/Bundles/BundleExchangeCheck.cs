using System.Security.Cryptography;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>Checks that the octets of every exchange are those its description and its ledger entries name.</summary>
internal sealed class BundleExchangeCheck(BundleReader bundle, MessageCheck? messages, IRevocationSource revocation, List<Refusal> reasons, List<string> proven, List<string> not)
{
    public void Run()
    {
        foreach (var exchange in bundle.Description.Exchanges)
            Check(exchange);
    }

    private void Check(ExchangeDescription exchange)
    {
        var raw = bundle.Files[exchange.RawFile];
        var digest = SHA256.HashData(raw);
        if (exchange.RawSha256 != Convert.ToHexStringLower(digest))
        {
            reasons.Add(new("bundle.raw_mismatch", $"{exchange.RawFile} is not the input that exchange {exchange.Id} describes."));
            return;
        }
        var verb = exchange.Direction == "out" ? "sent to" : "received from";
        var naming = exchange.History.Where(h => Names(h, digest)).Select(h => h.Position).ToList();
        if (naming.Count > 0)
            proven.Add($"Exchange {exchange.Id}: these very {raw.Length} octets were {verb} {exchange.Party}; ledger entry {naming[0]} names their digest. It ended as {exchange.State}.");
        else
            not.Add($"Exchange {exchange.Id}: that the ledger recorded these very octets; no event in the bundle names their digest. The hub that signed the bundle states they were {verb} {exchange.Party}.");
        if (exchange.CanonicalSha256 is { } canonical)
        {
            if (exchange.History.Any(h => Data(h).Contains(canonical, StringComparison.OrdinalIgnoreCase)))
                proven.Add($"Exchange {exchange.Id}: the ledger names {canonical} as the digest of its document in canonical form.");
            else
                not.Add($"Exchange {exchange.Id}: that {canonical} is the digest of its document in canonical form; the hub states it, and no event in the bundle names it.");
        }
        foreach (var rejection in exchange.Rejections)
            proven.Add($"Exchange {exchange.Id}: the hub states the refusal {rejection.Code}: {rejection.Text}");
        CheckMessage(exchange, raw);
    }

    /// <summary>True when the event's data contains the digest, in either usual spelling.</summary>
    private bool Names(EventDescription item, byte[] digest) => Data(item) is var data &&
        (data.Contains(Convert.ToHexString(digest), StringComparison.OrdinalIgnoreCase) || data.Contains(Convert.ToBase64String(digest), StringComparison.Ordinal));

    private string Data(EventDescription item) => LedgerEvent.FromRecord(bundle.Files[item.RecordFile])?.Data ?? "";

    private void CheckMessage(ExchangeDescription exchange, byte[] raw)
    {
        switch (messages?.Invoke(raw, revocation, exchange.At))
        {
            case { Signer: { } signer } judged:
                proven.Add($"Exchange {exchange.Id}: the message's XML signature holds; signer: {signer}.");
                if (judged.Doubt is { } doubt)
                    not.Add($"Exchange {exchange.Id}: that the message's signer was not revoked. {doubt}");
                else
                    proven.Add($"Exchange {exchange.Id}: its signer was not revoked at {exchange.At:u}, by the revocation data in the bundle.");
                break;
            case { Refusal: { } refusal }:
                // Refused input is evidence, too: what is wrong with its signature is a finding about the sender, not about the bundle.
                not.Add($"Exchange {exchange.Id}: who signed the message ({refusal}).");
                break;
            default:
                not.Add($"Exchange {exchange.Id}: the message's own XML signature was not judged here; verify {exchange.RawFile} by itself.");
                break;
        }
    }
}
