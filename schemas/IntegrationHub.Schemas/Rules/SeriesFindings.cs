using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>Paths and findings about a series and its periods, so that every rule names places alike.</summary>
internal static class SeriesFindings
{
    public static string Path(this TimeSeries series) => $"{series.ElementName}[{series.Ordinal}]";

    public static string Path(this TimeSeries series, SeriesPeriod period) => $"{series.Path()}/Period[{period.Ordinal}]";

    /// <summary>Path of a point by its 0-based index in document order.</summary>
    public static string Path(this TimeSeries series, SeriesPeriod period, int pointIndex) => $"{series.Path(period)}/Point[{pointIndex + 1}]";

    public static RuleFinding Finding(this TimeSeries series, string rule, string reasonCode, string path, string found, string expected) =>
        new(rule, reasonCode, RuleLevel.Series, path, found, expected) { SeriesMRid = series.MRid, SeriesVersion = series.Version };

    /// <summary>A finding about an interval; where the interval itself is upside down it is reported on the series, for no receiver could place it.</summary>
    public static RuleFinding Finding(this TimeSeries series, TimeInterval interval, string rule, string reasonCode, string path, string found, string expected)
    {
        var finding = series.Finding(rule, reasonCode, path, found, expected);
        return interval.End > interval.Start ? finding with { Level = RuleLevel.Interval, Interval = interval } : finding;
    }

    public static IEnumerable<(TimeSeries Series, SeriesPeriod Period)> Periods(this MarketDocument document) =>
        from series in document.Series
        from period in series.Periods
        select (series, period);
}
