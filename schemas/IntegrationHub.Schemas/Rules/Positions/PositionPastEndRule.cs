using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>No position lies past the end of its period's interval.</summary>
internal sealed class PositionPastEndRule : IDocumentRule
{
    public string Code => "position-past-end";

    public string Source => "ENTSO-E, Introduction of different time series possibilities (curve types): positions count the steps of the interval";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var (series, period) in document.Periods())
        {
            if (!PeriodGrid.TryCreate(period, context, out _, out var steps)) continue;
            var last = series.StandsOnBoundaries() ? steps + 1 : steps;
            for (var i = PositionScan.NextAbove(period.Positions.Span, 0, last); i >= 0; i = PositionScan.NextAbove(period.Positions.Span, i + 1, last))
            {
                yield return series.Finding(
                    period.Interval, Code, "A49", $"{series.Path(period, i)}/position", $"{period.Positions.Span[i]}", $"at most {last} ({period.Resolution} in {period.Interval})");
            }
        }
    }
}
