using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Customers.Shelves;

/// <summary>A month of a contract.</summary>
/// <param name="Month">The month.</param>
/// <param name="Contracted">Its energy by the contract.</param>
/// <param name="Used">What the contract's accounts are read to have used on its days; null where there are no readings of the month.</param>
public sealed record ContractMonth(BillingMonth Month, Energy Contracted, Energy? Used)
{
    /// <summary>The months of a contract that says how they share its energy, the first in front.</summary>
    internal static IReadOnlyList<ContractMonth> ListOf(CustomerContract contract, Func<string, BillingMonth, CustomerReadings?> readings) =>
    [
        .. (contract.Months ?? new Dictionary<BillingMonth, Energy>()).OrderBy(static month => month.Key).Select(month =>
        {
            var read = (contract.Accounts ?? []).Select(account => readings(account, month.Key)).OfType<CustomerReadings>().ToList();
            return new ContractMonth(month.Key, month.Value, read.Count == 0 ? null : new Energy(read.Sum(one => UsedOn(one, contract.From, contract.To))));
        }),
    ];

    /// <summary>Of the days of the contract alone: a month may begin or end under another one.</summary>
    private static long UsedOn(CustomerReadings readings, LocalDate from, LocalDate to) =>
        readings.Month.EveryDay().Where(day => day >= from && day <= to).Sum(day => readings.Of(day).Sum(static value => value.WattHours ?? 0));
}
