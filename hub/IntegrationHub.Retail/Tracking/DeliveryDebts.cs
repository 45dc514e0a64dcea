using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Settlement;
using NodaTime;

namespace IntegrationHub.Retail.Tracking;

/// <summary>What customers owe under their contracts of months that are settled, and took in those that are not.</summary>
internal sealed class DeliveryDebts
{
    /// <summary>Months before the one that is looked at whose settlement may be open. What is older was settled elsewhere, or never will be.</summary>
    public const int MostUnsettled = 12;

    private readonly SettlementBook _settlements;
    private readonly DeliveryBook _deliveries;
    private readonly IReadOnlyList<StoredSettlement> _closed;

    private DeliveryDebts(SettlementBook settlements, DeliveryBook deliveries, IReadOnlyList<StoredSettlement> closed) => (_settlements, _deliveries, _closed) = (settlements, deliveries, closed);

    public static async Task<DeliveryDebts> ReadAsync(SettlementBook settlements, DeliveryBook deliveries, CancellationToken cancellationToken) => new(
        settlements, deliveries,
        [
            .. (await settlements.ListAsync(null, cancellationToken).ConfigureAwait(false)).Where(static one => one.IsClosed)
                .GroupBy(static one => one.Month).OrderByDescending(static same => same.Key).Select(static same => same.MaxBy(static one => one.Version)!),
        ]);

    public bool IsSettled(BillingMonth month) => _closed.Any(one => one.Month == month);

    /// <summary>What each contract took in the months before one that are not settled; days whose readings are missing as contracted.</summary>
    public async Task<Dictionary<string, Energy>> UnbilledAsync(BillingMonth month, CancellationToken cancellationToken)
    {
        var unbilled = new Dictionary<string, Energy>(StringComparer.Ordinal);
        for (var (before, i) = (month.Previous, 0); i < MostUnsettled; (before, i) = (before.Previous, i + 1))
        {
            if (IsSettled(before))
                continue;

            foreach (var delivery in await _deliveries.ListAsync(before, cancellationToken).ConfigureAwait(false))
                unbilled[delivery.Contract] = unbilled.GetValueOrDefault(delivery.Contract) + Energy.Sum(delivery.Days.Select(static day => day.Valued));
        }

        return unbilled;
    }

    /// <summary>What was billed under each contract in the newest settled months.</summary>
    public async Task<Dictionary<string, decimal>> BilledAsync(int months, CancellationToken cancellationToken)
    {
        var billed = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var settlement in _closed.Take(months))
        {
            await foreach (var bill in _settlements.BillsAsync(settlement.Month, settlement.Version, cancellationToken).ConfigureAwait(false))
            {
                foreach (var (contract, amount) in ByContract(bill))
                    billed[contract] = billed.GetValueOrDefault(contract) + amount;
            }
        }

        return billed;
    }

    /// <summary>
    /// What a bill asks under each contract that it is about; the amounts sum to its total. What stays with the retailer is known by part; the rest, which he passes on, is divided by consumption, or by days
    /// where there is none.
    /// </summary>
    internal static IReadOnlyList<(string Contract, decimal Amount)> ByContract(StoredBill stored)
    {
        if (stored is not { Input.Parts: { Count: > 0 } inputs, Bill.Parts: { } parts })
            return [(stored.Input.Contract, stored.Bill.Total)];

        var byEnergy = parts.Any(static part => part.Energy > Energy.Zero);
        var weights = parts.Select(part => byEnergy ? Math.Max(0, part.Energy.WattHours) : (decimal)Period.DaysBetween(part.From, part.To) + 1).ToList();
        var (passedOn, sum) = (stored.Bill.Total - parts.Sum(static part => part.Revenue), weights.Sum());
        var amounts = parts.Select((part, i) => part.Revenue + decimal.Round(passedOn * weights[i] / sum, 2)).ToList();
        amounts[^1] += stored.Bill.Total - amounts.Sum();
        return [.. inputs.Zip(amounts, static (input, amount) => (input.Contract, amount)).GroupBy(static one => one.Contract, StringComparer.Ordinal).Select(static same => (same.Key, same.Sum(static one => one.amount)))];
    }
}
