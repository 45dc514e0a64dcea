using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>The periods of one series do not overlap: no instant has two values.</summary>
internal sealed class PeriodOverlapRule : IDocumentRule
{
    public string Code => "period-overlap";

    public string Source => "IEC 62325-351, Series_Period: the periods of a time series are disjoint";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var series in document.Series)
        {
            if (series.Periods.Count < 2) continue;
            var ordered = series.Periods.Where(p => p.Interval.End > p.Interval.Start).OrderBy(p => p.Interval.Start).ThenBy(p => p.Ordinal);
            SeriesPeriod? last = null;
            foreach (var period in ordered)
            {
                if (last is not null && period.Interval.Start < last.Interval.End)
                {
                    yield return series.Finding(
                        period.Interval, Code, "A04", $"{series.Path(period)}/timeInterval", period.Interval.ToString(),
                        $"no overlap with {last.Interval} of Period[{last.Ordinal}]");
                }

                if (last is null || period.Interval.End > last.Interval.End) last = period;
            }
        }
    }
}
