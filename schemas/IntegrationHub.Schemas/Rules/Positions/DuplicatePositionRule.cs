using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>A position stands at most once in a period.</summary>
internal sealed class DuplicatePositionRule : IDocumentRule
{
    public string Code => "position-duplicate";

    public string Source => "ENTSO-E, Introduction of different time series possibilities (curve types): a position is unique in its period";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var (series, period) in document.Periods())
        {
            foreach (var index in PositionScan.Repetitions(period.Positions.Span))
            {
                yield return series.Finding(
                    period.Interval, Code, "A49", $"{series.Path(period, index)}/position", $"{period.Positions.Span[index]} once more", "each position at most once");
            }
        }
    }
}
