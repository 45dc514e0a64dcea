using System.Globalization;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Settlement;

/// <summary>What markets and authorities say about months. A version that was saved never changes. Thread-safe.</summary>
/// <param name="records">Where it lies.</param>
/// <param name="grids">The market's zone and intervals.</param>
public sealed class BasisBook(IBusinessRecords records, MonthGrids grids)
{
    private const string Valid = "valid";

    private static readonly Problem Empty = new(ProblemCodes.FileEmpty, "There is no basis.", "basis", "");

    /// <summary>Saves a version of a month's basis, or says everything that is wrong with it. The same version with the same content again changes nothing.</summary>
    public async Task<Checked<MonthBasis>> ImportAsync(string json, string actor, CancellationToken cancellationToken)
    {
        var read = BasisRules.Read(json, GridOf);
        if (read.Value is not { } basis || read.Problems.Count > 0)
            return read;

        var key = basis.Month.ToString();
        var newest = await records.FindAsync(RecordKind.Basis, key, null, cancellationToken).ConfigureAwait(false);
        var body = MarketJson.WriteUtf8(basis);
        if (newest is not null && basis.Version <= newest.Version)
        {
            var there = basis.Version == newest.Version ? newest : await records.FindAsync(RecordKind.Basis, key, basis.Version, cancellationToken).ConfigureAwait(false);
            return there is not null && there.Body.Span.SequenceEqual(body)
                ? read
                : new Problem(RetailProblems.Exists, $"Version {basis.Version} of {key} says something else.", "version", $"Give version {newest.Version + 1}.").Bad<MonthBasis>();
        }

        if (basis.Version != (newest?.Version ?? 0) + 1)
            return new Problem(RetailProblems.VersionOrder, $"Version {basis.Version} of {key} does not follow.", "version", $"Give version {(newest?.Version ?? 0) + 1}.").Bad<MonthBasis>();

        var (first, last) = (basis.Month.FirstDay, basis.Month.LastDay);
        var record = new BusinessRecord(RecordKind.Basis, key, basis.Version, Valid, new(first.Year, first.Month, first.Day), new(last.Year, last.Month, last.Day), body);
        var fact = new RecordFact("settlement.basis-saved", new Dictionary<string, string> { ["month"] = key, ["version"] = basis.Version.ToString(CultureInfo.InvariantCulture) });
        return await records.SaveAsync([record], [fact], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? read : RetailProblems.SomebodyElse.Bad<MonthBasis>();
    }

    /// <summary>
    /// Takes the purchases of a month from CSV in place of those of its newest basis: the next version, with everything else as it was; or says everything that is wrong, and keeps nothing. The same lines again change nothing.
    /// </summary>
    public async Task<Checked<MonthBasis>> ImportPurchasesAsync(string csv, string actor, CancellationToken cancellationToken)
    {
        var read = PurchaseCsv.Read(csv);
        if (read.Value is not { } lines || read.Problems.Count > 0)
            return Checked.Bad<MonthBasis>(read.Problems);

        if (await FindAsync(lines.Month, null, cancellationToken).ConfigureAwait(false) is not { } newest)
            return SettlementProblems.NoBasis(lines.Month).Bad<MonthBasis>();

        return newest.Purchases.SequenceEqual(lines.Purchases)
            ? Checked.Good(newest)
            : await ImportAsync(MarketJson.Write(newest with { Version = newest.Version + 1, Purchases = lines.Purchases }), actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The purchases of a month's newest basis as CSV; null where there is none.</summary>
    public async Task<string?> ExportPurchasesAsync(BillingMonth month, CancellationToken cancellationToken) =>
        await FindAsync(month, null, cancellationToken).ConfigureAwait(false) is { } basis ? PurchaseCsv.Write(month, basis.Purchases) : null;

    /// <summary>A version, or the newest; null where there is none.</summary>
    public async Task<MonthBasis?> FindAsync(BillingMonth month, int? version, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Basis, month.ToString(), version, cancellationToken).ConfigureAwait(false) is { } record
            ? MarketJson.Read<MonthBasis>(Encoding.UTF8.GetString(record.Body.Span), "basis", Empty).Required
            : null;

    /// <summary>The month's intervals with the holidays of its basis.</summary>
    internal MonthGrid GridOf(MonthBasis basis) => new(basis.Month, basis.CalendarOf(grids.Calendar.Zone), grids.StepMinutes);
}
