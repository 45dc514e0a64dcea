using IntegrationHub.Schemas.Documents;
using NodaTime;

namespace IntegrationHub.Market.Time;

/// <summary>
/// One market day cut into intervals of equal length. A day with a change of clocks has 23 or 25 hours, so 92 or 100 quarter-hours. Immutable.
/// </summary>
public sealed class MarketDay
{
    private readonly Instant _start;
    private readonly Duration _step;
    private readonly DateTimeZone _zone;

    /// <param name="date">The day.</param>
    /// <param name="zone">The market's zone.</param>
    /// <param name="stepMinutes">15, 30 or 60.</param>
    public MarketDay(LocalDate date, DateTimeZone zone, int stepMinutes)
    {
        if (stepMinutes is not (15 or 30 or 60))
            throw new ArgumentOutOfRangeException(nameof(stepMinutes), stepMinutes, "Intervals have 15, 30 or 60 minutes.");

        (Date, _zone, StepMinutes) = (date, zone, stepMinutes);
        _start = date.AtStartOfDayInZone(zone).ToInstant();
        _step = Duration.FromMinutes(stepMinutes);
        Count = (int)((date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant() - _start) / _step);
    }

    public LocalDate Date { get; }

    public int StepMinutes { get; }

    /// <summary>Number of intervals.</summary>
    public int Count { get; }

    /// <summary>The whole day in UTC.</summary>
    public TimeInterval Period => new(_start.ToDateTimeOffset(), (_start + (_step * Count)).ToDateTimeOffset());

    /// <summary>Interval <paramref name="index"/>, counted from 0, in UTC.</summary>
    public TimeInterval IntervalOf(int index) => new((_start + (_step * index)).ToDateTimeOffset(), (_start + (_step * (index + 1))).ToDateTimeOffset());

    /// <summary>
    /// Local time at which interval <paramref name="index"/> begins. In the repeated hour of a 25-hour day two intervals have the same; in a
    /// 23-hour day some times do not occur.
    /// </summary>
    public LocalTime LocalTimeOf(int index) => (_start + (_step * index)).InZone(_zone).TimeOfDay;
}
