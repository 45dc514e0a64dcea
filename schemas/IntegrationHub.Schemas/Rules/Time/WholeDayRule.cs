using IntegrationHub.Schemas.Documents;
using NodaTime;

namespace IntegrationHub.Schemas.Rules;

/// <summary>A schedule covers whole days of the market: it starts and ends at local midnight, so a day has 23, 24 or 25 hours.</summary>
internal sealed class WholeDayRule : IDocumentRule
{
    public string Code => "whole-market-day";

    public string Source => "ENTSO-E Scheduling System implementation guide, schedule time interval";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        if (document.Period is not { } interval || interval.End <= interval.Start) yield break;
        if (!context.WholeDayDocuments.Contains(document.Profile.RootElement)) yield break;
        if (!IsMidnight(interval.Start, context.MarketZone) || !IsMidnight(interval.End, context.MarketZone))
        {
            yield return new RuleFinding(
                Code, "A04", RuleLevel.Document, "timeInterval", interval.ToString(), $"midnight to midnight in {context.MarketZone.Id}");
        }
    }

    // A zone may skip midnight when it changes its clocks; the day then starts at its first instant.
    private static bool IsMidnight(DateTimeOffset instant, DateTimeZone zone)
    {
        var zoned = Instant.FromDateTimeOffset(instant).InZone(zone);
        return zone.AtStartOfDay(zoned.Date) == zoned;
    }
}
