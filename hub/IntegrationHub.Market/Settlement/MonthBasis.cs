using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Settlement;

/// <summary>
/// What a market and its authorities say about a month: reference prices, the deviation rule, catalogue prices, holidays, what was bought beside contracts. With
/// readings, contracts and packages it is all that a settlement is computed from. A correction is a new version. Immutable.
/// </summary>
public sealed record MonthBasis
{
    public required BillingMonth Month { get; init; }

    /// <summary>1 for the first; a correction is the next.</summary>
    public required int Version { get; init; }

    /// <summary>Three letters (ISO 4217).</summary>
    public required string Currency { get; init; }

    /// <summary>EIC of the area that is settled (<c>area_Domain</c>).</summary>
    public required string Area { get; init; }

    /// <summary>Prices that packages refer to.</summary>
    public IReadOnlyList<BasisPrice> References { get; init; } = [];

    /// <summary>How the pool's deviation is charged; none where the market charges none.</summary>
    public Dated<DeviationRule>? Deviation { get; init; }

    /// <summary>Price per MWh that deviation is charged at.</summary>
    public decimal DeviationPrice { get; init; }

    /// <summary>What is excused for the pool.</summary>
    public Excuse Excuse { get; init; } = Excuse.None;

    public IReadOnlyList<BasisTable<CataloguePrice>> Catalogue { get; init; } = [];

    public BasisTable<PowerFactorTable>? PowerFactors { get; init; }

    /// <summary>Average power factors of accounts in the month, where they are measured.</summary>
    public IReadOnlyList<AccountPowerFactor> Measured { get; init; } = [];

    /// <summary>What was bought beside purchase contracts: spot, fees; and what bids bought, unless <see cref="WithoutBids"/> says that it is not among them.</summary>
    public IReadOnlyList<MarketPurchase> Purchases { get; init; } = [];

    /// <summary>
    /// True where <see cref="Purchases"/> leave out what bids bought: then results of bids are added. Without it the purchases are all that was bought, as in every basis from before results
    /// were purchases by themselves, and a month comes out as it did.
    /// </summary>
    public bool? WithoutBids { get; init; }

    /// <summary>Days that are not what their weekday says.</summary>
    public IReadOnlyList<CalendarDay> Days { get; init; } = [];

    /// <summary>How far our account and the trading center's may differ and still agree.</summary>
    public AccountTolerance Tolerance { get; init; } = new(Energy.Zero, 0);

    /// <summary>Last day on which the market takes disputes of this month; null where it sets none.</summary>
    public LocalDate? DisputesUntil { get; init; }

    /// <summary>How what packages charge or limit by month is divided where a contract changes within it; by days where nothing is said.</summary>
    public MonthDivision? Division { get; init; }

    /// <summary>The market's calendar with the days of the month.</summary>
    public MarketCalendar CalendarOf(DateTimeZone zone) => new(zone, Days.ToDictionary(static day => day.Day, static day => day.Type), $"basis of {Month}, version {Version}");
}

/// <summary>A price that packages refer to: one for the month, or one for each interval.</summary>
/// <param name="Name">Name in packages.</param>
/// <param name="Flat">The month's price, where it has only one.</param>
/// <param name="ByInterval">Prices of the intervals in order, where each has its own.</param>
public sealed record BasisPrice(string Name, decimal? Flat = null, IReadOnlyList<decimal>? ByInterval = null);

/// <summary>All versions of a figure in time, under its name.</summary>
public sealed record BasisTable<T>(string Name, IReadOnlyList<Dated<T>> Versions);

/// <summary>The average power factor of an account.</summary>
public sealed record AccountPowerFactor(string AccountNumber, string VoltageLevel, decimal PowerFactor);

/// <summary>Energy or a fee that was bought at the market.</summary>
/// <param name="Item">What it is: the auction, the spot market, a fee.</param>
/// <param name="Energy">Energy; zero for a fee.</param>
/// <param name="Price">Price per MWh that it is settled at.</param>
/// <param name="Fee">Money beside the energy.</param>
/// <param name="PublishedPrice">Price per MWh that was published, where it is another one; nothing is settled at it.</param>
public sealed record MarketPurchase(string Item, Energy Energy, decimal Price, decimal Fee = 0, decimal? PublishedPrice = null);

/// <summary>A day that is not what its weekday says.</summary>
public sealed record CalendarDay(LocalDate Day, DayType Type);
