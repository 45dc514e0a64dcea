using IntegrationHub.Market.Time;
using IntegrationHub.Schemas.Documents;
using NodaTime;

namespace IntegrationHub.Market.Bidding;

/// <summary>The intervals that a market event trades, in order: months, days, or intervals of days. Immutable.</summary>
public sealed class EventGrid
{
    private readonly List<(LocalDate From, LocalDate To, TimeInterval Interval)> _intervals = [];

    public EventGrid(MarketEvent market, DateTimeZone zone)
    {
        Resolution = market.Kind switch
        {
            MarketEventKind.Annual => "P1M",
            MarketEventKind.Monthly => "P1D",
            _ => $"PT{market.StepMinutes}M",
        };
        if (market.StepMinutes is { } step)
            AddSteps(market, zone, step);
        else
            AddDays(market, zone);
    }

    /// <summary>Length of an interval as documents write it.</summary>
    public string Resolution { get; }

    public int Count => _intervals.Count;

    /// <summary>All of it in UTC.</summary>
    public TimeInterval Period => new(_intervals[0].Interval.Start, _intervals[^1].Interval.End);

    /// <summary>Interval at a position, from 1.</summary>
    public TimeInterval IntervalOf(int position) => _intervals[position - 1].Interval;

    /// <summary>First and last day of an interval that is longer than a day, or its day.</summary>
    public (LocalDate From, LocalDate To) DaysOf(int position) => (_intervals[position - 1].From, _intervals[position - 1].To);

    /// <summary>Position that begins at an instant, or null.</summary>
    public int? PositionAt(DateTimeOffset start)
    {
        var index = _intervals.FindIndex(entry => entry.Interval.Start == start);
        return index < 0 ? null : index + 1;
    }

    /// <summary>Position of the interval that an instant lies in, or null.</summary>
    public int? PositionOf(DateTimeOffset instant)
    {
        if (instant < Period.Start || instant >= Period.End)
            return null;

        var (low, high) = (0, _intervals.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _intervals[middle].Interval.Start <= instant ? (middle, high) : (low, middle - 1);
        }

        return low + 1;
    }

    private void AddSteps(MarketEvent market, DateTimeZone zone, int step)
    {
        for (var day = market.From; day <= market.To; day = day.PlusDays(1))
        {
            var cut = new MarketDay(day, zone, step);
            for (var i = 0; i < cut.Count; i++)
                _intervals.Add((day, day, cut.IntervalOf(i)));
        }
    }

    private void AddDays(MarketEvent market, DateTimeZone zone)
    {
        for (var first = market.From; first <= market.To;)
        {
            var next = market.Kind == MarketEventKind.Annual ? first.PlusMonths(1) : first.PlusDays(1);
            _intervals.Add((first, next.PlusDays(-1), new(Start(first), Start(next))));
            first = next;
        }

        DateTimeOffset Start(LocalDate day) => day.AtStartOfDayInZone(zone).ToInstant().ToDateTimeOffset();
    }
}
