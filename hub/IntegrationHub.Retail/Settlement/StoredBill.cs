using System.Text.Json.Serialization;
using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Settlement;

/// <summary>What a bill was computed from beside the month's basis and the readings: with them it can be computed again.</summary>
/// <param name="Traits">What the account is to catalogue prices.</param>
/// <param name="Contract">Number of the retail contract.</param>
/// <param name="ContractVersion">Its version.</param>
/// <param name="Package">Code of the price package.</param>
/// <param name="PackageVersion">Its version.</param>
/// <param name="ServedFrom">First day served.</param>
/// <param name="ServedTo">Last day served.</param>
/// <param name="Contracted">The account's part of the contract's energy.</param>
/// <param name="DeviationCharge">Its part of the pool's charge, before the package's clause.</param>
/// <param name="Cost">Its part of what the month's energy cost.</param>
public sealed record BillInput(
    AccountTraits Traits, string Contract, int ContractVersion, string Package, int PackageVersion, LocalDate ServedFrom, LocalDate ServedTo, Energy Contracted, decimal DeviationCharge, decimal Cost)
{
    /// <summary>The days under each contract, where it changed within the month: then contract and package above are the last, and the amounts the sums. Else null.</summary>
    public IReadOnlyList<BillInputPart>? Parts { get; init; }

    /// <summary>The key of whose bill it is (<see cref="BillOwners"/>): of one account there may be bills of several customers. Null in bills of earlier programs.</summary>
    public string? Customer { get; init; }
}

/// <summary>The days of a month under one version of one contract; parameters as those of <see cref="BillInput"/>.</summary>
public sealed record BillInputPart(
    string Contract, int ContractVersion, string Package, int PackageVersion, LocalDate From, LocalDate To, Energy Contracted, decimal DeviationCharge, decimal Cost);

/// <summary>A bill as it is kept. It never changes; a correction is a bill of a later settlement with the difference.</summary>
/// <param name="Input">What it was computed from.</param>
/// <param name="Bill">The bill.</param>
/// <param name="Corrects">Version of the closed settlement that it corrects; null where it is the first.</param>
/// <param name="Difference">What changes against the closed bill: this is what is charged or paid back then.</param>
public sealed record StoredBill(
    BillInput Input, Bill Bill, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Corrects, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Delta? Difference)
{
    /// <summary>What stays with the retailer, less what the energy cost.</summary>
    [JsonIgnore]
    public decimal Profit => ProfitStatement.RevenueOf(Bill) - Input.Cost;

    /// <summary>True where the account is not served in the month any more, and the bill takes back the closed one.</summary>
    [JsonIgnore]
    public bool IsCredit => Bill.DaysServed == 0;

    /// <summary>The packages that it is priced by, each once.</summary>
    internal IReadOnlyList<(string Code, int Version)> PackagesOf() =>
        Input.Parts is { } parts ? [.. parts.Select(static part => (part.Package, part.PackageVersion)).Distinct()] : [(Input.Package, Input.PackageVersion)];

    /// <summary>What its customer reads: without what the energy cost the retailer, and without what he keeps of it.</summary>
    /// <param name="settlement">The settlement that it belongs to.</param>
    public CustomerBill ForCustomer(StoredSettlement settlement) => new(
        Bill.Account, Bill.Month, settlement.Version, settlement.Currency, Input.Contract, Bill.Package, Input.ServedFrom, Input.ServedTo, Bill.Energy, Input.Contracted, Bill.SubstitutedIntervals,
        [.. Bill.Terms.Select(static term => new CustomerBillTerm(term.Rule, term.Label, term.Basis, term.Quantity, term.Unit, term.Price, term.IsAverage, term.Amount))], Difference?.Total)
    {
        Parts = Input.Parts is { } parts ? [.. parts.Select(static part => new CustomerBillPart(part.Contract, $"{part.Package}/{part.PackageVersion}", part.From, part.To))] : null,
    };

    /// <summary>A bill beside the closed one that it corrects; where there was none, it is the first.</summary>
    internal static StoredBill Against(StoredBill? before, int? corrects, BillInput input, Bill bill) =>
        before is null ? new(input, bill, null, null) : new(input, bill, corrects, DeltaSettlement.Between(before.Bill, bill));

    /// <summary>Takes back a closed bill.</summary>
    internal static StoredBill Credit(StoredBill before, int corrects) =>
        Against(before, corrects, before.Input with { Contracted = Energy.Zero, DeviationCharge = 0, Cost = 0, Parts = null }, DeltaSettlement.Nothing(before.Bill));

    /// <summary>The key of the account in the key of a bill.</summary>
    internal static string AccountOf(string key) => key[..key.LastIndexOf('/')];

    /// <summary>
    /// Of the second customer of an account in a month, and of further ones, the number stands behind the month. A correction keeps each customer's number, and who was not on the closed settlement gets one that is free there.
    /// </summary>
    internal static string KeyOf(string unit, BillingMonth month)
    {
        var (account, behind) = ServedAccount.Split(unit);
        return $"{account}/{month}{behind}";
    }

    /// <summary>The state of bills names their settlement, so that those of one are a range of an index.</summary>
    internal static string StateOf(BillingMonth month, int version) => $"{month}/{version}";

    internal static StoredBill Of(BusinessRecord record) =>
        record.Read<StoredBill>("bill");
}
