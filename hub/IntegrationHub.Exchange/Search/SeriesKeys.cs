using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Search;

/// <summary>
/// What the series of a document are found by. Taken from the document as the one walk over it left it, and bounded: a document with a
/// million series must not fill the index.
/// </summary>
/// <param name="Series">mRIDs of series, each once, in document order; at most <see cref="Most"/>.</param>
/// <param name="MeteringPoints">Their metering points, each once; at most <see cref="Most"/>.</param>
/// <param name="IsCut">True when the document has more of either: what was left out is not found by it.</param>
public sealed record SeriesKeys(IReadOnlyList<string> Series, IReadOnlyList<string> MeteringPoints, bool IsCut)
{
    /// <summary>Kept of each kind: a day's schedule of a retailer has a few dozen series, metered data one.</summary>
    public const int Most = 64;

    /// <summary>Longest value that is kept; longer ones are an identification in no profile.</summary>
    private const int LongestValue = 100;

    /// <summary>Of a document that was not read.</summary>
    public static SeriesKeys None { get; } = new([], [], IsCut: false);

    public static SeriesKeys Of(MarketDocument? document)
    {
        if (document is null || document.Series.Count == 0)
            return None;

        var (series, points, cut) = (new List<string>(), new List<string>(), false);
        var (seen, seenPoints) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var one in document.Series)
        {
            cut |= !TryAdd(one.MRid, series, seen) | !TryAdd(one.MeteringPoint?.Value, points, seenPoints);
            if (cut && series.Count == Most && points.Count is 0 or Most)
                break;
        }

        return new SeriesKeys(series, points, cut);
    }

    /// <summary>False when there is no room for one that is not kept yet.</summary>
    private static bool TryAdd(string? value, List<string> kept, HashSet<string> seen)
    {
        if (value is not { Length: > 0 and <= LongestValue } || seen.Contains(value))
            return true;

        if (kept.Count == Most)
            return false;

        seen.Add(value);
        kept.Add(value);
        return true;
    }
}
