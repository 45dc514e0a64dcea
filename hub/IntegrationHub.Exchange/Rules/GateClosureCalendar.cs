using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;
using NodaTime;
using NodaTime.TimeZones;

namespace IntegrationHub.Exchange.Rules;

/// <summary>All gate closures of a market, and the instants they fall on.</summary>
/// <remarks>
/// The gate is open before the closing instant and closed at it: a document whose last byte arrived at 10:59:59.999 is in time for a gate
/// that closes at 11:00, one at 11:00:00.000 is not. A closing time that the clock change skips moves forward by the gap; one that
/// happens twice is the earlier one.
/// </remarks>
public sealed class GateClosureCalendar(DateTimeZone marketZone, IReadOnlyList<GateClosureRule> rules)
{
    private static readonly ZoneLocalMappingResolver EarlierOrForward =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    public DateTimeZone MarketZone { get; } = marketZone;

    /// <summary>No gate ever closes.</summary>
    public static GateClosureCalendar Open(DateTimeZone marketZone) => new(marketZone, []);

    /// <summary>The market day that a document is about: the day its interval begins on, or <c>null</c> when it has none.</summary>
    public LocalDate? DeliveryDay(TimeInterval? period) =>
        period is { } interval ? Instant.FromDateTimeOffset(interval.Start).InZone(MarketZone).Date : null;

    /// <summary>
    /// When the gate closes for such a document; <c>null</c> when no rule concerns it. Among several rules the most particular counts:
    /// the party's own before everybody's, then the type's before the root element's, then the one valid from the latest day.
    /// </summary>
    public DateTimeOffset? ClosesAt(PartyId party, string rootElement, string? type, TimeInterval? period)
    {
        if (DeliveryDay(period) is not { } day)
        {
            return null;
        }

        var rule = rules
            .Where(candidate => candidate.Concerns(party, rootElement, type, day))
            .OrderByDescending(candidate => candidate.Party is not null)
            .ThenByDescending(candidate => candidate.Type is not null)
            .ThenByDescending(candidate => candidate.ValidFrom)
            .FirstOrDefault();
        return rule is null
            ? null
            : day.PlusDays(-rule.DaysBefore).At(rule.LocalTime).InZone(MarketZone, EarlierOrForward).ToInstant().ToDateTimeOffset();
    }
}
