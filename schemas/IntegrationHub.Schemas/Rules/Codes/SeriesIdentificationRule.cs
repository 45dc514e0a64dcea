using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>An <c>mRID</c> names one series of a document; a series in two kinds (imposed and confirmed) may stand once in each.</summary>
internal sealed class SeriesIdentificationRule : IDocumentRule
{
    public string Code => "series-identification";

    public string Source => "IEC 62325-451-2: the time series identification is unique within the document";

    public IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context)
    {
        if (document.Series.Count < 2) yield break;
        var seen = new Dictionary<(string, string), TimeSeries>();
        foreach (var series in document.Series)
        {
            if (series.MRid is null || seen.TryAdd((series.ElementName, series.MRid), series)) continue;
            var first = seen[(series.ElementName, series.MRid)];
            yield return series.Finding(Code, "A55", $"{series.Path()}/mRID", $"'{series.MRid}' once more", $"an mRID other than that of {first.Path()}");
        }
    }
}
