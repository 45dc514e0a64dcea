using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;

namespace IntegrationHub.Retail.Settlement;

/// <summary>The lines of the retailer's energy account of a month: what its pool used and fed in, day by day, and what it bought, item by item.</summary>
internal static class AccountLines
{
    public static IReadOnlyList<AccountLine> Of(MonthTotals totals, IReadOnlyList<PurchaseCost> purchases) =>
    [
        .. totals.Imports.Select(static (wattHours, day) => new AccountLine(AccountDocument.Consumption, day + 1, new(wattHours), null)),
        .. totals.Exports.All(static wattHours => wattHours == 0)
            ? []
            : totals.Exports.Select(static (wattHours, day) => new AccountLine(AccountDocument.Production, day + 1, new(wattHours), null)),
        .. purchases.Where(static purchase => purchase.Energy != Energy.Zero).Select(static purchase => new AccountLine(AccountDocument.TradeOf(purchase.Item), 1, purchase.Energy, purchase.Amount)),
    ];
}
