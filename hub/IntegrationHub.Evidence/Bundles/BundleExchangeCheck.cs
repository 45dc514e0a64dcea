using System.Security.Cryptography;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>
/// Checks that every exchange is what its ledger entries say, and states what they say. What only the bundle's index says is somebody's word: it
/// is listed as not proven.
/// </summary>
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
        var record = ExchangeRecord.Of(bundle, exchange);
        var answers = exchange.AcknowledgementFiles.Select(file => Convert.ToHexStringLower(SHA256.HashData(bundle.Files[file]))).ToList();
        if (IndexContradictions.Find(exchange, record, raw is null ? null : Convert.ToHexStringLower(SHA256.HashData(raw)), answers) is { } contradiction)
        {
            reasons.Add(contradiction);
            return;
        }
        StateOctets(exchange, record, raw);
        StateEnd(exchange, record);
        if (exchange.CanonicalSha256 is { } canonical)
        {
            if (record.Octets.Any(r => r.Octets.Canonical is not null))
                proven.Add($"Exchange {exchange.Id}: the ledger names {canonical} as the digest of its document in canonical form.");
            else
                not.Add($"Exchange {exchange.Id}: that {canonical.Plain()} is the digest of its document in canonical form; the bundle's index states it, and no event in the bundle names it.");
        }
        foreach (var rejection in exchange.Rejections)
            StateReason(exchange, record, rejection);
        if (raw is not null)
            CheckMessage(exchange, record, raw);
        new BundleAnswerCheck(bundle, messages, revocation, proven, not).Run(exchange, record, answers);
    }

    private void StateOctets(ExchangeDescription exchange, ExchangeRecord record, byte[]? raw)
    {
        // That they left is what the state and the history say: an event that names them stands there before they do.
        string Went(string party) => exchange.Direction == StateEvent.Out ? $"to be sent to {party}" : $"received from {party}";
        var stated = Went(exchange.Party.Plain());
        switch (raw, record.Naming.Octets)
        {
            case (null, _) when RemovalOf(record) is var (position, at, removal):
                not.Add(removal.Sha256 is { } named
                    ? $"Exchange {exchange.Id}: what was {stated}; the octets were deleted under retention on {at.UtcDateTime:yyyy-MM-dd}, as ledger entry {position} records, which names their SHA-256: {named.Plain()}."
                    : $"Exchange {exchange.Id}: what was {stated}; the octets were deleted under retention on {at.UtcDateTime:yyyy-MM-dd}, as ledger entry {position} records.");
                break;
            case (null, null):
                not.Add($"Exchange {exchange.Id}: what was {stated}; the octets are missing, the hub's archive does not have them.");
                break;
            case (null, { } known):
                not.Add($"Exchange {exchange.Id}: what was {stated}; the octets are missing, the hub's archive does not have them. Ledger entry {record.Naming.Entry.Position} names their SHA-256: {known.Sha256!.Plain()}.");
                break;
            case (not null, null):
                not.Add($"Exchange {exchange.Id}: that the ledger recorded these very octets; no event in the bundle names their digest. Whoever signed the bundle states they were {stated}.");
                break;
            case ({ } octets, _):
                var entry = record.Naming.Entry;
                proven.Add($"Exchange {exchange.Id}: these very {octets.Length} octets were {Went(PartyOf(entry.Event))}; ledger entry {entry.Position} names their digest.");
                StateParty(exchange, record);
                break;
        }
    }

    private void StateParty(ExchangeDescription exchange, ExchangeRecord record)
    {
        var entry = record.Naming.Entry;
        var party = entry.Event.PartyId is { } id ? $"party {id}" : "the other side";
        if (record.Octets.FirstOrDefault(o => o.Octets.PartyCode is not null) is { Entry: { } naming, Octets.PartyCode: { } code })
            proven.Add($"Exchange {exchange.Id}: the hub knew {party} as {code.Plain()}; ledger entry {naming.Position} names this code.");
        else
            not.Add($"Exchange {exchange.Id}: that {party} is {exchange.Party.Plain()}; the bundle's index states it.");
    }

    /// <summary>The other side as the event names it: what is received is the act of the party, whose name stands in the event.</summary>
    private static string PartyOf(LedgerEvent item) => (item.PartyId, item.Kind) switch
    {
        (null, _) => "somebody whom it does not name",
        ({ } party, OctetsEvent.Signed) => $"party {party}",
        ({ } party, _) => $"{item.Actor.Plain()} (party {party})",
    };

    private void StateEnd(ExchangeDescription exchange, ExchangeRecord record)
    {
        switch (record.State)
        {
            case { Entry: { } entry, State: { IsFinal: true } given }:
                proven.Add($"Exchange {exchange.Id}: it ended as {given.State}, by ledger entry {entry.Position} ({entry.Event.Kind}).");
                break;
            case { Entry: { } entry, State: { } given } when given.State == exchange.State:
                proven.Add($"Exchange {exchange.Id}: it came to be {given.State}, by ledger entry {entry.Position} ({entry.Event.Kind}); the bundle shows no end of it.");
                break;
            default:
                not.Add($"Exchange {exchange.Id}: that it is {exchange.State.Plain()}; the bundle's index states it, and no event in the bundle says so by itself.");
                break;
        }
    }

    private void StateReason(ExchangeDescription exchange, ExchangeRecord record, BundledRejection rejection)
    {
        if (record.Octets.FirstOrDefault(r => r.Octets.ReasonCodes is { } codes && codes.Contains(rejection.Code, StringComparer.Ordinal)) is { Entry: { } entry })
        {
            proven.Add($"Exchange {exchange.Id}: ledger entry {entry.Position} names the reason {rejection.Code.Plain()}.");
            not.Add($"Exchange {exchange.Id}: the words of the reason {rejection.Code.Plain()}; the bundle's index states them: {rejection.Text.Plain()}");
        }
        else
        {
            not.Add($"Exchange {exchange.Id}: that it was refused for {rejection.Code.Plain()}; the bundle's index states it, and no event in the bundle names it: {rejection.Text.Plain()}");
        }
    }

    /// <summary>The entry that says that the exchange's octets were deleted under retention; null where there is none.</summary>
    private static (long Position, DateTimeOffset At, RemovalEvent Event)? RemovalOf(ExchangeRecord record)
    {
        foreach (var entry in record.Entries)
        {
            if (RemovalEvent.Of(entry.Event) is { IsOfTheExchange: true } removal)
                return (entry.Position, entry.Event.At, removal);
        }
        return null;
    }

    /// <summary>Judges who signed the message, at the time that the entry which names its octets gives.</summary>
    private void CheckMessage(ExchangeDescription exchange, ExchangeRecord record, byte[] raw)
    {
        var recorded = record.Naming.Entry?.Event.At;
        var at = recorded ?? exchange.At;
        switch (messages?.Invoke(raw, revocation, at))
        {
            case { Signer: { } signer } when recorded is null:
                not.Add($"Exchange {exchange.Id}: that the message's signer ({signer.Plain()}) counted when it was exchanged: at {at:u}, which only the bundle's index states, its XML signature holds.");
                break;
            case { Signer: { } signer } judged:
                proven.Add($"Exchange {exchange.Id}: the message's XML signature holds; signer: {signer.Plain()}.");
                if (judged.Doubt is { } doubt)
                    not.Add($"Exchange {exchange.Id}: that the message's signer was not revoked. {doubt}");
                else
                    proven.Add($"Exchange {exchange.Id}: its signer was not revoked at {at:u}, by the revocation data in the bundle.");
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
