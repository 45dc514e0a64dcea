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
internal sealed record ShelfOffer(string Kind, string Name, string? Payload)
{
    /// <summary>What persons are told of when it is published; null of most.</summary>
    public CustomerNews? News { get; init; }
}

/// <summary>
/// Bills of closed settlements and consumption, by customer, each customer's own: an account may have been another's before and become another's since. Only what may have changed is read: a bill of a closed settlement once, readings of the last three months each time, and those of
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
    /// <param name="crossed">By customer and name: whether it was looked for before; it crossed then, or there was nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async IAsyncEnumerable<(string Customer, ShelfOffer Offer)> NewAsync(
        IReadOnlyCollection<MeteringAccount> accounts, Func<string, string, Task<bool>> crossed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var closed = (await settlements.ListAsync(null, cancellationToken).ConfigureAwait(false))
            .Where(static one => one.State is SettlementState.Submitted or SettlementState.Reconciled or SettlementState.Disputed).ToList();
        var now = BillingMonth.Of(Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(readings.Grids.Calendar.Zone).Date);
        var months = Enumerable.Range(0, Months).Select(back => BillingMonth.Of(now.FirstDay.PlusMonths(-back))).ToList();
        foreach (var services in accounts.GroupBy(static account => (account.CustomerName, account.Key)).Select(static own => own.ToList()))
        {
            var account = services[0];
            var corrected = new HashSet<BillingMonth>();
            foreach (var settlement in closed)
            {
                var name = BillOf(account, settlement.Month, settlement.Version);
                if (await crossed(account.CustomerName, name).ConfigureAwait(false))
                    continue;

                corrected.Add(settlement.Month);
                var own = await settlements.OwnBillAsync(account, settlement.Month, settlement.Version, cancellationToken).ConfigureAwait(false);
                yield return (account.CustomerName, new(CrossingKinds.Bill, name, own is null ? null : MarketJson.Write(await settlements.ForCustomerAsync(own, settlement, cancellationToken).ConfigureAwait(false)))
                {
                    // A month is told once, however many accounts there are.
                    News = new(account.CustomerName, SubscriptionTopic.NewBill, settlement.Month.ToString()) { Digest = settlement.Version.ToString(CultureInfo.InvariantCulture) },
                });
            }

            foreach (var month in months.Where(month => services.Exists(service => Overlaps(service, month.FirstDay, month.LastDay))))
            {
                var name = $"{CrossingKinds.Readings} {account.Name} {month}";
                if (month < months[Open - 1] && !corrected.Contains(month) && await crossed(account.CustomerName, name).ConfigureAwait(false))
                    continue;

                var block = await readings.FindAsync(account.AccountNumber, account.VoltageLevel, ReadingChannel.Import, month, null, cancellationToken).ConfigureAwait(false);
                yield return (account.CustomerName, new(CrossingKinds.Readings, name, block is null ? null : MarketJson.Write(Shown(services, block))));
            }
        }
    }

    private static string BillOf(MeteringAccount account, BillingMonth month, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{CrossingKinds.Bill} {account.Name} {month} {version}");

    private static bool Overlaps(MeteringAccount service, LocalDate from, LocalDate to) => service.ServedFrom <= to && (service.ServedTo is not { } last || last >= from);

    /// <summary>Days on which the customer is not served have no values: they are another's.</summary>
    private CustomerReadings Shown(List<MeteringAccount> services, ReadingBlock block)
    {
        var grid = readings.Grids.Of(block.Month);
        List<int> starts = [.. Enumerable.Range(0, grid.Days.Count).Select(grid.StartOf)];
        var (energies, qualities) = (block.WattHours.ToArray(), block.Qualities.ToArray());
        for (var number = 0; number < starts.Count; number++)
        {
            var day = block.Month.FirstDay.PlusDays(number);
            if (services.Exists(service => Overlaps(service, day, day)))
                continue;

            var end = number + 1 < starts.Count ? starts[number + 1] : energies.Length;
            energies.AsSpan(starts[number]..end).Clear();
            qualities.AsSpan(starts[number]..end).Clear();
        }

        return new(
            services[0].Name, block.Month, block.Version, block.StepMinutes, starts, energies, string.Concat(qualities.Select(static quality => (char)('0' + (int)quality))));
    }
}
