using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Settlement;

/// <summary>What the month's energy cost the retailer.</summary>
/// <param name="Item">What it is: contract, auction, deviation of the pool, fees.</param>
/// <param name="Energy">Energy bought; zero for charges without energy.</param>
/// <param name="Amount">What was paid, at the settlement price.</param>
public sealed record PurchaseCost(string Item, Energy Energy, decimal Amount)
{
    /// <summary>True for what bids bought: energy and clearing price of an auction, which not everybody who reads settlements may see. Else null.</summary>
    public bool? OfBids { get; init; }
}

/// <summary>A customer's part of a month's result.</summary>
/// <param name="Account">The account.</param>
/// <param name="Package">Code and version of its package.</param>
/// <param name="Energy">Energy sold.</param>
/// <param name="Revenue">What stays with the retailer: the bill without what is passed on.</param>
/// <param name="Cost">Its part of the purchases.</param>
public sealed record CustomerProfit(string Account, string Package, Energy Energy, decimal Revenue, decimal Cost)
{
    public decimal Profit => Revenue - Cost;
}

/// <summary>A month's balance of purchase and sale, and the company's indicators.</summary>
/// <param name="Month">The month.</param>
/// <param name="Customers">By customer; costs sum to what was paid exactly.</param>
/// <param name="Purchased">Energy bought.</param>
public sealed record ProfitStatement(BillingMonth Month, IReadOnlyList<CustomerProfit> Customers, Energy Purchased)
{
    /// <summary>Rules of bill terms that are passed on to the grid company and the authorities.</summary>
    private static readonly HashSet<string> PassedOn = new(StringComparer.Ordinal)
    {
        "transmissionAndDistribution", "capacity", "lineLoss", "systemOperationFee", "governmentFunds", "collection", "powerFactor",
    };

    public Energy Sold => Energy.Sum(Customers.Select(static customer => customer.Energy));

    public decimal Revenue => Customers.Sum(static customer => customer.Revenue);

    public decimal Cost => Customers.Sum(static customer => customer.Cost);

    public decimal Profit => Revenue - Cost;

    /// <summary>Bought less sold: losses, deviation and errors of measurement.</summary>
    public Energy Balance => Purchased - Sold;

    /// <summary>Profit per MWh sold; null without sales.</summary>
    public decimal? UnitMargin => Sold == Energy.Zero ? null : Profit / Sold.MegawattHours;

    public IReadOnlyDictionary<string, decimal> ProfitByPackage =>
        Customers.GroupBy(static customer => customer.Package).ToDictionary(static group => group.Key, static group => group.Sum(static customer => customer.Profit));

    /// <summary>What of a bill stays with the retailer.</summary>
    public static decimal RevenueOf(Bill bill) => bill.Terms.Where(static term => !PassedOn.Contains(term.Rule)).Sum(static term => term.Amount);

    /// <summary>How what was paid falls on customers: by their energy, to the cent, so that nothing is lost (equally where none was sold).</summary>
    /// <param name="energies">Energy of each customer.</param>
    /// <param name="purchases">What was bought; amounts in whole cents.</param>
    public static IReadOnlyList<decimal> CostsOf(IReadOnlyList<Energy> energies, IReadOnlyList<PurchaseCost> purchases)
    {
        var total = purchases.Sum(static purchase => purchase.Amount) * 100;
        if (decimal.Truncate(total) != total)
            throw new ArgumentException("Amounts are whole cents.", nameof(purchases));

        return [.. LargestRemainder.Split((long)total, [.. energies.Select(static energy => (decimal)Math.Max(0, energy.WattHours))]).Select(static cents => cents / 100m)];
    }

    /// <summary>The statement of a month. Costs fall on customers by their energy, to the cent, so that nothing is lost (equally where none was sold).</summary>
    /// <param name="month">The month.</param>
    /// <param name="bills">Bills of the month; at least one.</param>
    /// <param name="purchases">What was bought; amounts in whole cents.</param>
    public static ProfitStatement Of(BillingMonth month, IReadOnlyList<Bill> bills, IReadOnlyList<PurchaseCost> purchases)
    {
        if (bills.Count == 0 || bills.Any(bill => bill.Month != month))
            throw new ArgumentException($"Bills of {month} are needed, and of no other month.", nameof(bills));

        var costs = CostsOf([.. bills.Select(static bill => bill.Energy)], purchases);
        return new(
            month,
            [.. bills.Select((bill, i) => new CustomerProfit(bill.Account, bill.Package, bill.Energy, RevenueOf(bill), costs[i]))],
            Energy.Sum(purchases.Select(static purchase => purchase.Energy)));
    }
}
