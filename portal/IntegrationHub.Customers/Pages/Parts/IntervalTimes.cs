using IntegrationHub.Market.Time;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Pages.Parts;

/// <summary>When the intervals of a day begin and end, as clocks show it.</summary>
internal static class IntervalTimes
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly OffsetPattern Shift = OffsetPattern.CreateWithInvariantCulture("+HH:mm");

    /// <summary><c>00:00</c>, <c>00:15</c> and so on; times that a day of a clock change has twice say how far they are from UTC.</summary>
    public static IReadOnlyList<string> StartsOf(MarketDay day, DateTimeZone zone) => Told(day, zone, static (_, _, start) => start);

    /// <summary><c>00:00–00:15</c> and so on to <c>23:45–24:00</c>.</summary>
    public static IReadOnlyList<string> SpansOf(MarketDay day, DateTimeZone zone) => Told(day, zone, (at, index, start) => $"{start}–{(index == day.Count - 1 ? "24:00" : Clock.Format((at + Duration.FromMinutes(day.StepMinutes)).InZone(zone).TimeOfDay))}");

    private static List<string> Told(MarketDay day, DateTimeZone zone, Func<Instant, int, string, string> say)
    {
        var starts = Enumerable.Range(0, day.Count).Select(index => Instant.FromDateTimeOffset(day.IntervalOf(index).Start)).ToList();
        var twice = starts.GroupBy(at => at.InZone(zone).TimeOfDay).Where(static same => same.Count() > 1).Select(static same => same.Key).ToHashSet();
        return [.. starts.Select((at, index) => (At: at, Local: at.InZone(zone), Index: index)).Select(one =>
            say(one.At, one.Index, Clock.Format(one.Local.TimeOfDay)) + (twice.Contains(one.Local.TimeOfDay) ? $" ({Shift.Format(one.Local.Offset)})" : ""))];
    }
}
