using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
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
    public const int MostOfPage = 1_000;

    private const int PageByDefault = 50;

    /// <summary>The filter without its place, or everything that is wrong.</summary>
    public (ExchangeFilter Filter, IReadOnlyList<Rejection> Refused) Read(PartyDirectory directory) => new ExchangeSearchText
    {
        Party = Party, Direction = Direction, State = State, MRid = MRid, Type = Type, Series = Series, Point = Point, Reason = Reason, From = From, To = To, PeriodFrom = PeriodFrom, PeriodTo = PeriodTo,
    }.Read(directory, Most ?? PageByDefault);
}
