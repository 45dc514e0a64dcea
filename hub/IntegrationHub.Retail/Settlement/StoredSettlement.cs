using System.Text.Json.Serialization;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Settlement;

/// <summary>Where a settlement of a month stands. The names are stored.</summary>
public enum SettlementState
{
    /// <summary>Its bills are being written; it is no settlement yet.</summary>
    Calculating,

    /// <summary>Its bills are there.</summary>
    Calculated,

    /// <summary>Its energy account was handed in: it is closed, and later readings make a settlement of the difference.</summary>
    Submitted,

    /// <summary>It agrees with the trading center's account in every line.</summary>
    Reconciled,

    /// <summary>Some lines do not agree.</summary>
    Disputed,
}

/// <summary>What a package brought in a month.</summary>
/// <param name="Package">Code and version.</param>
/// <param name="Accounts">Accounts that were billed at it.</param>
/// <param name="Energy">Energy sold.</param>
/// <param name="Revenue">What stays with the retailer of the bills.</param>
/// <param name="Cost">Part of the purchases.</param>
public sealed record PackageResult(string Package, int Accounts, Energy Energy, decimal Revenue, decimal Cost)
{
    [JsonIgnore]
    public decimal Profit => Revenue - Cost;
}

/// <summary>A settlement of a month: totals, and digests of all that went in and came out. The bills lie beside it.</summary>
public sealed record StoredSettlement
{
    public required BillingMonth Month { get; init; }

    public required int Version { get; init; }

    public required SettlementState State { get; init; }

    /// <summary>Version of the rules of computation; a later program that computes otherwise has another.</summary>
    public required int Rules { get; init; }

    public required int Basis { get; init; }

    public required string Currency { get; init; }

    /// <summary>EIC of the area.</summary>
    public required string Area { get; init; }

    /// <summary>SHA-256 of everything that went in: basis, accounts, contracts, packages, readings, rules.</summary>
    public required string InputDigest { get; init; }

    /// <summary>SHA-256 over the bills in the order of their keys.</summary>
    public string BillDigest { get; init; } = "";

    /// <summary>Version of the closed settlement that this one corrects.</summary>
    public int? Corrects { get; init; }

    public int Accounts { get; init; }

    /// <summary>Intervals whose value is not the meter's.</summary>
    public long Substituted { get; init; }

    public Energy Sold { get; init; }

    public Energy Contracted { get; init; }

    /// <summary>Sum of the bills.</summary>
    public decimal Billed { get; init; }

    /// <summary>Sum of what the bills of a correction change.</summary>
    public decimal Difference { get; init; }

    /// <summary>The pool's deviation charge; zero where the market charges none.</summary>
    public decimal DeviationCharge { get; init; }

    /// <summary>Energy of the pool beyond the free band; positive for over-use.</summary>
    public Energy DeviationEnergy { get; init; }

    public IReadOnlyList<PackageResult> Packages { get; init; } = [];

    public IReadOnlyList<PurchaseCost> Purchases { get; init; } = [];

    /// <summary>Bids that bought energy of the month and are not among the purchases, because the basis says what they bought (<see cref="MonthBasis.WithoutBids"/>); null where there are none.</summary>
    public int? LeftToBasis { get; init; }

    /// <summary>Prices among the purchases that no result says: whose word they are; null where there are none.</summary>
    public IReadOnlyList<SettledPrice>? EnteredPrices { get; init; }

    /// <summary>Our energy account, line by line.</summary>
    public IReadOnlyList<AccountLine> Lines { get; init; } = [];

    /// <summary>The documents that the account was handed in as, in their order; each by the call that asked for it.</summary>
    public IReadOnlyList<AccountSubmission> Submissions { get; init; } = [];

    /// <summary>The comparison with the trading center's account.</summary>
    public StoredComparison? Comparison { get; init; }

    [JsonIgnore]
    public Energy Purchased => Energy.Sum(Purchases.Select(static purchase => purchase.Energy));

    [JsonIgnore]
    public decimal Revenue => Packages.Sum(static package => package.Revenue);

    [JsonIgnore]
    public decimal Cost => Packages.Sum(static package => package.Cost);

    [JsonIgnore]
    public decimal Profit => Revenue - Cost;

    /// <summary>Bought less sold: losses, deviation, errors of measurement.</summary>
    [JsonIgnore]
    public Energy Balance => Purchased - Sold;

    /// <summary>True when it was handed in and stays as it is.</summary>
    [JsonIgnore]
    public bool IsClosed => State >= SettlementState.Submitted;

    /// <summary>How processes and people name it: month and version.</summary>
    [JsonIgnore]
    public string Name => $"{Month}/{Version}";

    internal BusinessRecord ToRecord(long revision)
    {
        var (first, last) = (Month.FirstDay, Month.LastDay);
        return new(RecordKind.Settlement, Month.ToString(), Version, State.ToString(), new(first.Year, first.Month, first.Day), new(last.Year, last.Month, last.Day), MarketJson.WriteUtf8(this), revision);
    }

    internal static StoredSettlement Of(BusinessRecord record) =>
        record.Read<StoredSettlement>("settlement");

    /// <summary>Reads <c>2026-07/2</c>.</summary>
    public static bool TryParseName(string? name, out BillingMonth month, out int version)
    {
        (month, version) = (default, 0);
        var parts = name?.Split('/');
        return parts is [var first, var second] && BillingMonth.TryParse(first, out month)
            && int.TryParse(second, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out version) && version > 0;
    }
}

/// <summary>An energy account on its way.</summary>
/// <param name="Call">What asked for it; the same call again gets this one.</param>
/// <param name="MRid">Identification of the document.</param>
public sealed record AccountSubmission(string Call, string MRid);

/// <summary>Our account beside the trading center's.</summary>
/// <param name="Document">mRID of the account it sent.</param>
/// <param name="DocumentType">Its type.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Lines">Every line of either side.</param>
public sealed record StoredComparison(string Document, string DocumentType, DateTimeOffset Created, IReadOnlyList<ComparedLine> Lines);
