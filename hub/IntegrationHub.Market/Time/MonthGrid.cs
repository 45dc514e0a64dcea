using IntegrationHub.Schemas.Documents;
using NodaTime;

namespace IntegrationHub.Market.Time;

/// <summary>
/// All intervals of one month in order: 2,976 quarter-hours for 31 days of 24 hours. Energies and prices of a month are arrays of this
/// length, so that what belongs together has the same index. Immutable; share one among all customers of a month.
/// </summary>
public sealed class MonthGrid
{
    private readonly int[] _dayStarts;
    private readonly MarketDay[] _days;
    private readonly ushort[] _dayOf;

    /// <param name="month">The month.</param>
    /// <param name="calendar">The market's calendar.</param>
    /// <param name="stepMinutes">Length of an interval: 15, 30 or 60 minutes.</param>
    public MonthGrid(BillingMonth month, MarketCalendar calendar, int stepMinutes)
    {
        (Month, Calendar, StepMinutes) = (month, calendar, stepMinutes);
        _days = [.. month.EveryDay().Select(day => new MarketDay(day, calendar.Zone, stepMinutes))];
        _dayStarts = new int[_days.Length + 1];
        for (var i = 0; i < _days.Length; i++)
            _dayStarts[i + 1] = _dayStarts[i] + _days[i].Count;

        Count = _dayStarts[^1];
        _dayOf = new ushort[Count];
        for (var day = 0; day < _days.Length; day++)
            _dayOf.AsSpan(_dayStarts[day], _days[day].Count).Fill((ushort)day);
    }

    public BillingMonth Month { get; }

    public MarketCalendar Calendar { get; }

    public int StepMinutes { get; }

    /// <summary>Number of intervals.</summary>
    public int Count { get; }

    public IReadOnlyList<MarketDay> Days => _days;

    /// <summary>The whole month in UTC.</summary>
    public TimeInterval Period => new(_days[0].Period.Start, _days[^1].Period.End);

    /// <summary>First index of day <paramref name="day"/> (counted from 0).</summary>
    public int StartOf(int day) => _dayStarts[day];

    public LocalDate DateOf(int index) => _days[_dayOf[index]].Date;

    public DayType DayTypeOf(int index) => Calendar.TypeOf(DateOf(index));

    public LocalTime LocalTimeOf(int index) => _days[_dayOf[index]].LocalTimeOf(index - _dayStarts[_dayOf[index]]);

    public TimeInterval IntervalOf(int index) => _days[_dayOf[index]].IntervalOf(index - _dayStarts[_dayOf[index]]);
}
