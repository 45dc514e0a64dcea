using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Customers;

/// <summary>The retailer's customers with their metering accounts. Thread-safe.</summary>
public sealed class CustomerBook(IBusinessRecords records, ContactBook contacts)
{
    public const string Served = "served";

    /// <summary>Accounts that are read at a time.</summary>
    private const int Page = 5000;

    private readonly RecordMemory<MeteringAccount> _known = new(
        records, RecordKind.Account, Page, Of,
        static accounts => [.. accounts.OrderBy(static account => account.CustomerName, StringComparer.Ordinal).ThenBy(static account => account.AccountNumber, StringComparer.Ordinal).ThenBy(static account => account.ServedFrom)]);

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
                RecordKind.Account, records.BlindKey(account.Name), version, Served, account.ServedFrom.ToDateOnly(), account.ServedTo?.ToDateOnly(),
                MarketJson.WriteUtf8(account)));
        }

        var reached = await contacts.OfFileAsync(accounts, actor, cancellationToken).ConfigureAwait(false);
        if (reached.Value is not { } kept || reached.Problems.Count > 0)
            return Checked.Bad<IReadOnlyList<MeteringAccount>>(reached.Problems);

        var fact = new RecordFact("customers.imported", new Dictionary<string, string> { ["accounts"] = accounts.Count.ToString(CultureInfo.InvariantCulture) });
        return await records.SaveAsync([.. added, .. kept], [fact, .. kept.Select(ContactBook.Fact)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? read
            : RetailProblems.SomebodyElse.Bad<IReadOnlyList<MeteringAccount>>();
    }

    /// <summary>All accounts, or those that are served on a day, in the order of customer and number.</summary>
    public async Task<IReadOnlyList<MeteringAccount>> ListAsync(LocalDate? on, CancellationToken cancellationToken)
    {
        var all = await _known.ReadAsync(cancellationToken).ConfigureAwait(false);
        return on is { } day ? [.. all.Where(account => account.ServesOn(day))] : all;
    }

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
            [.. bound.Select(static entry => entry.Record with { Body = MarketJson.WriteUtf8(entry.Account) }), record], [fact], "hub", cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? []
            : [RetailProblems.SomebodyElse];
    }

    /// <summary>Ends the service of a customer, or of one account: nothing is read, forecast or billed for days after the last one. Contracts are ended by themselves.</summary>
    /// <param name="customer">Name of the customer as in the file.</param>
    /// <param name="account">The account as <c>number/voltage level</c>; null for all of the customer's.</param>
    /// <param name="last">Last day of the service; may be past, where it is known late.</param>
    /// <param name="actor">Who ends it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The accounts whose service ends then.</returns>
    public async Task<Checked<IReadOnlyList<MeteringAccount>>> EndServiceAsync(string customer, string? account, LocalDate last, string actor, CancellationToken cancellationToken)
    {
        var own = (await ReadAsync(cancellationToken).ConfigureAwait(false))
            .Where(entry => entry.Account.CustomerName == customer && (account is null || entry.Account.Name == account)).ToList();
        if (own.Count == 0)
            return RetailProblems.NotThere(account is null ? "customer of this name" : "such account of this customer", "See `ihub customers list`.").Bad<IReadOnlyList<MeteringAccount>>();

        var open = own.Where(entry => entry.Account.ServedTo is not { } known || known > last).ToList();
        if (open.Find(entry => entry.Account.ServedFrom > last) is { Account: { } later })
            return new Problem(RetailProblems.ServiceEnd, $"A service begins on {later.ServedFrom:uuuu-MM-dd}, after {last:uuuu-MM-dd}.", "on", "Give a later day, or name the account.").Bad<IReadOnlyList<MeteringAccount>>();

        if (open.Count == 0)
            return new Problem(RetailProblems.ServiceEnd, $"No service lasts longer than {last:uuuu-MM-dd}.", "on", "See `ihub customers list`; a service that has ended is not made longer: import it from its new first day on.").Bad<IReadOnlyList<MeteringAccount>>();

        var ended = open.ConvertAll(entry => (entry.Record, Account: entry.Account with { ServedTo = last }));
        var fact = new RecordFact("customer.service-ended", new Dictionary<string, string>
        {
            ["last"] = last.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), ["accounts"] = string.Join(", ", ended.Select(static entry => $"{entry.Record.Key}/{entry.Record.Version}").Take(100)), ["count"] = ended.Count.ToString(CultureInfo.InvariantCulture),
        });
        return await records.SaveAsync(
            [.. ended.Select(entry => entry.Record with { To = last.ToDateOnly(), Body = MarketJson.WriteUtf8(entry.Account) })], [fact], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? Checked.Good<IReadOnlyList<MeteringAccount>>(ended.ConvertAll(static entry => entry.Account))
            : RetailProblems.SomebodyElse.Bad<IReadOnlyList<MeteringAccount>>();
    }

    /// <summary>The services of one account, oldest first.</summary>
    /// <param name="account">Its <see cref="MeteringAccount.Name"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<MeteringAccount>> OfAsync(string account, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Account) { Key = records.BlindKey(account) }, cancellationToken).ConfigureAwait(false)).Select(Of)];

    private Task<List<(BusinessRecord Record, MeteringAccount Account)>> ReadAsync(CancellationToken cancellationToken) =>
        records.ReadAllAsync(new(RecordKind.Account) { Most = Page }, static record => (record, Of(record)), cancellationToken);

    private static MeteringAccount Of(BusinessRecord record) => MarketJson.Read<MeteringAccount>(record.Body.Span, "account", Empty).Required;
}
