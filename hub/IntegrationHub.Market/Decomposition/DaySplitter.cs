using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Decomposition;

/// <summary>Splits energy on days and their intervals by one shape, whose curves it makes ready once.</summary>
internal sealed class DaySplitter(LoadShape shape, MarketCalendar calendar)
{
    private readonly Dictionary<DayType, SplitWeights> _curves = shape.Curves.ToDictionary(static curve => curve.Key, static curve => SplitWeights.Of(curve.Value));

    /// <summary>Days with their intervals; all of them together have <paramref name="wattHours"/>.</summary>
    public IEnumerable<DayQuantity> Split(long wattHours, IReadOnlyList<LocalDate> days)
    {
        var parts = LargestRemainder.Split(wattHours, [.. days.Select(day => shape.DayWeights[calendar.TypeOf(day)])]);
        for (var i = 0; i < parts.Length; i++)
            yield return new DayQuantity(days[i], LargestRemainder.Split(parts[i], WeightsOf(days[i])));
    }

    private SplitWeights WeightsOf(LocalDate day)
    {
        var type = calendar.TypeOf(day);
        var intervals = new MarketDay(day, calendar.Zone, shape.StepMinutes);
        return intervals.Count == shape.CurveLength
            ? _curves[type]
            : SplitWeights.Of([.. Enumerable.Range(0, intervals.Count).Select(index => shape.Curves[type][SlotOf(intervals.LocalTimeOf(index))])]);
    }

    private int SlotOf(LocalTime time) => ((time.Hour * 60) + time.Minute) / shape.StepMinutes;
}
