using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>Every interval ends after it starts.</summary>
internal sealed class IntervalOrderRule : IDocumentRule
{
    public string Code => "interval-order";

    public string Source => "IEC 62325-351, ESMP date time interval: start inclusive, end exclusive";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        const string expected = "an end after the start";
        if (document.Period is { } whole && whole.End <= whole.Start)
            yield return new RuleFinding(Code, "A04", RuleLevel.Document, "timeInterval", whole.ToString(), expected);

        foreach (var (series, period) in document.Periods())
        {
            if (period.Interval.End <= period.Interval.Start)
                yield return series.Finding(Code, "A04", $"{series.Path(period)}/timeInterval", period.Interval.ToString(), expected);
        }
    }
}
