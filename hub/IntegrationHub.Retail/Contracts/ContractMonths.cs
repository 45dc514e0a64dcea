using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Retail.Contracts;

/// <summary>What contracts bring in a month.</summary>
internal static class ContractMonths
{
    /// <summary>What the terms agree on for a month: its share of the quantity by largest remainder.</summary>
    public static Energy EnergyOf(this ContractTerms terms, BillingMonth month)
    {
        if (terms.ToQuantity() is not { } quantity)
            return Energy.Zero;

        var months = quantity.Months;
        var parts = LargestRemainder.Split(quantity.Total.WattHours, [.. months.Select(one => quantity.MonthWeights[one])]);
        return new(parts.Where((_, i) => months[i] == month).Sum());
    }

    /// <summary>What a contract brings in a month: of what its terms agree on the days that it binds take equal parts.</summary>
    public static Energy EnergyOf(this ContractLife contract, BillingMonth month)
    {
        if (contract.Terms.ToQuantity() is not { } quantity)
            return Energy.Zero;

        var energy = contract.Terms.EnergyOf(month);
        var (days, binding) = (quantity.DaysOf(month), month.EveryDay().Count(contract.BindsOn));
        return binding >= days.Count ? energy : new(LargestRemainder.Split(energy.WattHours, [.. days.Select(static _ => 1m)]).Take(binding).Sum());
    }
}
