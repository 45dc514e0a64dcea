using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Bidding;

/// <summary>Brings a day's intervals to another length.</summary>
public static class Steps
{
    /// <summary>Longer intervals are sums; shorter ones are equal parts that sum to the whole exactly.</summary>
    /// <param name="intervals">Energy by interval.</param>
    /// <param name="from">Their length in minutes.</param>
    /// <param name="to">The wanted length; one divides the other.</param>
    public static IReadOnlyList<Energy> Convert(IReadOnlyList<Energy> intervals, int from, int to) =>
        from == to ? intervals
        : from < to ? [.. intervals.Chunk(to / from).Select(static chunk => Energy.Sum(chunk))]
        : [.. intervals.SelectMany(energy => LargestRemainder.Split(energy.WattHours, [.. Enumerable.Repeat(1m, from / to)]).Select(static part => new Energy(part)))];
}
