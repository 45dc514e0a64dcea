using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Records;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Retail.Bids;

/// <summary>What customers declared that they will need. A later declaration of a day takes the place of the one before. Thread-safe.</summary>
public sealed class DemandBook(IBusinessRecords records, CustomerBook customers, DateTimeZone zone)
{
    private const string Declared = "declared";

    /// <summary>Reads a file: all of its rows, or everything that is wrong with them.</summary>
    public async Task<Checked<IReadOnlyList<DeclaredDay>>> ImportAsync(string csv, string actor, CancellationToken cancellationToken)
    {
        var read = DemandCsv.Read(csv, zone);
        if (read.Value is not { } days)
            return read;

        var problems = new List<Problem>();
        var served = (await customers.ListAsync(null, cancellationToken).ConfigureAwait(false)).ToLookup(static account => (account.AccountNumber, account.VoltageLevel));
        var added = new List<BusinessRecord>(days.Count);
        foreach (var (day, i) in days.Select(static (day, i) => (day, i)))
        {
            if (!served[(day.AccountNumber, day.VoltageLevel)].Any(account => account.ServesOn(day.Day)))
                problems.Add(new(ProblemCodes.NotServed, $"{day.AccountNumber} ({day.VoltageLevel}) is not served on {day.Day:uuuu-MM-dd}.", $"row {i + 1}, accountNumber", "Import the account, or take the row out."));

            var key = records.BlindKey(KeyOf(day.AccountNumber, day.VoltageLevel, day.Day));
            var version = ((await records.FindAsync(RecordKind.Demand, key, null, cancellationToken).ConfigureAwait(false))?.Version ?? 0) + 1;
            added.Add(new(RecordKind.Demand, key, version, Declared, day.Day.ToDateOnly(), day.Day.ToDateOnly(), MarketJson.WriteUtf8(day)));
        }

        if (problems.Count > 0)
            return Checked.Bad<IReadOnlyList<DeclaredDay>>(problems);

        var fact = new RecordFact("demand.declared", new Dictionary<string, string> { ["days"] = days.Count.ToString(CultureInfo.InvariantCulture) });
        return await records.SaveAsync(added, [fact], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? read
            : RetailProblems.SomebodyElse.Bad<IReadOnlyList<DeclaredDay>>();
    }

    /// <summary>What was declared for the days; a day that was not declared for an account has none.</summary>
    public async Task<IForecast> ForecastAsync(LocalDate from, LocalDate to, int stepMinutes, CancellationToken cancellationToken)
    {
        var declared = new Dictionary<(ContractAccount, LocalDate), IReadOnlyList<Energy>>();
        foreach (var entry in await EntriesAsync(from, to, cancellationToken).ConfigureAwait(false))
            declared[(new(entry.AccountNumber, entry.VoltageLevel), entry.Day)] = Steps.Convert(entry.Intervals, entry.StepOn(zone)!.Value, stepMinutes);

        return new DeclaredDemand(declared);
    }

    /// <summary>What was declared for the days, by account and day: the newest declaration of each.</summary>
    internal async Task<IReadOnlyDictionary<(string Number, string Voltage, LocalDate Day), Energy>> DeclaredAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var declared = new Dictionary<(string, string, LocalDate), Energy>();
        foreach (var entry in await EntriesAsync(from, to, cancellationToken).ConfigureAwait(false))
            declared[(entry.AccountNumber, entry.VoltageLevel, entry.Day)] = Energy.Sum(entry.Intervals);

        return declared;
    }

    /// <summary>What was declared for an account's day by interval; null where nothing was.</summary>
    internal async Task<IReadOnlyList<Energy>?> FindAsync(string number, string voltage, LocalDate day, int stepMinutes, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Demand, records.BlindKey(KeyOf(number, voltage, day)), null, cancellationToken).ConfigureAwait(false) is { } record && Of(record) is var entry
            ? Steps.Convert(entry.Intervals, entry.StepOn(zone)!.Value, stepMinutes)
            : null;

    /// <summary>Declarations of the days, in the order of key and version: the newest of an account's day comes last.</summary>
    private Task<List<DeclaredDay>> EntriesAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken) =>
        records.ReadAllAsync(new(RecordKind.Demand) { Within = (from.ToDateOnly(), to.ToDateOnly()), Most = 5000 }, Of, cancellationToken);

    private static string KeyOf(string number, string voltage, LocalDate day) => $"{number}/{voltage}/{LocalDatePattern.Iso.Format(day)}";

    private static DeclaredDay Of(BusinessRecord record) =>
        record.Read<DeclaredDay>("declaration");
}
