using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using NodaTime;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>What of a customer somebody may read beside the accounts and contacts.</summary>
/// <param name="Contracts">Contracts, and the load under them.</param>
/// <param name="Bills">Bills.</param>
/// <param name="Requests">What the customer turned to the retailer for.</param>
public readonly record struct CustomerParts(bool Contracts, bool Bills, bool Requests);

/// <summary>A bill of the customer, with the settlement that it belongs to.</summary>
public sealed record CustomerSheetBill(StoredSettlement Settlement, StoredBill Stored);

/// <summary>One customer, whole: lists that the reader may not read are empty.</summary>
/// <param name="Name">As in the customer file.</param>
/// <param name="Accounts">Every account that was or is served for the customer.</param>
/// <param name="Contacts">Whom the customer is reached by.</param>
/// <param name="Contracts">Newest first.</param>
/// <param name="Load">Energy by month, the oldest first; without months that have no readings.</param>
/// <param name="Bills">Of the newest settlement of each month, closed or not, newest first.</param>
/// <param name="Requests">Newest first.</param>
public sealed record CustomerSheet(
    string Name, IReadOnlyList<MeteringAccount> Accounts, IReadOnlyList<KeptContact> Contacts, IReadOnlyList<ContractLife> Contracts, IReadOnlyList<(BillingMonth Month, Energy Energy)> Load,
    IReadOnlyList<CustomerSheetBill> Bills, IReadOnlyList<StoredRequest> Requests)
{
    /// <summary>Whether load and bills are those of the first accounts only, because there are too many to read at once.</summary>
    public bool IsCut => Accounts.Select(static account => account.Key).Distinct().Count() > CustomerSheets.MostAccounts;
}

/// <summary>Puts together what the books have of one customer. Thread-safe.</summary>
public sealed class CustomerSheets(
    CustomerBook customers, ContactBook contacts, ContractBook contracts, SettlementBook settlements, ReadingBook readings, ServiceRequestBook requests, TimeProvider time)
{
    /// <summary>Accounts whose readings and bills are read for one sheet.</summary>
    public const int MostAccounts = 40;

    /// <summary>Months of load and bills, the present one among them.</summary>
    private const int Months = 13;

    /// <summary>The sheet of a customer; null where no account was ever served under the name.</summary>
    public async Task<CustomerSheet?> FindAsync(string customer, CustomerParts parts, CancellationToken cancellationToken)
    {
        List<MeteringAccount> accounts = [.. (await customers.ListAsync(null, cancellationToken).ConfigureAwait(false)).Where(account => account.CustomerName == customer)];
        if (accounts.Count == 0)
            return null;

        var read = accounts.GroupBy(static account => account.Key).OrderBy(static group => group.Key.AccountNumber, StringComparer.Ordinal).Take(MostAccounts).Select(static group => group.ToList()).ToList();
        // The parts have nothing to do with each other: they are asked for at once, each one question after the other, so that a page does not take the connections of all others.
        var reached = contacts.ListAsync(customer, cancellationToken);
        var signed = parts.Contracts ? ContractsAsync(customer, cancellationToken) : Task.FromResult<IReadOnlyList<ContractLife>>([]);
        var load = parts.Contracts ? LoadAsync(read, cancellationToken) : Task.FromResult<IReadOnlyList<(BillingMonth, Energy)>>([]);
        var bills = parts.Bills ? BillsAsync(read, cancellationToken) : Task.FromResult<IReadOnlyList<CustomerSheetBill>>([]);
        var asked = parts.Requests ? RequestsAsync(customer, cancellationToken) : Task.FromResult<IReadOnlyList<StoredRequest>>([]);
        await Task.WhenAll(reached, signed, load, bills, asked).ConfigureAwait(false);
        return new(customer, accounts, await reached.ConfigureAwait(false), await signed.ConfigureAwait(false), await load.ConfigureAwait(false), await bills.ConfigureAwait(false), await asked.ConfigureAwait(false));
    }

    private async Task<IReadOnlyList<StoredRequest>> RequestsAsync(string customer, CancellationToken cancellationToken) =>
        [.. (await requests.ListAsync(openOnly: false, cancellationToken).ConfigureAwait(false)).Where(one => one.CustomerName == customer).OrderByDescending(static one => one.At)];

    private async Task<IReadOnlyList<ContractLife>> ContractsAsync(string customer, CancellationToken cancellationToken) =>
    [
        .. (await contracts.LivesAsync(null, null, cancellationToken).ConfigureAwait(false)).Where(one => one.Terms is { IsPurchase: false } terms && terms.Buyer.Name == customer)
            .OrderByDescending(static one => one.Terms.ValidFrom).ThenByDescending(static one => one.Terms.Version),
    ];

    private async Task<IReadOnlyList<(BillingMonth, Energy)>> LoadAsync(List<List<MeteringAccount>> accounts, CancellationToken cancellationToken)
    {
        var now = BillingMonth.Of(Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(readings.Grids.Calendar.Zone).Date);
        var served = accounts.ToDictionary(static services => services[0].Key);
        var load = new List<(BillingMonth, Energy)>();
        foreach (var month in Enumerable.Range(1 - Months, Months).Select(back => BillingMonth.Of(now.FirstDay.PlusMonths(back))))
        {
            var blocks = await readings.FindAsync([.. accounts.Select(static services => services[0])], ReadingChannel.Import, month, cancellationToken).ConfigureAwait(false);
            if (blocks.Count > 0)
                load.Add((month, Energy.FromMegawattHours(blocks.Sum(one => Served(served[one.Account.Key], one.Block)) / 1_000_000m)));
        }

        return load;
    }

    /// <summary>What was taken on the days on which the account was the customer's.</summary>
    private long Served(List<MeteringAccount> services, ReadingBlock block)
    {
        var (grid, values, sum) = (readings.Grids.Of(block.Month), block.WattHours.ToArray(), 0L);
        for (var day = 0; day < grid.Days.Count; day++)
        {
            if (!services.Exists(service => service.ServesOn(block.Month.FirstDay.PlusDays(day))))
                continue;

            var end = day + 1 < grid.Days.Count ? grid.StartOf(day + 1) : values.Length;
            for (var i = grid.StartOf(day); i < end; i++)
                sum += values[i];
        }

        return sum;
    }

    private async Task<IReadOnlyList<CustomerSheetBill>> BillsAsync(List<List<MeteringAccount>> accounts, CancellationToken cancellationToken)
    {
        var settled = (await settlements.ListAsync(null, cancellationToken).ConfigureAwait(false)).Where(static one => one.State != SettlementState.Calculating)
            .GroupBy(static one => one.Month).Select(static month => month.MaxBy(static one => one.Version)!).OrderByDescending(static one => one.Month).Take(Months).ToList();
        var bills = new List<CustomerSheetBill>();
        foreach (var settlement in settled)
        {
            var own = await settlements.OwnBillsAsync([.. accounts.Select(static services => services[0])], settlement.Month, settlement.Version, cancellationToken).ConfigureAwait(false);
            bills.AddRange(own.Select(bill => new CustomerSheetBill(settlement, bill)));
        }

        return bills;
    }
}
