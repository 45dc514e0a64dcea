using System.Text.Json.Nodes;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Tests.Contracts;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Tests.Json;

/// <summary>A good text of a type to spoil, with how it is read.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Text">Good JSON.</param>
/// <param name="Required">Properties of the whole that must be there.</param>
/// <param name="Read">Reads it as something that was entered; gives it back as it is written, and what is wrong.</param>
/// <param name="ReadStored">The same as it lies in the store.</param>
internal sealed record JsonSample(string Name, string Text, IReadOnlyList<string> Required, Func<string, (string? Written, IReadOnlyList<Problem> Problems)> Read, Func<byte[], bool> ReadStored)
{
    public IReadOnlyList<Problem> ProblemsOf(string text) => Read(text).Problems;
}

/// <summary>Good texts of what people enter, with everything in them that can be in them.</summary>
internal static class JsonSamples
{
    private static readonly Problem Empty = new(ProblemCodes.ValueMissing, "There is none.", "", "Enter one.");

    public static IReadOnlyList<JsonSample> All { get; } =
    [
        Of("contract", SampleContracts.Retail with { Clauses = ["green", "late"] }, "mRid", "version", "kind", "type", "seller", "buyer", "validFrom", "validTo", "currency", "settlementMethod", "template", "templateVersion"),
        Of("package", Package, "code", "version", "names", "currency", "validFrom", "price"),
        Of("basis", Basis, "month", "version", "currency", "area"),
        Of("market event", Event, "code", "kind", "party", "area", "from", "to", "gateClosure", "currency", "lowestPrice", "highestPrice", "priceTick", "quantityStep", "mostSteps", "source"),
        Of("terms", Terms, "code", "version", "validFrom", "fees", "operatingCosts", "expectedDeviation", "deviationPrice", "targetProfit", "creditLimit", "creditUsed", "sure", "winShare", "source"),
        Of("bid", new SampleBid("B-1", [new(1, [new(Energy.FromMegawattHours(1.5m), 400), new(Energy.FromMegawattHours(0.5m), 380.01m)]), new(2, [new(Energy.FromMegawattHours(2), 1)])]), "number", "intervals"),
    ];

    private static PricePackage Package => Support.Package(new Together(
    [
        new FixedPrice(1.5m), new LinkedPrice("spot", -2, 0.5m), new Mix([new(0.4m, new FixedPrice(2)), new(0.6m, new FixedPrice(3))]), new Tiered([new(1, 5), new(2)]),
        new TimeDivided([new("day", [new(480, 1260)], new FixedPrice(3), [1, 2], [DayType.Holiday]), new("night", [new(1260, 480)], new LinkedPrice("m", 4))]), new Bounded(new FixedPrice(4), 1, 9),
    ])) with { OpenTo = ["industry"], SettlementMethods = ["monthly"], Deviation = new(DeviationBearer.Shared, 0.5m) };

    private static MonthBasis Basis => new()
    {
        Month = new(2026, 7),
        Version = 1,
        Currency = "CNY",
        Area = SampleContracts.AreaEic,
        References = [new("day-ahead", 401.25m), new("spot", null, [1, 2.5m, -3])],
        Deviation = new(new(0.02m, 0.02m, 1, 1, Rounding.Commercial), new(2026, 1, 1), null, Support.Source),
        DeviationPrice = 100,
        Catalogue = [new("transmission", [new(new CataloguePrice(CatalogueItem.TransmissionAndDistribution, "10kV", "", 0.1m, 0, Rounding.Commercial), new(2026, 1, 1), null, Support.Source)])],
        Measured = [new("A-1001", "10kV", 0.93m)],
        Purchases = [new("spot", Energy.FromMegawattHours(12.5m), 399.99m, 0, 410)],
        WithoutBids = true,
        Days = [new(new(2026, 10, 1), DayType.Holiday)],
        Tolerance = new(Energy.FromMegawattHours(0.001m), 0.01m),
        DisputesUntil = new(2026, 12, 31),
    };

    private static MarketEvent Event => new()
    {
        Code = "DA-2027-01-15", Kind = MarketEventKind.DayAhead, Party = "trading-center", Area = SampleContracts.AreaEic, From = new(2027, 1, 15), To = new(2027, 1, 15), StepMinutes = 60,
        GateClosure = new(2027, 1, 14, 3, 0, 0, TimeSpan.Zero), Currency = "CNY", LowestPrice = 0, HighestPrice = 600, PriceTick = 0.01m, QuantityStep = Energy.FromMegawattHours(0.1m), MostSteps = 10,
        Source = Support.Source with { CheckedOn = new(2026, 12, 1) },
    };

    private static BidTerms Terms => new()
    {
        Code = "GD-2027", Version = 1, ValidFrom = new(2027, 1, 1), SellingPrice = 420, Fees = 2, OperatingCosts = 5, ExpectedDeviation = 0.03m, DeviationPrice = 100, TargetProfit = 10,
        CreditLimit = 1_000_000, CreditUsed = 0, Sure = 0.6m, WinShare = 0.8m, Source = "decision of the board",
    };

    /// <summary>Every place of a text: the whole, properties and elements at any depth.</summary>
    public static List<JsonNode> Places(JsonNode root)
    {
        var places = new List<JsonNode>();
        Collect(root);
        return places;

        void Collect(JsonNode? node)
        {
            if (node is null)
                return;

            places.Add(node);
            foreach (var child in node is JsonObject whole ? whole.Select(static entry => entry.Value).ToList() : node is JsonArray list ? [.. list] : [])
                Collect(child);
        }
    }

    private static JsonSample Of<T>(string name, T value, params string[] required)
        where T : class => new(
        name, MarketJson.Write(value), required,
        text => MarketJson.Read<T>(text, name, Empty) is var read && read.IsGood ? (MarketJson.Write(read.Value), []) : (null, read.Problems),
        text => MarketJson.Read<T>((ReadOnlySpan<byte>)text, name, Empty).IsGood);

    /// <summary>As the bid book takes one.</summary>
    private sealed record SampleBid(string Number, IReadOnlyList<IntervalBid> Intervals);
}
