using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>With variable sized blocks (A03) the first position is 1; a later one may be left out and then repeats the value before it.</summary>
internal sealed class FirstPositionRule : IDocumentRule
{
    public string Code => "position-first";

    public string Source => "ENTSO-E, Introduction of different time series possibilities (curve types): A03 starts with position 1";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var (series, period) in document.Periods())
        {
            if (series.CurveType != CurveTypes.VariableBlock || period.Positions.IsEmpty || period.Positions.Span[0] == 1) continue;
            yield return series.Finding(
                period.Interval, Code, "A49", $"{series.Path(period, 0)}/position", $"{period.Positions.Span[0]}", "1, for an interval before it would have no value (curve type A03)");
        }
    }
}
