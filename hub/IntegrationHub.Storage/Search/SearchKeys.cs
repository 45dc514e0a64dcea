using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Storage.Search;

/// <summary>One row of <c>exchange_key</c>, without what all rows of an exchange have in common.</summary>
internal readonly record struct SearchKey(SearchKeyKind Kind, string Value, byte[]? Sealed);

/// <summary>The keys of an exchange from what is known of its document.</summary>
internal static class SearchKeys
{
    /// <summary>Different reasons kept of one exchange.</summary>
    private const int MostReasons = 32;

    public static IReadOnlyList<SearchKey> Of(
        RetailerId retailer, Guid exchange, SeriesKeys series, IReadOnlyList<Rejection> rejections, ISearchProtection protection) =>
        series.Series.Count == 0 && series.MeteringPoints.Count == 0 && rejections.Count == 0
            ? []
            :
            [
                .. series.Series.Select(static value => new SearchKey(SearchKeyKind.Series, value, null)),
                .. series.MeteringPoints.Select(value => new SearchKey(
                    SearchKeyKind.MeteringPoint,
                    protection.Hash(retailer, SearchKeyKind.MeteringPoint, value),
                    protection.Seal(retailer, SearchKeyKind.MeteringPoint, exchange, value))),
                .. OfReasons(rejections),
            ];

    /// <summary>The hub's codes and the market's, each once.</summary>
    public static IEnumerable<SearchKey> OfReasons(IReadOnlyList<Rejection> rejections) => rejections
        .SelectMany(static one => one.MarketReason is { } market ? new[] { one.Code, market } : [one.Code])
        .Distinct(StringComparer.Ordinal).Take(MostReasons)
        .Select(static code => new SearchKey(SearchKeyKind.Reason, code, null));
}
