using System.Collections.Concurrent;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Readings;

/// <summary>The months of a market as intervals, made when they are asked for. Thread-safe.</summary>
/// <param name="calendar">The market's days.</param>
/// <param name="stepMinutes">Length of an interval.</param>
public sealed class MonthGrids(MarketCalendar calendar, int stepMinutes)
{
    /// <summary>Quarter-hours, as meters of market customers are read.</summary>
    public const int QuarterHour = 15;

    private readonly ConcurrentDictionary<BillingMonth, MonthGrid> _grids = new();

    public int StepMinutes => stepMinutes;

    public MarketCalendar Calendar => calendar;

    public MonthGrid Of(BillingMonth month) => _grids.GetOrAdd(month, static (asked, own) => new MonthGrid(asked, own.calendar, own.stepMinutes), (calendar, stepMinutes));

    /// <summary>Quarter-hours of a zone, weekdays and weekends as the week has them.</summary>
    public static MonthGrids QuarterHours(DateTimeZone zone) => new(MarketCalendar.Plain(zone), QuarterHour);
}
