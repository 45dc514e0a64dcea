using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>Where the index of a bundle (<c>evidence.json</c>) says something else of an exchange than the ledger's own events. Such a bundle is refused.</summary>
internal static class IndexContradictions
{
    /// <summary>Stores keep instants to the microsecond, and may cut or round.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromMicroseconds(1);

    /// <summary>The first contradiction; null where there is none.</summary>
    /// <param name="digest">SHA-256 of the octets in the bundle; null where they are missing.</param>
    /// <param name="answers">SHA-256 of each of its acknowledgements in the bundle.</param>
    public static Refusal? Find(ExchangeDescription exchange, ExchangeRecord record, string? digest, IReadOnlyList<string> answers) =>
        Octets(exchange, record, digest) ?? Direction(exchange, record) ?? State(exchange, record) ?? Time(exchange, record) ?? Party(exchange, record)
        ?? Reasons(exchange, record) ?? Answers(exchange, record, answers);

    private static Refusal? Octets(ExchangeDescription exchange, ExchangeRecord record, string? digest)
    {
        if (digest != exchange.RawSha256)
            return new("bundle.raw_mismatch", $"{exchange.RawFile} is not the input that exchange {exchange.Id} describes.");
        foreach (var (entry, named) in record.Octets)
        {
            if (Differ(named.Sha256, digest))
                return new("bundle.raw_mismatch", $"{exchange.RawFile} is not what was recorded: ledger entry {entry.Position} of exchange {exchange.Id} names octets with SHA-256 {named.Sha256}.");
            if (Differ(named.Canonical, exchange.CanonicalSha256))
                return new("bundle.raw_mismatch", $"The canonical digest that exchange {exchange.Id} describes is not the one that ledger entry {entry.Position} names.");
        }
        return null;
    }

    private static Refusal? Direction(ExchangeDescription exchange, ExchangeRecord record) =>
        record.States.FirstOrDefault(s => s.State.Direction != exchange.Direction) is { Entry: { } entry }
            ? new("bundle.direction_mismatch", $"The index says that exchange {exchange.Id} has the direction {exchange.Direction}; {Named(entry)} is of the other one.")
            : null;

    private static Refusal? State(ExchangeDescription exchange, ExchangeRecord record) =>
        record.State is { Entry: { } entry, State: { IsFinal: true } given } && given.State != exchange.State
            ? new("bundle.state_mismatch", $"The index says that exchange {exchange.Id} is {exchange.State.Plain()}; {Named(entry)} says {given.State}.")
            : null;

    /// <summary>A document of ours was handed in before it was signed; what was received has one time.</summary>
    private static Refusal? Time(ExchangeDescription exchange, ExchangeRecord record) =>
        record.Octets.FirstOrDefault(o => exchange.Direction == StateEvent.In && (o.Entry.Event.At - exchange.At).Duration() > Precision) is { Entry: { } entry }
            ? new("bundle.time_mismatch", $"The index says that exchange {exchange.Id} was received at {exchange.At:O}; {Named(entry)} says {entry.Event.At:O}.")
            : null;

    private static Refusal? Party(ExchangeDescription exchange, ExchangeRecord record) =>
        exchange.PartyId is { } party && record.Entries.FirstOrDefault(e => e.Event.PartyId is { } named && named != party) is { } entry
            ? new("bundle.party_mismatch", $"The index says that exchange {exchange.Id} is of party {party}; {Named(entry)} is of party {entry.Event.PartyId}.")
            : record.Octets.FirstOrDefault(o => o.Octets.PartyCode is { } code && code != exchange.Party) is { Entry: { } naming, Octets: { } octets }
                ? new("bundle.party_mismatch", $"The index says that the party of exchange {exchange.Id} is {exchange.Party.Plain()}; {Named(naming)} says {octets.PartyCode!.Plain()}.")
                : null;

    private static Refusal? Reasons(ExchangeDescription exchange, ExchangeRecord record)
    {
        foreach (var (entry, named) in record.Octets)
        {
            if (named.ReasonCodes is { } codes && exchange.Rejections.FirstOrDefault(r => !codes.Contains(r.Code, StringComparer.Ordinal)) is { } other)
                return new("bundle.reason_mismatch", $"The index says that exchange {exchange.Id} was refused for {other.Code.Plain()}; {Named(entry)} names {string.Join(", ", codes)}.");
        }
        return null;
    }

    /// <summary>Once the events name answers, no other may lie beside the exchange; that one is missing refuses nothing.</summary>
    private static Refusal? Answers(ExchangeDescription exchange, ExchangeRecord record, IReadOnlyList<string> answers) =>
        record.Answers.Count > 0 && answers.FirstOrDefault(digest => !record.Answers.Any(a => a.Answer.Sha256 == digest)) is { } other
            ? new("bundle.answer_mismatch", $"The bundle puts an acknowledgement with SHA-256 {other} beside exchange {exchange.Id}; {Named(record.Answers[0].Entry)} names {record.Answers[0].Answer.Sha256.Plain()}.")
            : null;

    private static bool Differ(string? named, string? shown) => named is not null && shown is not null && !named.Equals(shown, StringComparison.OrdinalIgnoreCase);

    private static string Named(ExchangeRecord.Entry entry) => $"ledger entry {entry.Position} ({entry.Event.Kind})";
}
