using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>Checks the checkpoint and the place of every event in the ledger.</summary>
internal sealed class BundleLedgerCheck(
    BundleReader bundle, BundleTrust trust, IRevocationSource revocation, IEd25519 ed25519, DateTimeOffset at, List<Refusal> reasons, List<string> proven, List<string> not)
{
    public void Run()
    {
        var note = bundle.Files[BundleNames.Checkpoint];
        var checkpoint = trust.LogKey is null
            ? SignedNote.TryParse(note) is { } unverified ? Checkpoint.TryParse(unverified.Text) : null
            : Checkpoint.Open(note, trust.LogKey, ed25519);
        if (trust.LogKey is null)
            reasons.Add(new("untrusted", "No log key was given: the ledger proofs are consistent, but whose ledger it is is not established.", "Name the ledger's public key (--log-key KEY)."));
        if (checkpoint is null)
        {
            reasons.Add(new("bundle.checkpoint_invalid", $"The checkpoint is malformed or not signed by {trust.LogKey?.Name ?? "a log key"}.", "Use the log key that the hub's operator handed out."));
            return;
        }
        var count = 0;
        foreach (var (exchange, item) in bundle.Description.Exchanges.SelectMany(e => e.History.Select(h => (e, h))))
        {
            if (Refuse(checkpoint, exchange, item) is { } refusal)
                reasons.Add(refusal);
            count++;
        }
        proven.Add($"The {count} events in the bundle are entries of the ledger {checkpoint.Origin} as it was signed at {checkpoint.Size} entries, unchanged.");
        StateTimes(checkpoint);
        foreach (var exchange in bundle.Description.Exchanges.Where(e => e.History.Count == 0))
            not.Add($"Anything about the history of exchange {exchange.Id}: the bundle holds no event of it.");
    }

    private Refusal? Refuse(Checkpoint checkpoint, ExchangeDescription exchange, EventDescription item)
    {
        var leaf = new LedgerLeaf(item.Event, item.Salt, item.Digest, bundle.Files[item.RecordFile]);
        if (!leaf.RecordMatches)
            return new("bundle.event_changed", $"{item.RecordFile} is not what its digest in the ledger was made of.");
        if (LedgerEvent.FromRecord(leaf.Record) is not { } read || read.Id != item.Event || read.ExchangeId != exchange.Id)
            return new("bundle.event_foreign", $"{item.RecordFile} is no event of exchange {exchange.Id}.");
        return item.IsIn(checkpoint)
            ? null
            : new("bundle.ledger_proof_invalid", $"The proof that {item.RecordFile} is entry {item.Position} of the ledger does not hold.");
    }

    /// <summary>For each exchange, from when at the latest what the bundle shows of it is proven to exist.</summary>
    private void StateTimes(Checkpoint checkpoint)
    {
        var dates = new BundleDates(bundle, trust, revocation, ed25519, at);
        dates.Read();
        var why = dates.Problem is { } problem ? problem.ToString() : "no checkpoint with a timestamp covers it";
        var doubts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var exchange in bundle.Description.Exchanges.Where(e => e.History.Count > 0))
        {
            var found = exchange.History.Select(dates.Of).ToList();
            if (!found.TrueForAll(f => f is not null))
            {
                not.Add($"Exchange {exchange.Id}: when its events were recorded ({why}). The hub itself states the times in them, and {checkpoint.StatedTime:u} for its newest checkpoint.");
                continue;
            }
            var (first, last) = (found.MinBy(f => f!.Value.Facts.Time)!.Value, found.MaxBy(f => f!.Value.Facts.Time)!.Value);
            if (first.Size != last.Size)
                proven.Add($"Exchange {exchange.Id}: it was on record at {By(first)}.");
            proven.Add($"Exchange {exchange.Id}: all {found.Count} events shown of it were on record at {By(last)}.");
            doubts.UnionWith(found.Select(f => f!.Value.Facts.Doubt).OfType<string>());
        }
        not.AddRange(doubts.Select(doubt => $"That the timestamp service of the ledger was not revoked. {doubt}"));
    }

    private static string By((TimestampFacts Facts, long Size) dated) =>
        $"{dated.Facts.Time:u} at the latest, by the timestamp of {dated.Facts.Authority.Subject} over the ledger at {dated.Size} entries";
}
