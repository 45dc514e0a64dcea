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

        var holds = series.CurveType == CurveTypes.VariableBlock;
        for (var i = 0; i < period.Positions.Length; i++)
        {
            long position = period.Positions.Span[i];
            if (position < 1 || position > steps) continue;
            var next = i + 1 < period.Positions.Length ? Math.Min(period.Positions.Span[i + 1], steps + 1) : steps + 1;
            var last = holds ? next - 1 : position;
            yield return (new TimeInterval(grid.Boundary(position - 1), grid.Boundary(last)), period.Quantities.Span[i]);
        }
    }
}
