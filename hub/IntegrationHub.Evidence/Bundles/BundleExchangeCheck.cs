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
        var raw = bundle.RawOf(exchange);
        var digest = raw is null ? null : Convert.ToHexStringLower(SHA256.HashData(raw));
        var namings = OctetsOf(exchange).ToList();
        if (Contradiction(exchange, digest, namings) is { } contradiction)
        {
            reasons.Add(new("bundle.raw_mismatch", contradiction));
            return;
        }
        StateOctets(exchange, raw, namings.Find(r => r.Event.Sha256 is not null));
        if (exchange.CanonicalSha256 is { } canonical)
        {
            if (namings.Exists(r => r.Event.Canonical is not null))
                proven.Add($"Exchange {exchange.Id}: the ledger names {canonical} as the digest of its document in canonical form.");
            else
                not.Add($"Exchange {exchange.Id}: that {canonical} is the digest of its document in canonical form; the hub states it, and no event in the bundle names it.");
        }
        foreach (var rejection in exchange.Rejections)
            proven.Add($"Exchange {exchange.Id}: the hub states the refusal {rejection.Code}: {rejection.Text}");
        if (raw is not null)
            CheckMessage(exchange, raw);
    }

    /// <summary>How the octets, or what the hub states of them, differ from what its description or the ledger names; null when they do not.</summary>
    private static string? Contradiction(ExchangeDescription exchange, string? digest, List<(long Position, OctetsEvent Event)> namings)
    {
        if (digest != exchange.RawSha256)
            return $"{exchange.RawFile} is not the input that exchange {exchange.Id} describes.";
        foreach (var (position, named) in namings)
        {
            if (Differ(named.Sha256, digest))
                return $"{exchange.RawFile} is not what was recorded: ledger entry {position} of exchange {exchange.Id} names octets with SHA-256 {named.Sha256}.";
            if (Differ(named.Canonical, exchange.CanonicalSha256))
                return $"The canonical digest that exchange {exchange.Id} describes is not the one that ledger entry {position} names.";
        }
        return null;
    }

    private static bool Differ(string? named, string? shown) => named is not null && shown is not null && !named.Equals(shown, StringComparison.OrdinalIgnoreCase);

    private void StateOctets(ExchangeDescription exchange, byte[]? raw, (long Position, OctetsEvent Event) naming)
    {
        // That they left is what the state and the history say: an event that names them stands there before they do.
        var verb = exchange.Direction == "out" ? "to be sent to" : "received from";
        switch (raw, naming.Event)
        {
            case (null, _) when RemovalOf(exchange) is var (position, at, removal):
                var digest = removal.Sha256 is { } named ? $" It names their SHA-256: {named}." : "";
                not.Add($"Exchange {exchange.Id}: what was {verb} {exchange.Party}; the octets were deleted under retention on {at.UtcDateTime:yyyy-MM-dd}, as ledger entry {position} records.{digest}");
                break;
            case (null, null):
                not.Add($"Exchange {exchange.Id}: what was {verb} {exchange.Party}; the octets are missing, the hub's archive does not have them.");
                break;
            case (null, { } known):
                not.Add($"Exchange {exchange.Id}: what was {verb} {exchange.Party}; the octets are missing, the hub's archive does not have them. Ledger entry {naming.Position} names their SHA-256: {known.Sha256}.");
                break;
            case (not null, null):
                not.Add($"Exchange {exchange.Id}: that the ledger recorded these very octets; no event in the bundle names their digest. The hub that signed the bundle states they were {verb} {exchange.Party}.");
                break;
            case ({ } octets, _):
                proven.Add($"Exchange {exchange.Id}: these very {octets.Length} octets were {verb} {exchange.Party}; ledger entry {naming.Position} names their digest. It ended as {exchange.State}.");
                break;
        }
    }

    /// <summary>The entry that says that the exchange's octets were deleted under retention; null where there is none.</summary>
    private (long Position, DateTimeOffset At, RemovalEvent Event)? RemovalOf(ExchangeDescription exchange)
    {
        foreach (var item in exchange.History)
        {
            if (LedgerEvent.FromRecord(bundle.Files[item.RecordFile]) is { } read && RemovalEvent.Of(read) is { IsOfTheExchange: true } removal)
                return (item.Position, read.At, removal);
        }
        return null;
    }

    private IEnumerable<(long Position, OctetsEvent Event)> OctetsOf(ExchangeDescription exchange)
    {
        foreach (var item in exchange.History)
        {
            if (LedgerEvent.FromRecord(bundle.Files[item.RecordFile]) is { } read && OctetsEvent.Of(read) is { } reception)
                yield return (item.Position, reception);
        }
    }

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
