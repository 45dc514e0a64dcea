using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Search;

/// <summary>Which entries of the ledger; all parts optional and combined with <em>and</em>. They come newest first.</summary>
/// <param name="Kind">How the kind begins; empty for all.</param>
/// <param name="Max">Entries of a page.</param>
public sealed record EventFilter(string Kind = "", int Max = 100)
{
    /// <summary>Done by one of these, each compared as a whole; empty for everybody.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>About this exchange, or this case.</summary>
    public Guid? Exchange { get; init; }

    /// <summary>About this party.</summary>
    public PartyId? Party { get; init; }

    /// <summary>Happened at or after this instant, to the millisecond.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Happened before this instant, to the millisecond.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only what is older than the entry with this id: the last of the page before. It is good for every question.</summary>
    public Guid? Before { get; init; }
}
