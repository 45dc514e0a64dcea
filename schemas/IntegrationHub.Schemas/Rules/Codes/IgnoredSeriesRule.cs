using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>The reason A89 (time series ignored) goes only with series whose quantities are all zero.</summary>
internal sealed class IgnoredSeriesRule : IDocumentRule
{
    public string Code => "ignored-series-is-zero";

    public string Source => "ENTSO-E code lists, StandardReasonCodeTypeList A89";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var series in document.Series)
        {
            if (!series.Reasons.Any(reason => reason.Code == "A89")) continue;
            foreach (var period in series.Periods)
            {
                var index = period.Quantities.Span.IndexOfAnyExcept(0m);
                if (index < 0) continue;
                yield return series.Finding(
                    period.Interval, Code, "A42", $"{series.Path(period, index)}/quantity", $"{period.Quantities.Span[index]}", "zero in a series that is ignored (A89)");
            }
        }
    }
}
