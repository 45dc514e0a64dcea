using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>With sequential fixed size blocks (A01, or no curve type) every position of the interval is present.</summary>
internal sealed class MissingPositionRule : IDocumentRule
{
    // Position_Integer ends at 999999, so no document can name more.
    private const long MaxPosition = 999_999;

    public string Code => "position-missing";

    public string Source => "ENTSO-E, Introduction of different time series possibilities (curve types): A01 gives every position from 1 to the last";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var (series, period) in document.Periods())
        {
            if (!series.IsSequential() || !PeriodGrid.TryCreate(period, context, out var grid, out var steps)) continue;
            if (steps > MaxPosition)
            {
                yield return series.Finding(
                    period.Interval, Code, "A41", $"{series.Path(period)}/resolution", $"{period.Resolution} with {steps} steps", $"at most {MaxPosition} steps in a period");
                continue;
            }

            foreach (var (from, to) in PositionScan.Gaps(period.Positions.Span, (int)steps))
            {
                var missing = new TimeInterval(grid.Boundary(from - 1), grid.Boundary(to));
                yield return series.Finding(
                    missing, Code, "A49", $"{series.Path(period)}/Point", from == to ? $"no position {from}" : $"no positions {from} to {to}",
                    $"every position from 1 to {steps} (curve type A01)");
            }
        }
    }
}
