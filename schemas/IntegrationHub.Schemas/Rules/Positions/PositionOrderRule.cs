using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>Positions rise from point to point.</summary>
internal sealed class PositionOrderRule : IDocumentRule
{
    public string Code => "position-order";

    public string Source => "ENTSO-E, Introduction of different time series possibilities (curve types): positions are sequential";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var (series, period) in document.Periods())
        {
            // The first step backwards is enough: what follows depends on it. Equal neighbours are repetitions, not disorder.
            var index = PositionScan.FirstFall(period.Positions.Span);
            if (index < 0) continue;
            var (before, position) = (period.Positions.Span[index - 1], period.Positions.Span[index]);
            yield return series.Finding(
                period.Interval, Code, "A49", $"{series.Path(period, index)}/position", $"{position} after {before}", "a position above the one before it");
        }
    }
}
