using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Search;

/// <summary>What somebody looks for in the ledger as it was typed, on the command line, in an address of the API, or in a form: read in this one place. Every part is optional.</summary>
public sealed record EventSearchText
{
    /// <summary>Stable code of a kind that begins like none.</summary>
    public const string NoKind = "LEDGER_KIND";

    /// <summary>Stable code of a name that nobody can have.</summary>
    public const string NoActor = "LEDGER_ACTOR";

    /// <summary>Stable code of a subject that entries cannot be found by: what their facts hold is sealed.</summary>
    public const string NoSubject = "LEDGER_SUBJECT";

    /// <summary>Stable code of an instant that is none.</summary>
    public const string NoInstant = "LEDGER_TIME";

    /// <summary>Stable code of a place that is none.</summary>
    public const string NoPlace = "LEDGER_PLACE";

    private const int LongestKind = 60;
    private const int LongestActor = 200;

    /// <summary>How the kind begins.</summary>
    public string? Kind { get; init; }

    /// <summary>Who did it, as a whole. A name without a class (<c>user:</c>, <c>service:</c>, <c>operator:</c>) is the person's, too.</summary>
    public string? Actor { get; init; }

    /// <summary>Id of an exchange or of a case, or name of a party.</summary>
    public string? Subject { get; init; }

    /// <summary>Happened at or after this instant, or from the beginning of this day on, as <see cref="MarketInstant"/> reads it.</summary>
    public string? From { get; init; }

    /// <summary>Happened before this instant, or until the end of this day.</summary>
    public string? To { get; init; }

    /// <summary>Id of the entry behind which the page begins.</summary>
    public string? Before { get; init; }

    /// <summary>Whether a text is the beginning of a kind of events, like <c>exchange.</c></summary>
    public static bool IsKind(string? kind) => kind is { Length: > 0 and <= LongestKind } && kind.All(static c => char.IsAsciiLetterLower(c) || c is '.' or '-');

    /// <summary>The question as the ledger keeps it with the look, like <c>kind=exchange.&amp;actor=hub</c>; null where nothing is asked.</summary>
    public string? Question => string.Join(
        '&', new[] { ("kind", Kind), ("actor", Actor), ("subject", Subject), ("from", From), ("to", To), ("before", Before) }.Where(static part => part.Item2 is { Length: > 0 }).Select(static part => $"{part.Item1}={part.Item2}"))
        is { Length: > 0 } asked ? asked : null;

    /// <summary>The filter, and everything that is wrong: <see cref="Rejection.Where"/> names the part, and the filter goes without it.</summary>
    /// <param name="directory">Knows the parties.</param>
    /// <param name="most">Entries of a page.</param>
    /// <param name="market">Zone of days and wall clocks.</param>
    public (EventFilter Filter, IReadOnlyList<Rejection> Refused) Read(PartyDirectory directory, int most, TimeZoneInfo market)
    {
        var refused = new List<Rejection>();
        var (exchange, party) = SubjectOf(directory, refused);
        var filter = new EventFilter(KindOf(refused), most)
        {
            Actors = ActorsOf(refused),
            Exchange = exchange,
            Party = party,
            From = MarketInstant.Read("from", From, isFrom: true, market, NoInstant, refused),
            To = MarketInstant.Read("to", To, isFrom: false, market, NoInstant, refused),
            Before = PlaceOf(refused),
        };
        return (filter, refused);
    }

    private string KindOf(List<Rejection> refused)
    {
        if (string.IsNullOrEmpty(Kind))
            return "";

        if (IsKind(Kind))
            return Kind;

        refused.Add(new Rejection(NoKind, null, "No kind of events begins like this.", "kind", "Write small letters, dots and hyphens, like exchange. or review.added."));
        return "";
    }

    private IReadOnlyList<string> ActorsOf(List<Rejection> refused)
    {
        if (string.IsNullOrEmpty(Actor))
            return [];

        if (Actor.Length <= LongestActor && !Actor.Any(char.IsControl))
            return Actor.Contains(':', StringComparison.Ordinal) ? [Actor] : [Actor, "user:" + Actor];

        refused.Add(new Rejection(NoActor, null, $"This is longer than {LongestActor} characters, or holds a control character.", "actor", "Write it as entries show it, like user:li.na, service:erp or hub."));
        return [];
    }

    private (Guid? Exchange, PartyId? Party) SubjectOf(PartyDirectory directory, List<Rejection> refused)
    {
        if (string.IsNullOrEmpty(Subject))
            return default;

        if (Guid.TryParse(Subject, out var exchange))
            return (exchange, null);

        if (directory.FindByName(Subject) is { } party)
            return (null, party.Id);

        refused.Add(new Rejection(
            NoSubject, null, "Entries are found by the id of an exchange or of a case, or the name of a party. What their facts name besides (contracts, customers) is sealed and cannot be searched.", "subject",
            "Narrow by kind, actor and time, and read the facts of what is found."));
        return default;
    }

    private Guid? PlaceOf(List<Rejection> refused)
    {
        if (string.IsNullOrEmpty(Before))
            return null;

        if (Guid.TryParse(Before, out var id))
            return id;

        refused.Add(new Rejection(NoPlace, null, "This is no id of an entry.", "before", "Give the id of the last entry of the page before."));
        return null;
    }
}
