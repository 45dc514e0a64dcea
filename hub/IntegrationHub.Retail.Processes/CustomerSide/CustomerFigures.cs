using System.Globalization;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using NodaTime;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>Something of the books as it crosses to its customer.</summary>
/// <param name="Kind">A name of <see cref="CrossingKinds"/>.</param>
/// <param name="Name">What it is known by among all of its customer.</param>
/// <param name="Payload">What crosses; null where there is nothing, which is noted and not asked for again.</param>
internal sealed record ShelfOffer(string Kind, string Name, string? Payload);

/// <summary>
/// Bills of closed settlements and consumption, by customer. Only what may have changed is read: a bill of a closed settlement once, readings of the last three months each time, and those of
/// earlier months once and again when a settlement corrects them. Thread-safe.
/// </summary>
public sealed class CustomerFigures(SettlementBook settlements, ReadingBook readings, TimeProvider time)
{
    /// <summary>Months that a customer sees, the present one among them.</summary>
    private const int Months = 13;

    /// <summary>Months whose readings still come in.</summary>
    private const int Open = 3;

    /// <summary>What the customers' accounts have that may be new.</summary>
    /// <param name="accounts">The accounts of customers who have a login.</param>
    /// <param name="isKnown">Whether something crossed already, by customer and name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async IAsyncEnumerable<(string Customer, ShelfOffer Offer)> NewAsync(
        IReadOnlyCollection<MeteringAccount> accounts, Func<string, string, Task<bool>> isKnown, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var closed = (await settlements.ListAsync(null, cancellationToken).ConfigureAwait(false))
            .Where(static one => one.State is SettlementState.Submitted or SettlementState.Reconciled or SettlementState.Disputed).ToList();
        var now = BillingMonth.Of(Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(readings.Grids.Calendar.Zone).Date);
        var months = Enumerable.Range(0, Months).Select(back => BillingMonth.Of(now.FirstDay.PlusMonths(-back))).ToList();
        foreach (var account in accounts.DistinctBy(static account => (account.CustomerName, account.Key)))
        {
            var corrected = new HashSet<BillingMonth>();
            foreach (var settlement in closed)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{CrossingKinds.Bill} {account.Name} {settlement.Month} {settlement.Version}");
                if (await isKnown(account.CustomerName, name).ConfigureAwait(false))
                    continue;

                corrected.Add(settlement.Month);
                var stored = await settlements.BillAsync(account.AccountNumber, account.VoltageLevel, settlement.Month, settlement.Version, cancellationToken).ConfigureAwait(false);
                yield return (account.CustomerName, new(CrossingKinds.Bill, name, stored is null ? null : MarketJson.Write(stored.ForCustomer(settlement))));
            }

            foreach (var month in months)
            {
                var name = $"{CrossingKinds.Readings} {account.Name} {month}";
                if (month < months[Open - 1] && !corrected.Contains(month) && await isKnown(account.CustomerName, name).ConfigureAwait(false))
                    continue;

                var block = await readings.FindAsync(account.AccountNumber, account.VoltageLevel, ReadingChannel.Import, month, null, cancellationToken).ConfigureAwait(false);
                yield return (account.CustomerName, new(CrossingKinds.Readings, name, block is null ? null : MarketJson.Write(Shown(account, block))));
            }
        }
    }

    private CustomerReadings Shown(MeteringAccount account, ReadingBlock block)
    {
        var grid = readings.Grids.Of(block.Month);
        return new(
            account.Name, block.Month, block.Version, block.StepMinutes, [.. Enumerable.Range(0, grid.Days.Count).Select(grid.StartOf)], block.WattHours.ToArray(),
            string.Concat(block.Qualities.ToArray().Select(static quality => (char)('0' + (int)quality))));
    }
}
