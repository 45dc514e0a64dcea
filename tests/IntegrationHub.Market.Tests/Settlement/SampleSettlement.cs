using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Settlement;

/// <summary>A settlement of June 2026 that is good: 1 kWh in every quarter-hour, 2.88 MWh.</summary>
internal static class SampleSettlement
{
    public static readonly MonthGrid June = Grid(2026, 6);

    public static DatedTable<T> Since2026<T>(string name, T value) => DatedTable.Create(name, [new Dated<T>(value, new(2026, 1, 1), null, Source)]).Required;

    public static ReadingBlock Measured(long value) =>
        ReadingBlock.Empty(June).With(Enumerable.Range(0, June.Count).Select(index => (index, value, ReadingQuality.Measured)));

    public static SettlementInput Input(PricePackage? package = null, ReadingBlock? readings = null) => new()
    {
        Account = "0001/10kV",
        Traits = new("10kV", "large-industry", 500, 0.85m),
        Package = CompiledPackage.Compile(package ?? Package(new FixedPrice(400)), June, new Dictionary<string, ReferencePrice>()).Required,
        Readings = readings ?? Measured(1000),
        Contracted = Energy.FromMegawattHours(2.5m),
        DeviationCharge = 0,
        Catalogue =
        [
            Since2026("transmission", new CataloguePrice(CatalogueItem.TransmissionAndDistribution, "10kV", "", 150, 0, Rounding.Commercial)),
            Since2026("transmission 110", new CataloguePrice(CatalogueItem.TransmissionAndDistribution, "110kV", "", 90, 0, Rounding.Commercial)),
            Since2026("capacity", new CataloguePrice(CatalogueItem.Capacity, "", "large-industry", 0, 32, Rounding.Commercial)),
            Since2026("funds", new CataloguePrice(CatalogueItem.GovernmentFunds, "", "", 27.5m, 0, Rounding.Commercial, PowerFactor: false)),
        ],
        PowerFactors = Since2026("power factor", new PowerFactorTable(0.9m, [new(0.64m, 0.15m), new(0.85m, 0.025m), new(0.90m, 0), new(0.95m, -0.0075m)], Rounding.Commercial)),
    };
}
