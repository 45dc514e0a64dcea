using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Packages;

/// <summary>Who bears deviation between contracted and actual energy.</summary>
public enum DeviationBearer
{
    Retailer,
    Customer,
    Shared,
}

/// <summary>The deviation clause of a package.</summary>
/// <param name="Bearer">Who bears it.</param>
/// <param name="CustomerShare">With <see cref="DeviationBearer.Shared"/>: the customer's fraction, between 0 and 1.</param>
public sealed record DeviationClause(DeviationBearer Bearer, decimal CustomerShare = 0)
{
    /// <summary>The fraction that the customer pays.</summary>
    public decimal Fraction => Bearer switch
    {
        DeviationBearer.Retailer => 0,
        DeviationBearer.Customer => 1,
        _ => CustomerShare,
    };
}

/// <summary>A product that a retailer sells at. A change is a new version; contracts keep theirs. Immutable.</summary>
public sealed record PricePackage
{
    /// <summary>Code of the package, unique within a retailer together with <see cref="Version"/>.</summary>
    public required string Code { get; init; }

    public required int Version { get; init; }

    /// <summary>Names by language tag (<c>en</c>, <c>zh-CN</c>).</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>Three letters (ISO 4217).</summary>
    public required string Currency { get; init; }

    public required LocalDate ValidFrom { get; init; }

    /// <summary>Last day on which contracts can be made, or <c>null</c>.</summary>
    public LocalDate? ValidTo { get; init; }

    public required PriceExpression Price { get; init; }

    public DeviationClause Deviation { get; init; } = new(DeviationBearer.Retailer);

    /// <summary>Lowest and highest price that may stand anywhere in the expression; regulators and the retailer's own rules set them.</summary>
    public decimal MinPrice { get; init; }

    public decimal MaxPrice { get; init; } = 10_000m;

    /// <summary>Customer groups it is open to; empty for all.</summary>
    public IReadOnlyList<string> OpenTo { get; init; } = [];

    /// <summary>Settlement methods it may be used with; empty for all.</summary>
    public IReadOnlyList<string> SettlementMethods { get; init; } = [];

    /// <summary>How each term of a bill is rounded.</summary>
    public Rounding Rounding { get; init; } = Rounding.Commercial;

    /// <summary>True when a customer of this group may have it on this day, settled by this method.</summary>
    public bool IsOpenTo(string group, string settlementMethod, LocalDate day) =>
        day >= ValidFrom && (ValidTo is not { } last || day <= last)
        && (OpenTo.Count == 0 || OpenTo.Contains(group))
        && (SettlementMethods.Count == 0 || SettlementMethods.Contains(settlementMethod));
}
