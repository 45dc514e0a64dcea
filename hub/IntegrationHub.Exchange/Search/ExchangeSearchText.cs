using System.Globalization;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Exchange.Search;

/// <summary>What somebody looks for as it was typed, on the command line, in an address of the API, or in a form: read in this one place. Every part is optional and compared as a whole.</summary>
public sealed record ExchangeSearchText
{
    /// <summary>Stable code of a part that cannot be looked for.</summary>
    public const string Wrong = "SEARCH_WRONG";

    /// <summary>Stable code of wildcards in what is only found by equality.</summary>
    public const string EqualityOnly = "SEARCH_EQUALITY_ONLY";

    private const int LongestText = 100;

    /// <summary>Name of the party.</summary>
    public string? Party { get; init; }

    /// <summary><c>in</c> or <c>out</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>With hyphens (<c>partly-accepted</c>) or as one word.</summary>
    public string? State { get; init; }

    public string? MRid { get; init; }

    /// <summary>A code of the message type list.</summary>
    public string? Type { get; init; }

    /// <summary>mRID of a series.</summary>
    public string? Series { get; init; }

    /// <summary>A metering point, written out.</summary>
    public string? Point { get; init; }

    /// <summary>Code of a rejection.</summary>
    public string? Reason { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? PeriodFrom { get; init; }

    public string? PeriodTo { get; init; }

    /// <summary>Every state that an exchange may be in, as <see cref="State"/> names it.</summary>
    public static IReadOnlyList<string> States { get; } =
        [.. Enum.GetNames<OutboundState>().Concat(Enum.GetNames<InboundState>()).Distinct(StringComparer.Ordinal).Select(static name => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name))];

    /// <summary>An instant: ISO 8601, UTC where it names no offset; null for anything else.</summary>
    public static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>The filter without its place, and everything that is wrong: <see cref="Rejection.Where"/> names the part, and the filter goes without it.</summary>
    /// <param name="directory">Knows the parties; null leaves the party out, for who asks later.</param>
    /// <param name="most">Entries of a page.</param>
    /// <param name="instant">Reads <see cref="From"/> (true) and <see cref="To"/> (false) where they are no instants of their own, such as days; null for <see cref="Instant"/>.</param>
    public (ExchangeFilter Filter, IReadOnlyList<Rejection> Refused) Read(PartyDirectory? directory, int most, Func<string, bool, DateTimeOffset?>? instant = null)
    {
        var refused = new List<Rejection>();
        var party = Party is { } name ? directory?.FindByName(name) : null;
        if (Party is not null && party is null && directory is not null)
            refused.Add(Bad("party", $"There is no party {Party}.", "Take a name of the list of members."));

        var direction = Direction?.ToLowerInvariant() switch { "in" => Search.Direction.In, "out" => Search.Direction.Out, _ => (Search.Direction?)null };
        if (Direction is not null && direction is null)
            refused.Add(Bad("direction", $"`{Direction}` is no direction.", "Use in or out."));

        var filter = new ExchangeFilter(party?.Id, direction, StateOf(refused), Text("mrid", MRid, refused), most)
        {
            Type = Text("type", Type, refused), Series = Text("series", Series, refused), MeteringPoint = PointOf(refused), Reason = Text("reason", Reason, refused),
            From = At("from", From, text => instant is null ? Instant(text) : instant(text, true), refused),
            To = At("to", To, text => instant is null ? Instant(text) : instant(text, false), refused),
            PeriodFrom = At("periodFrom", PeriodFrom, Instant, refused), PeriodTo = At("periodTo", PeriodTo, Instant, refused),
        };
        return (filter, refused);
    }

    /// <summary>Name of the state, as exchanges have it.</summary>
    private string? StateOf(List<Rejection> refused)
    {
        if (State is null)
            return null;

        var word = State.Replace("-", "", StringComparison.Ordinal);
        var state = Enum.GetNames<OutboundState>().Concat(Enum.GetNames<InboundState>()).FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (state is null)
            refused.Add(Bad("state", $"`{State}` is no state.", $"Use one of {string.Join(", ", States)}."));

        return state;
    }

    /// <summary>A keyed hash tells whether two values are the same and nothing else.</summary>
    private string? PointOf(List<Rejection> refused)
    {
        if (Point?.AsSpan().ContainsAny('*', '?', '%') == true)
        {
            refused.Add(new Rejection(EqualityOnly, null, "Metering points are kept as keyed hashes and are only found by equality.", "point", "Give the whole identification, without wildcards."));
            return null;
        }

        return Text("point", Point, refused);
    }

    private static string? Text(string name, string? text, List<Rejection> refused)
    {
        if (text is null || (text.Length <= LongestText && !text.Any(char.IsControl)))
            return text;

        refused.Add(Bad(name, $"This is longer than {LongestText} characters, or holds a control character.", "Give it as it stands in the document."));
        return null;
    }

    private static DateTimeOffset? At(string name, string? text, Func<string, DateTimeOffset?> read, List<Rejection> refused)
    {
        if (text is null)
            return null;

        if (read(text) is { } at)
            return at;

        refused.Add(Bad(name, $"`{text}` is no instant.", "Write it like 2026-11-21 or 2026-11-21T12:00:00Z."));
        return null;
    }

    private static Rejection Bad(string name, string text, string remedy) => new(Wrong, null, text, name, remedy);
}
