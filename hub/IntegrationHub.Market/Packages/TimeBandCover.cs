using System.Globalization;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Packages;

/// <summary>Whether time bands cover every minute of every kind of day exactly once.</summary>
internal static class TimeBandCover
{
    /// <param name="When">The first such time in words.</param>
    /// <param name="Bands">Bands that hold then: none, or more than one.</param>
    public sealed record Fault(string When, IReadOnlyList<string> Bands);

    /// <summary>The first time that has no band or several.</summary>
    public static Fault? FindFault(IReadOnlyList<TimeBand> bands, IReadOnlyList<DayType> dayTypes)
    {
        // Only where some span begins or ends the answer can change.
        var minutes = bands.SelectMany(static band => band.Times).SelectMany(static times => new[] { times.FromMinute % 1440, times.ToMinute % 1440 })
            .Where(static minute => minute >= 0).Append(0).Distinct().Order().ToList();
        for (var month = 1; month <= 12; month++)
        {
            foreach (var type in dayTypes)
            {
                foreach (var minute in minutes)
                {
                    var holding = bands.Where(band => Holds(band, month, type, minute)).Select(static band => band.Name).ToList();
                    if (holding.Count != 1)
                    {
                        return new(
                            string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00} on {Words(type)} in month {month}"), holding);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>True when the band's price holds at this time.</summary>
    public static bool Holds(TimeBand band, int month, DayType type, int minute) =>
        (band.Months is not { Count: > 0 } months || months.Contains(month))
        && (band.DayTypes is not { Count: > 0 } types || types.Contains(type))
        && band.Times.Any(times => times.Contains(minute));

    private static string Words(DayType type) => type switch
    {
        DayType.Working => "working days",
        DayType.Weekend => "weekends",
        _ => "holidays",
    };
}
