using System.Runtime.CompilerServices;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Portal.Pages.Parts;

namespace IntegrationHub.Portal.Pages;

/// <summary>Exchanges as lines of a file: what the list shows, and reasons by their codes alone, for their words may quote a bid.</summary>
internal static class ExchangeSheet
{
    private const int OnePage = 500;

    public static IReadOnlyList<string> Columns { get; } =
        ["at", "direction", "party", "state", "document", "type", "mRID", "revision", "schema", "reasons", "periodStart", "updatedAt", "octets", "exchange"];

    /// <summary>Page after page as it is written, so that years of exchanges are in no memory.</summary>
    /// <param name="exchanges">Where they are read.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="nameOf">What a party is called.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="pageSize">How many are read at once.</param>
    public static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(
        IExchangeReader exchanges, ExchangeFilter filter, Func<PartyId, string> nameOf, [EnumeratorCancellation] CancellationToken cancellation, int pageSize = OnePage)
    {
        for (var page = filter with { Max = pageSize }; ;)
        {
            var found = await exchanges.SearchAsync(RetailerId.Default, page, cancellation);
            foreach (var one in found)
            {
                yield return
                [
                    CsvFile.InstantOf(one.At), one.Direction, nameOf(one.Party), one.State, one.Profile ?? one.RootElement, one.Type, one.MRid, one.Revision, one.Schema,
                    string.Join(' ', one.Rejections.Select(static reason => reason.MarketReason ?? reason.Code).Distinct(StringComparer.Ordinal)),
                    one.PeriodStart is { } start ? CsvFile.InstantOf(start) : null, CsvFile.InstantOf(one.UpdatedAt), one.Size, one.Id,
                ];
            }

            if (found.Count < page.Max)
                yield break;

            page = page with { After = page.CursorAfter(found[^1]) };
        }
    }
}
