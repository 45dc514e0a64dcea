using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>What the ledger's events say of an exchange. The bundle's index is signed, but only these are entries of the ledger.</summary>
internal sealed class ExchangeRecord
{
    private ExchangeRecord(List<Entry> entries)
    {
        Entries = entries;
        Octets = [.. entries.Select(e => (Entry: e, Octets: OctetsEvent.Of(e.Event)!)).Where(o => o.Octets is not null)];
        Naming = Octets.FirstOrDefault(o => o.Octets.Sha256 is not null);
        Answers = [.. entries.Select(e => (Entry: e, Answer: AnswerEvent.Of(e.Event)!)).Where(a => a.Answer is not null)];
        var states = entries.Select(e => (Entry: e, State: StateEvent.Of(e.Event.Kind)!)).Where(s => s.State is not null).ToList();
        States = states;
        // What comes after an ending changes nothing: an answer that was overtaken, say.
        State = states.FindLast(s => s.State.IsFinal) is { State: not null } ended ? ended : states.LastOrDefault();
    }

    /// <summary>By their places.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>Those that record which octets came in or were made to leave.</summary>
    public IReadOnlyList<(Entry Entry, OctetsEvent Octets)> Octets { get; }

    /// <summary>The first that names the octets; default where none does.</summary>
    public (Entry Entry, OctetsEvent Octets) Naming { get; }

    /// <summary>Those that name an answer of the hub or of the other side.</summary>
    public IReadOnlyList<(Entry Entry, AnswerEvent Answer)> Answers { get; }

    public IReadOnlyList<(Entry Entry, StateEvent State)> States { get; }

    /// <summary>The one that gives the exchange's state; default where none does.</summary>
    public (Entry Entry, StateEvent State) State { get; }

    public static ExchangeRecord Of(BundleReader bundle, ExchangeDescription exchange) => new(
        [.. exchange.History.Select(item => (item.Position, Event: LedgerEvent.FromRecord(bundle.Files[item.RecordFile])!))
            .Where(read => read.Event is not null).OrderBy(read => read.Position).Select(read => new Entry(read.Position, read.Event))]);

    internal sealed record Entry(long Position, LedgerEvent Event);
}
