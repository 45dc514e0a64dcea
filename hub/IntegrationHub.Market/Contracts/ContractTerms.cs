using System.Globalization;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Contracts;

/// <summary>A side of a contract: a <c>MarketParticipant</c> of IEC 62325-301.</summary>
/// <param name="MRid">Its coded identity (<c>MarketParticipant.mRID</c>).</param>
/// <param name="CodingScheme">Who gives the code: <c>A01</c> for EIC, <c>A10</c> for GS1, <c>N</c> and two letters for a country's own.</param>
/// <param name="Name">Name as it stands in the contract.</param>
public sealed record ContractParty(string MRid, string CodingScheme, string Name);

/// <summary>A metering account that a contract covers, as the distribution company knows it (<c>MarketEvaluationPoint</c>).</summary>
public sealed record ContractAccount(string AccountNumber, string VoltageLevel)
{
    public override string ToString() => $"{AccountNumber}/{VoltageLevel}";
}

/// <summary>
/// What a contract says, apart from its wording: a <c>MarketAgreement</c> of IEC 62325-301 with its participants, period, quantity and price.
/// One version of one contract; a change is a new version. Immutable.
/// </summary>
/// <remarks>Names follow IEC 62325-301 and -351 (docs/contracts.md says which is which). Checked by <see cref="ContractRules"/>.</remarks>
public sealed record ContractTerms
{
    /// <summary>Name of the parameter with the days of notice: the wording uses it, and a termination holds it.</summary>
    public const string NoticeParameter = "noticeDays";

    /// <summary>Days of notice at most: ten years.</summary>
    public const int MostNoticeDays = 3650;

    /// <summary><c>MarketAgreement.mRID</c>: unique within the retailer.</summary>
    public required string MRid { get; init; }

    /// <summary>1 for the first; an amendment is the next.</summary>
    public required int Version { get; init; }

    public required ContractKind Kind { get; init; }

    /// <summary><c>MarketAgreement.type</c>, a code of StandardContractTypeList: <c>A03</c> monthly, <c>A04</c> yearly, <c>A10</c> several years, and so on.</summary>
    public required string Type { get; init; }

    /// <summary>Who delivers: <c>out_MarketParticipant</c>.</summary>
    public required ContractParty Seller { get; init; }

    /// <summary>Who takes: <c>in_MarketParticipant</c>.</summary>
    public required ContractParty Buyer { get; init; }

    /// <summary>First day of delivery; with <see cref="ValidTo"/> the <c>period.timeInterval</c>.</summary>
    public required LocalDate ValidFrom { get; init; }

    /// <summary>Last day of delivery.</summary>
    public required LocalDate ValidTo { get; init; }

    /// <summary>Energy of the whole period, in MWh; none for transmission service.</summary>
    public Energy? Quantity { get; init; }

    /// <summary>How the months share <see cref="Quantity"/>; only the proportions count.</summary>
    public IReadOnlyDictionary<BillingMonth, decimal> Months { get; init; } = new Dictionary<BillingMonth, decimal>();

    /// <summary>EIC of the <c>area_Domain</c> that is delivered to.</summary>
    public string? Area { get; init; }

    /// <summary>Accounts that a retail or transmission contract covers.</summary>
    public IReadOnlyList<ContractAccount> Accounts { get; init; } = [];

    /// <summary><c>price.amount</c> per MWh of a purchase.</summary>
    public decimal? Price { get; init; }

    /// <summary><c>currency_Unit.name</c> (ISO 4217).</summary>
    public required string Currency { get; init; }

    /// <summary>Code and version of the price package of a retail contract.</summary>
    public string? Package { get; init; }

    public int? PackageVersion { get; init; }

    /// <summary>How it is settled, e.g. <c>monthly</c>.</summary>
    public required string SettlementMethod { get; init; }

    /// <summary>The auction of a centralized purchase (<c>auction.mRID</c>).</summary>
    public string? Auction { get; init; }

    /// <summary>The contract that a transfer is about.</summary>
    public string? Original { get; init; }

    /// <summary>Code and version of the template its text is made of.</summary>
    public required string Template { get; init; }

    public required int TemplateVersion { get; init; }

    /// <summary>Codes of optional clauses that are part of it.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];

    /// <summary>What the wording needs beyond the fields above, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What the parameter <c>noticeDays</c> says; null where there is none. Only where this is null is no notice agreed on.</summary>
    public string? Notice => Parameters.GetValueOrDefault(NoticeParameter);

    /// <summary>Days of notice before its end that the two sides agreed on, 0 to <see cref="MostNoticeDays"/>; null where <see cref="Notice"/> is null, or no such number.</summary>
    public int? NoticeDays => int.TryParse(Notice, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostNoticeDays ? days : null;

    /// <summary>True when the retailer buys.</summary>
    public bool IsPurchase => Kind != ContractKind.Retail;

    /// <summary>True when it delivers on this day.</summary>
    public bool DeliversOn(LocalDate day) => day >= ValidFrom && day <= ValidTo;

    /// <summary>The quantity for decomposition; only where there is one.</summary>
    public Decomposition.ContractQuantity? ToQuantity() => Quantity is { } total ? new(ValidFrom, ValidTo, total, Months) : null;
}
