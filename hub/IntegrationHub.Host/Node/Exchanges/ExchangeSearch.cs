using System.Globalization;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Commands;
using IntegrationHub.Workflows;
using Microsoft.AspNetCore.Mvc;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>What a call looks for, as it stands in its address. Every part is compared as a whole, and all together.</summary>
/// <param name="Party">Name of the party.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="State">With hyphens, as answers write it.</param>
/// <param name="MRid">Of the document.</param>
/// <param name="Type">A code of the message type list.</param>
/// <param name="Series">mRID of one of its series.</param>
/// <param name="Point">A metering point, written out.</param>
/// <param name="Reason">Code of a rejection.</param>
/// <param name="From">Came or was handed in at or after this instant.</param>
/// <param name="To">Came or was handed in before this instant.</param>
/// <param name="PeriodFrom">Its period begins at or after this instant; lists by period.</param>
/// <param name="PeriodTo">Its period begins before this instant; lists by period.</param>
/// <param name="After">Cursor of the last entry of the page before.</param>
/// <param name="Most">Entries of a page.</param>
internal sealed record ExchangeSearch(
    [FromQuery(Name = "party")] string? Party,
    [FromQuery(Name = "direction")] string? Direction,
    [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "mrid")] string? MRid,
    [FromQuery(Name = "type")] string? Type,
    [FromQuery(Name = "series")] string? Series,
    [FromQuery(Name = "point")] string? Point,
    [FromQuery(Name = "reason")] string? Reason,
    [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To,
    [FromQuery(Name = "periodFrom")] string? PeriodFrom,
    [FromQuery(Name = "periodTo")] string? PeriodTo,
    [FromQuery(Name = "after")] string? After,
    [FromQuery(Name = "most")] int? Most)
{
    /// <summary>Stable code of a part that cannot be looked for.</summary>
    public const string Wrong = "SEARCH_WRONG";

    public const int MostOfPage = 1_000;

    private const int PageByDefault = 50;

    private const int LongestText = 100;

    /// <summary>The filter without its place, or everything that is wrong.</summary>
    public (ExchangeFilter Filter, IReadOnlyList<Finding> Findings) Read(PartyDirectory directory)
    {
        var findings = new List<Finding>();
        var party = Party is null ? null : directory.FindByName(Party);
        if (Party is not null && party is null)
            findings.Add(Bad("party", $"There is no party {Party}.", "Take a name of the list of members."));

        var direction = Direction is null ? null : Words.Parse<Direction>(Direction);
        if (Direction is not null && direction is null)
            findings.Add(Bad("direction", $"{Direction} is no direction.", "Take in or out."));

        var state = State is null ? null : Words.Parse<OutboundState>(State)?.ToString() ?? Words.Parse<InboundState>(State)?.ToString();
        if (State is not null && state is null)
            findings.Add(Bad("state", $"No exchange is ever {State}.", $"States are {string.Join(", ", Enum.GetValues<OutboundState>().Select(Words.Of).Concat(Enum.GetValues<InboundState>().Select(Words.Of)).Distinct(StringComparer.Ordinal))}."));

        if (Point?.AsSpan().ContainsAny('*', '?', '%') == true)
            findings.Add(new Finding("SEARCH_EQUALITY_ONLY", "point", "", 0, "Metering points are kept as keyed hashes and are only found by equality.", "Give the whole identification, without wildcards."));

        foreach (var (name, text) in new[] { ("mrid", MRid), ("type", Type), ("series", Series), ("point", Point), ("reason", Reason) })
        {
            if (text is not null && (text.Length > LongestText || text.Any(char.IsControl)))
                findings.Add(Bad(name, $"This is longer than {LongestText} characters, or holds a control character.", "Give it as it stands in the document."));
        }

        var filter = new ExchangeFilter(party?.Id, direction, state, MRid, Most ?? PageByDefault)
        {
            Type = Type, Series = Series, MeteringPoint = Point, Reason = Reason,
            From = At("from", From, findings), To = At("to", To, findings), PeriodFrom = At("periodFrom", PeriodFrom, findings), PeriodTo = At("periodTo", PeriodTo, findings),
        };
        return (filter, findings);
    }

    private static DateTimeOffset? At(string name, string? text, List<Finding> findings)
    {
        if (text is null)
            return null;

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            return at;

        findings.Add(Bad(name, $"{text} is no instant.", "Write it like 2026-11-21 or 2026-11-21T12:00:00Z."));
        return null;
    }

    private static Finding Bad(string name, string text, string remedy) => new(Wrong, name, "", 0, text, remedy);
}
