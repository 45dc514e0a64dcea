using System.Globalization;
using IntegrationHub.Market.Bidding;
using NodaTime;
using NodaTime.TimeZones;

namespace IntegrationHub.Portal.Pages.Bids;

/// <summary>What the intervals of a market event are called in the market's time, from position 1.</summary>
internal static class BidTimes
{
    /// <summary>Months, days or times of day, as long as tells them apart.</summary>
    public static IReadOnlyList<string> Short(MarketEvent market, TimeZoneInfo zone)
    {
        var grid = GridOf(market, zone);
        return [.. Enumerable.Range(1, grid.Count).Select(position => market.Kind switch
        {
            MarketEventKind.Annual => Day(grid.DaysOf(position).From, "uuuu-MM"),
            MarketEventKind.Monthly => Day(grid.DaysOf(position).From, "MM-dd"),
            _ => Clock(grid.IntervalOf(position).Start, zone, market.From == market.To ? "HH:mm" : "MM-dd HH:mm"),
        })];
    }

    /// <summary>The same for who sees nothing else: <c>2026-12-02 00:00 – 01:00</c>, <c>2026-12-02</c>, <c>2026-12</c>.</summary>
    public static IReadOnlyList<string> Whole(MarketEvent market, TimeZoneInfo zone)
    {
        var grid = GridOf(market, zone);
        return [.. Enumerable.Range(1, grid.Count).Select(position => market.Kind switch
        {
            MarketEventKind.Annual => Day(grid.DaysOf(position).From, "uuuu-MM"),
            MarketEventKind.Monthly => Day(grid.DaysOf(position).From, "uuuu-MM-dd"),
            _ => $"{Clock(grid.IntervalOf(position).Start, zone, "yyyy-MM-dd HH:mm")} – {Clock(grid.IntervalOf(position).End, zone, "HH:mm")}",
        })];
    }

    private static EventGrid GridOf(MarketEvent market, TimeZoneInfo zone) => new(market, DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Id) ?? BclDateTimeZone.FromTimeZoneInfo(zone));

    private static string Day(LocalDate day, string format) => day.ToString(format, CultureInfo.InvariantCulture);

    private static string Clock(DateTimeOffset at, TimeZoneInfo zone, string format) => TimeZoneInfo.ConvertTime(at, zone).ToString(format, CultureInfo.InvariantCulture);
}
