using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>The value of each step of a period, with the positions that A03 leaves out filled with the value before them.</summary>
internal static class StepValues
{
    /// <summary>Calls back once for each run of steps with one value: its interval and its quantity.</summary>
    public static IEnumerable<(TimeInterval Interval, decimal Quantity)> Of(TimeSeries series, SeriesPeriod period, RuleContext context)
    {
        if (series.StandsOnBoundaries() || period.Quantities.Length != period.Positions.Length) yield break;
        if (!PeriodGrid.TryCreate(period, context, out var grid, out var steps)) yield break;
        if (PositionScan.FirstDisorder(period.Positions.Span) >= 0) yield break;

        foreach (var (point, first, last) in HeldPositions.Of(series, period, steps))
        {
            if (first >= 1 && first <= steps)
                yield return (new TimeInterval(grid.Boundary(first - 1), grid.Boundary(last)), period.Quantities.Span[point]);
        }
    }
}
