using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>Every period of a series lies inside the document's own interval.</summary>
internal sealed class SeriesWithinDocumentRule : IDocumentRule
{
    public string Code => "series-within-document";

    public string Source => "IEC 62325-451-2 and -451-7: the time interval of the document encloses those of its series";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        if (document.Period is not { } whole || whole.End <= whole.Start) yield break;
        foreach (var (series, period) in document.Periods())
        {
            var interval = period.Interval;
            if (interval.End > interval.Start && !whole.Contains(interval))
                yield return series.Finding(interval, Code, "A04", $"{series.Path(period)}/timeInterval", interval.ToString(), $"an interval inside the document's {whole}");
        }
    }
}
