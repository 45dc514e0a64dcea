using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>The resolution is a length of time, and the period's interval a whole number of it in the market's calendar.</summary>
internal sealed class ResolutionRule : IDocumentRule
{
    public string Code => "resolution-fits-interval";

    public string Source => "ENTSO-E, Introduction of different time series possibilities (curve types): the interval is a multiple of the resolution";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        foreach (var (series, period) in document.Periods())
        {
            // An interval in error (InError_Period) has none; where a period needs one the schema asks for it.
            if (period.Resolution.Length == 0) continue;
            if (!Resolution.TryParse(period.Resolution, out var resolution))
            {
                yield return series.Finding(
                    period.Interval, Code, "A41", $"{series.Path(period)}/resolution", $"'{period.Resolution}'", "a duration above zero and up to 100 years");
                continue;
            }

            if (period.Interval.End <= period.Interval.Start) continue;
            var (steps, exact) = new ResolutionGrid(period.Interval.Start, resolution, context.MarketZone).StepsTo(period.Interval.End);
            if (!exact)
            {
                yield return series.Finding(
                    period.Interval, Code, "A41", $"{series.Path(period)}/resolution", $"{period.Resolution} in {period.Interval}",
                    $"an interval of whole steps ({steps} fit, the rest does not, days and months as in {context.MarketZone.Id})");
            }
        }
    }
}
