using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Exchange.Acknowledging;

/// <summary>What an acknowledgement of ours is to say, before any version of the document is chosen.</summary>
/// <param name="Outcome">Accepted, partly accepted or rejected.</param>
/// <param name="HeaderReasons">At least one: A01, A02 or A03, then the document's errors.</param>
/// <param name="Series">Rejected_TimeSeries: A20 or A21, then their errors.</param>
public sealed record AcknowledgementPlan(
    AcknowledgementOutcome Outcome, IReadOnlyList<Reason> HeaderReasons, IReadOnlyList<RejectedSeries> Series)
{
    /// <summary>Most reasons in the header, most series, and most errors told of one series; what is beyond is counted in words.</summary>
    public const int MostErrors = 50;

    private const int LongestText = 512;
    private const int LongestIdentification = 60;

    public static AcknowledgementPlan Positive { get; } = new(AcknowledgementOutcome.Accepted, [new(ReasonCodes.FullyAccepted)], []);

    public bool IsPositive => Outcome is AcknowledgementOutcome.Accepted or AcknowledgementOutcome.PartlyAccepted;

    /// <summary>
    /// Sorts rejections into the places the standard has for them. An error of the document rejects it all (A02); otherwise its series are
    /// rejected (A20) or accepted with errors in intervals (A21) one by one under A03; when no series is left, all is rejected (A02).
    /// </summary>
    /// <param name="rejections">What was found; empty accepts.</param>
    /// <param name="document">The document, or <c>null</c> when it could not be read.</param>
    public static AcknowledgementPlan Of(IReadOnlyList<Rejection> rejections, MarketDocument? document)
    {
        if (rejections.Count == 0)
        {
            return Positive;
        }

        var placed = rejections.Select(Placed).ToArray();
        var series = SeriesOf(placed, document);
        var ofDocument = placed.Where(rejection => rejection.Level == RejectionLevel.Document).ToArray();
        var names = document?.Series.Select(one => one.MRid).Distinct(StringComparer.Ordinal).Count() ?? 0;
        var nothingLeft = names > 0 && series.Count(IsRejected) >= names;
        return ofDocument.Length > 0 || nothingLeft
            ? new(AcknowledgementOutcome.Rejected, [new(ReasonCodes.FullyRejected), .. Capped(ofDocument)], Shown(series))
            : new(AcknowledgementOutcome.PartlyAccepted, [new(ReasonCodes.ErrorsInSeries), .. MoreThan(series.Count)], Shown(series));
    }

    /// <summary>An error goes one level up where the standard has no place for it: an interval it cannot write, a series without a name.</summary>
    private static Rejection Placed(Rejection rejection)
    {
        if (rejection.Level == RejectionLevel.Interval && !CanStand(rejection.Interval))
        {
            rejection = rejection with { Level = RejectionLevel.Series, Interval = null };
        }

        return rejection.Level != RejectionLevel.Document && rejection.SeriesMRid is not { Length: > 0 and <= LongestIdentification }
            ? rejection with { Level = RejectionLevel.Document, SeriesMRid = null, Interval = null }
            : rejection;
    }

    private static bool CanStand(TimeInterval? interval) => interval is { } one
        && one.End > one.Start
        && one.Start.UtcTicks % TimeSpan.TicksPerMinute == 0
        && one.End.UtcTicks % TimeSpan.TicksPerMinute == 0;

    private static List<RejectedSeries> SeriesOf(IReadOnlyList<Rejection> rejections, MarketDocument? document)
    {
        var result = new List<RejectedSeries>();
        foreach (var group in rejections.Where(rejection => rejection.Level != RejectionLevel.Document).GroupBy(rejection => rejection.SeriesMRid!))
        {
            var ofSeries = group.Where(rejection => rejection.Level == RejectionLevel.Series).ToArray();
            var ofIntervals = group
                .Where(rejection => rejection.Level == RejectionLevel.Interval)
                .GroupBy(rejection => rejection.Interval!.Value)
                .OrderBy(interval => interval.Key.Start)
                .Take(MostErrors)
                .Select(interval => new IntervalInError(interval.Key, [.. Capped([.. interval])]));
            var version = document?.Series.FirstOrDefault(one => string.Equals(one.MRid, group.Key, StringComparison.Ordinal))?.Version;
            var head = new Reason(ofSeries.Length > 0 ? ReasonCodes.SeriesRejected : ReasonCodes.SeriesWithIntervalErrors);
            result.Add(new RejectedSeries
            {
                MRid = group.Key,
                Version = version is >= 1 and <= 999 ? version : null,
                Intervals = [.. ofIntervals],
                Reasons = [head, .. Capped(ofSeries)],
            });
        }

        return result;
    }

    /// <summary>True for A20: nothing of the series was taken.</summary>
    private static bool IsRejected(RejectedSeries series) => string.Equals(series.Reasons[0].Code, ReasonCodes.SeriesRejected, StringComparison.Ordinal);

    private static IReadOnlyList<RejectedSeries> Shown(List<RejectedSeries> series) => [.. series.Take(MostErrors)];

    private static IEnumerable<Reason> MoreThan(int series) => series > MostErrors
        ? [new Reason(ReasonCodes.ComplementaryInformation, $"{series} series have errors; the first {MostErrors} are listed.")]
        : [];

    private static IEnumerable<Reason> Capped(IReadOnlyList<Rejection> rejections)
    {
        foreach (var rejection in rejections.Take(MostErrors))
        {
            yield return new Reason(rejection.MarketReason ?? ReasonCodes.CannotBeProcessed, TextOf(rejection));
        }

        if (rejections.Count > MostErrors)
        {
            yield return new Reason(ReasonCodes.ComplementaryInformation, $"{rejections.Count - MostErrors} more errors are not listed.");
        }
    }

    private static string TextOf(Rejection rejection)
    {
        var text = rejection.Where.Length == 0 ? rejection.Text : $"{rejection.Where}: {rejection.Text}";
        return Texts.ForXml(text, LongestText);
    }
}
