using System.Collections.Concurrent;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Readings;

/// <summary>The months of a market as intervals, made when they are asked for and kept while they are few. Thread-safe.</summary>
/// <param name="calendar">The market's days.</param>
/// <param name="stepMinutes">Length of an interval.</param>
public sealed class MonthGrids(MarketCalendar calendar, int stepMinutes)
{
    /// <summary>Quarter-hours, as meters of market customers are read.</summary>
    public const int QuarterHour = 15;

    /// <summary>Twenty years; about 9 kB each. Whoever asks for more of them has them made again and fills no memory.</summary>
    public const int MostKept = 240;

    private readonly ConcurrentDictionary<BillingMonth, MonthGrid> _grids = new();

    public int StepMinutes => stepMinutes;

    public MarketCalendar Calendar => calendar;

    public MonthGrid Of(BillingMonth month)
    {
        if (_grids.TryGetValue(month, out var kept))
            return kept;

        // All at once: none is dear, and which of them is asked for again nobody knows.
        if (_grids.Count >= MostKept)
            _grids.Clear();

        return _grids.GetOrAdd(month, static (asked, own) => new MonthGrid(asked, own.calendar, own.stepMinutes), (calendar, stepMinutes));
    }

    /// <summary>Quarter-hours of a zone, weekdays and weekends as the week has them.</summary>
    public static MonthGrids QuarterHours(DateTimeZone zone) => new(MarketCalendar.Plain(zone), QuarterHour);
}
