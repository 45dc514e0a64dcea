using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Readings;
using NodaTime;

namespace IntegrationHub.Retail.Settlement;

/// <summary>A contract in a month.</summary>
/// <param name="MRid">Its number.</param>
/// <param name="Version">Its version.</param>
/// <param name="Month">Its energy of the days of the month on which it binds.</param>
internal sealed record MonthContract(string MRid, int Version, Energy Month);

/// <summary>An account in a month with what it is billed by.</summary>
/// <param name="Served">The account; where there are parts, from the first day of the first to the last of the last.</param>
/// <param name="Contract">Its contract; where there are parts, that of the last.</param>
/// <param name="Package">Its package; where there are parts, that of the last.</param>
/// <param name="Traits">What it is to catalogue prices.</param>
internal sealed record SettledAccount(ServedAccount Served, MonthContract Contract, CompiledPackage Package, AccountTraits Traits)
{
    /// <summary>Days under each contract, in order, where there is more than one in the month; else empty.</summary>
    public IReadOnlyList<SettledPart> Parts { get; init; } = [];

    /// <summary>The parts, or the one that all of it is.</summary>
    public IReadOnlyList<SettledPart> AllParts => Parts.Count > 0 ? Parts : [new(Served.From, Served.To, Contract, Package)];
}

/// <summary>Days of an account under one version of one contract.</summary>
internal sealed record SettledPart(LocalDate From, LocalDate To, MonthContract Contract, CompiledPackage Package);

/// <summary>All that a settlement is computed from, but the readings.</summary>
internal sealed record SettlementInputs
{
    public required MonthBasis Basis { get; init; }

    public required MonthGrid Grid { get; init; }

    /// <summary>Accounts by key.</summary>
    public required IReadOnlyDictionary<string, SettledAccount> Accounts { get; init; }

    public required IReadOnlyList<PurchaseCost> Purchases { get; init; }

    /// <summary>Bids with energy of the month whose results are not among the purchases, because the basis does not say that it leaves them out.</summary>
    public int LeftToBasis { get; init; }

    /// <summary>Prices among the purchases that people entered, because no result says them.</summary>
    public IReadOnlyList<SettledPrice> Entered { get; init; } = [];

    public required IReadOnlyList<DatedTable<CataloguePrice>> Catalogue { get; init; }

    public required DatedTable<PowerFactorTable>? PowerFactors { get; init; }

    /// <summary>Digest of all of it.</summary>
    public required byte[] Digest { get; init; }

    public BillingMonth Month => Basis.Month;

    /// <summary>What follows from the basis alone; accounts and purchases are to be added.</summary>
    public static SettlementInputs Of(MonthBasis basis, MonthGrid grid) => new()
    {
        Basis = basis,
        Grid = grid,
        Accounts = new Dictionary<string, SettledAccount>(),
        Purchases = [],
        Catalogue = [.. basis.Catalogue.Select(static table => DatedTable.Create(table.Name, table.Versions).Required)],
        PowerFactors = basis.PowerFactors is { } factors ? DatedTable.Create(factors.Name, factors.Versions).Required : null,
        Digest = [],
    };
}
