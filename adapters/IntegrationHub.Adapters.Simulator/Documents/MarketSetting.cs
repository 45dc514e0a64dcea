using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Adapters.Simulator.Documents;

/// <summary>Who trades with whom, where and in which zone: what sample documents are about.</summary>
/// <param name="Retailer">The retailer with its market role (A08 balance responsible party).</param>
/// <param name="Center">The trading center with its market role (A11 market operator).</param>
/// <param name="Domain">The bidding zone.</param>
/// <param name="Zone">The market's time zone.</param>
public sealed record MarketSetting(PartyInRole Retailer, PartyInRole Center, CodedId Domain, DateTimeZone Zone)
{
    /// <summary>The market day that begins <paramref name="days"/> days after the day of <paramref name="now"/>, as an interval in UTC.</summary>
    public TimeInterval Day(DateTimeOffset now, int days)
    {
        var day = Instant.FromDateTimeOffset(now).InZone(Zone).Date.PlusDays(days);
        return new TimeInterval(StartOf(day), StartOf(day.PlusDays(1)));

        DateTimeOffset StartOf(LocalDate date) => Zone.AtStartOfDay(date).ToInstant().ToDateTimeOffset();
    }
}
