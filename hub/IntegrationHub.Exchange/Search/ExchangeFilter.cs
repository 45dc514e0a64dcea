using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Search;

/// <summary>What to look for; all parts optional and combined with <em>and</em>. Every part is compared as a whole: there are no wildcards.</summary>
public sealed record ExchangeFilter(PartyId? Party = null, Direction? Direction = null, string? State = null, string? MRid = null, int Max = 100)
{
    /// <summary>Type of the document, a code of the message type list.</summary>
    public string? Type { get; init; }

    /// <summary>mRID of a series in the document, among the first <see cref="SeriesKeys.Most"/>.</summary>
    public string? Series { get; init; }

    /// <summary>A metering point in the document, among the first <see cref="SeriesKeys.Most"/>; looked up by its keyed hash.</summary>
    public string? MeteringPoint { get; init; }

    /// <summary>Code of a rejection, the hub's or the market's.</summary>
    public string? Reason { get; init; }

    /// <summary>Came or was handed in at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Came or was handed in before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The document's own period begins at or after this instant.</summary>
    public DateTimeOffset? PeriodFrom { get; init; }

    /// <summary>The document's own period begins before this instant.</summary>
    public DateTimeOffset? PeriodTo { get; init; }

    /// <summary>Only what comes behind this place of the list.</summary>
    public ExchangeCursor? After { get; init; }

    /// <summary>
    /// True for a list by delivery period: latest period first, then newest. Every other list is newest first. Each order is that of an index, so
    /// that a page costs the same however many there are.
    /// </summary>
    public bool IsByPeriod => PeriodFrom is not null || PeriodTo is not null;

    /// <summary>The place behind the last of a page.</summary>
    public ExchangeCursor CursorAfter(ExchangeSummary last) => new(last.Id, IsByPeriod ? last.PeriodStart : null);
}
