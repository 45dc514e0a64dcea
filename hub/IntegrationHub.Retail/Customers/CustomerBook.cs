using System.Globalization;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Customers;

/// <summary>The retailer's customers with their metering accounts. Thread-safe.</summary>
public sealed class CustomerBook(IBusinessRecords records)
{
    public const string Served = "served";

    private static readonly Problem Empty = new(ProblemCodes.ValueMissing, "An account is empty.", "", "");

    /// <summary>Imports a file: all of its rows, or everything that is wrong with them.</summary>
    /// <param name="csv">Text of the file (docs/market.md).</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The accounts that are new.</returns>
    public async Task<Checked<IReadOnlyList<MeteringAccount>>> ImportAsync(string csv, string actor, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var read = CustomerCsv.Read(csv, [.. stored.Select(static entry => entry.Account)]);
        if (read.Value is not { } accounts)
            return read;

        var versions = stored.GroupBy(static entry => entry.Account.Key).ToDictionary(static group => group.Key, static group => group.Max(static entry => entry.Record.Version));
        var added = new List<BusinessRecord>(accounts.Count);
        foreach (var account in accounts)
        {
            var version = versions[account.Key] = versions.GetValueOrDefault(account.Key) + 1;
            added.Add(new(
                RecordKind.Account, records.BlindKey($"{account.AccountNumber}/{account.VoltageLevel}"), version, Served, account.ServedFrom.ToDateOnly(), account.ServedTo?.ToDateOnly(),
                Encoding.UTF8.GetBytes(MarketJson.Write(account))));
        }

        var fact = new RecordFact("customers.imported", new Dictionary<string, string> { ["accounts"] = accounts.Count.ToString(CultureInfo.InvariantCulture) });
        return await records.SaveAsync(added, [fact], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? read
            : RetailProblems.SomebodyElse.Bad<IReadOnlyList<MeteringAccount>>();
    }

    /// <summary>All accounts, or those that are served on a day, in the order of customer and number.</summary>
    public async Task<IReadOnlyList<MeteringAccount>> ListAsync(LocalDate? on, CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(cancellationToken).ConfigureAwait(false)).Select(static entry => entry.Account)
            .Where(account => on is not { } day || (account.ServedFrom <= day && (account.ServedTo is not { } last || last >= day)))
            .OrderBy(static account => account.CustomerName, StringComparer.Ordinal).ThenBy(static account => account.AccountNumber, StringComparer.Ordinal).ThenBy(static account => account.ServedFrom),
    ];

    /// <summary>Binds the accounts that a customer has on a day: they bear the day of the consent from now on. The record of the binding is saved with them, or nothing.</summary>
    /// <param name="customer">Name of the customer as in the file.</param>
    /// <param name="begins">First day of supply.</param>
    /// <param name="consentOn">Day of the consent.</param>
    /// <param name="binding">Makes the record of the binding out of its accounts, the very ones that are saved; or says why they are not to be bound.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Problem>> BindAccountsAsync(
        string customer, LocalDate begins, LocalDate consentOn, Func<IReadOnlyList<MeteringAccount>, Checked<BusinessRecord>> binding, CancellationToken cancellationToken)
    {
        var bound = (await ReadAsync(cancellationToken).ConfigureAwait(false))
            .Where(entry => entry.Account.CustomerName == customer && entry.Account.ServedFrom <= begins && (entry.Account.ServedTo is not { } last || last >= begins))
            .Select(entry => (entry.Record, Account: entry.Account with { ConsentOn = consentOn })).ToList();
        if (bound.Count == 0)
            return [RetailProblems.NotThere($"account of this customer that is served on {begins:uuuu-MM-dd}", "Import the customer's accounts, or correct the day.")];

        var made = binding([.. bound.Select(static entry => entry.Account)]);
        if (made.Value is not { } record || made.Problems.Count > 0)
            return made.Problems;

        var fact = new RecordFact("customer.bound", new Dictionary<string, string> { ["binding"] = $"{record.Key}/{record.Version}", ["accounts"] = bound.Count.ToString(CultureInfo.InvariantCulture) });
        return await records.SaveAsync(
            [.. bound.Select(static entry => entry.Record with { Body = Encoding.UTF8.GetBytes(MarketJson.Write(entry.Account)) }), record], [fact], "hub", cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? []
            : [RetailProblems.SomebodyElse];
    }

    private async Task<List<(BusinessRecord Record, MeteringAccount Account)>> ReadAsync(CancellationToken cancellationToken)
    {
        var all = new List<(BusinessRecord, MeteringAccount)>();
        var query = new RecordQuery(RecordKind.Account) { Most = 5000 };
        while (await records.ListAsync(query, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(static record => (record, MarketJson.Read<MeteringAccount>(Encoding.UTF8.GetString(record.Body.Span), "account", Empty).Required)));
            query = query with { Behind = page[^1] };
        }

        return [.. all.DistinctBy(static entry => (entry.Item1.Key, entry.Item1.Version))];
    }
}
