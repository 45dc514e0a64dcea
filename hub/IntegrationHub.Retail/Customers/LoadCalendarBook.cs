using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Customers;

/// <summary>Production and holiday calendars and maintenance plans of customers' accounts. Each change is a version of the account's calendar. Thread-safe.</summary>
public sealed class LoadCalendarBook(IBusinessRecords records, CustomerBook customers)
{
    private const string Planned = "planned";

    /// <summary>Reads a file: all of its rows, or everything that is wrong with them. Its rows count on their days before what was there of their account and kind.</summary>
    /// <returns>The rows.</returns>
    public async Task<Checked<IReadOnlyList<ReducedLoad>>> ImportAsync(string csv, string actor, CancellationToken cancellationToken)
    {
        var read = LoadCalendarCsv.Read(csv);
        if (read.Value is not { } entries || read.Problems.Count > 0)
            return read;

        var known = (await customers.ListAsync(null, cancellationToken).ConfigureAwait(false)).Select(static account => new ContractAccount(account.AccountNumber, account.VoltageLevel)).ToHashSet();
        var problems = entries.Select(static entry => entry.Account).Distinct().Where(account => !known.Contains(account))
            .Select(static account => new Problem(ProblemCodes.NotServed, $"There is no account {account}.", "accountNumber", "Import the account, or take its rows out.")).ToList();
        if (problems.Count > 0)
            return Checked.Bad<IReadOnlyList<ReducedLoad>>(problems);

        var changed = new List<BusinessRecord>();
        foreach (var own in entries.GroupBy(static entry => entry.Account))
        {
            var record = await FindAsync(own.Key, cancellationToken).ConfigureAwait(false);
            var before = record is null ? new(own.Key, []) : Of(record);
            var after = before.With([.. own]);
            if (record is null || !after.Days.SequenceEqual(before.Days))
                changed.Add(new(RecordKind.LoadCalendar, KeyOf(own.Key), (record?.Version ?? 0) + 1, Planned, null, null, MarketJson.WriteUtf8(after)));
        }

        if (changed.Count == 0)
            return read;

        var fact = new RecordFact("load-calendar.changed", new Dictionary<string, string> { ["accounts"] = changed.Count.ToString(CultureInfo.InvariantCulture) });
        return await records.SaveAsync(changed, [fact], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? read : RetailProblems.SomebodyElse.Bad<IReadOnlyList<ReducedLoad>>();
    }

    /// <summary>The newest calendar of an account; an empty one where there is none.</summary>
    public async Task<LoadCalendar> OfAsync(ContractAccount account, CancellationToken cancellationToken) =>
        await FindAsync(account, cancellationToken).ConfigureAwait(false) is { } record ? Of(record) : new(account, []);

    /// <summary>The newest calendar of every account that has one, in the order of accounts.</summary>
    public async Task<IReadOnlyList<LoadCalendar>> ListAsync(CancellationToken cancellationToken)
    {
        // In the order of key and version: the newest comes last.
        var newest = new Dictionary<ContractAccount, LoadCalendar>();
        foreach (var calendar in await records.ReadAllAsync(new(RecordKind.LoadCalendar) { Most = 5000 }, Of, cancellationToken).ConfigureAwait(false))
            newest[calendar.Account] = calendar;

        return [.. newest.Values.OrderBy(static calendar => calendar.Account.AccountNumber, StringComparer.Ordinal).ThenBy(static calendar => calendar.Account.VoltageLevel, StringComparer.Ordinal)];
    }

    private Task<BusinessRecord?> FindAsync(ContractAccount account, CancellationToken cancellationToken) => records.FindAsync(RecordKind.LoadCalendar, KeyOf(account), null, cancellationToken);

    private string KeyOf(ContractAccount account) => records.BlindKey(account.ToString());

    private static LoadCalendar Of(BusinessRecord record) => record.Read<LoadCalendar>("calendar");
}
