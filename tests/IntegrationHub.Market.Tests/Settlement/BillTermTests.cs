using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using static IntegrationHub.Market.Tests.Settlement.SampleSettlement;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Settlement;

/// <summary>Whoever has a bill can compute every line of it again.</summary>
public sealed class BillTermTests
{
    private static readonly ReferencePrice Spot = ReferencePrice.Intervals("spot", June, [.. Enumerable.Range(0, June.Count).Select(static index => 300.25m + (index * 37 % 400))]);

    private static readonly Gen<decimal> Prices = from cents in Gen.Choose(-50_000, 150_000) select cents / 100m;

    private static readonly Gen<decimal> Shares = from share in Gen.Choose(0, 1000) select share / 1000m;

    private static readonly Gen<PriceExpression> Simple = Gen.OneOf(
        from price in Prices select (PriceExpression)new FixedPrice(price),
        from markup in Prices from share in Shares select (PriceExpression)new LinkedPrice("spot", markup, share),
        from markup in Prices select (PriceExpression)new LinkedPrice("month", markup),
        from price in Prices from share in Shares select (PriceExpression)new SpreadShare("month", price, share),
        from one in Prices from two in Prices select (PriceExpression)new Tiered([new(one, 0.3m), new(two, 0.7m), new(one)]),
        from premium in Prices from share in Shares select (PriceExpression)new GreenAddOn(premium, share),
        from day in Gen.Choose(0, 99) from month in Gen.Choose(0, 9999) select (PriceExpression)new StandingCharge(day / 100m, month / 100m),
        from price in Prices select (PriceExpression)new FeedIn(price));

    private static readonly Gen<PriceExpression> Composite = Gen.OneOf(
        Simple,
        from one in Simple from two in Simple from share in Shares select (PriceExpression)new Mix([new(share, one), new(1 - share, two)]),
        from one in Simple from two in Simple select (PriceExpression)new Community(one, two),
        from one in Simple from two in Simple select (PriceExpression)new TimeDivided([new("day", [new(480, 1260)], one), new("night", [new(1260, 480)], two)]),
        from inside in Simple from low in Prices from width in Gen.Choose(0, 1000) select (PriceExpression)new Bounded(inside, low, Math.Min(1500, low + width)));

    private static readonly Gen<SettlementInput> Inputs =
        from parts in Composite.NonEmptyListOf()
        from decimals in Gen.Choose(0, 4)
        from seed in Gen.Choose(0, 1000)
        from first in Gen.Choose(1, 30)
        from last in Gen.Choose(1, 30)
        from charge in Gen.Choose(-100_000, 100_000)
        from share in Shares
        select Input() with
        {
            Package = CompiledPackage.Compile(
                Package(new Together([.. parts]), new(decimals, MidpointRounding.AwayFromZero)) with { Deviation = new(DeviationBearer.Shared, share) },
                June,
                new Dictionary<string, ReferencePrice> { ["spot"] = Spot, ["month"] = ReferencePrice.Monthly("month", 412.345678m) }).Required,
            Readings = Varied(seed, 500),
            Export = Varied(seed + 1, 0),
            Community = Varied(seed, 0),
            ServedFrom = new(2026, 6, Math.Min(first, last)),
            ServedTo = new(2026, 6, Math.Max(first, last)),
            DeviationCharge = charge / 100m,
        };

    [Fact]
    public void Every_line_is_its_quantity_times_its_price_rounded() => Prop.ForAll(Inputs.ToArbitrary(), static input =>
    {
        var bill = CustomerSettlement.Settle(input).Required;
        return bill.Total == bill.Terms.Sum(static term => term.Rounding.Apply(term.Exact))
            && bill.Terms.All(static term => term.IsAverage
                // An average is cut to six decimals for reading, so it gives the amount within what they hide.
                ? Math.Abs(term.Exact - (term.Quantity * term.Price)) <= Math.Abs(term.Quantity) * 0.000_001m
                : term.Amount == term.Rounding.Apply(term.Quantity * term.Price));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void A_line_of_an_average_price_is_the_sum_over_its_intervals() => Prop.ForAll(
        (from seed in Gen.Choose(0, 1000) from last in Gen.Choose(1, 30) from markup in Prices from share in Shares select (seed, last, markup, share)).ToArbitrary(), static sample =>
        {
            var readings = Varied(sample.seed, 500);
            var input = Input() with { Package = Compile(new LinkedPrice("spot", sample.markup, sample.share), June, Spot), Readings = readings, ServedTo = new(2026, 6, sample.last) };
            var exact = Enumerable.Range(0, June.StartOf(sample.last))
                .Sum(index => new Energy(readings.WattHours[index]).MegawattHours * ((Spot.ByInterval[index] / ReferencePrice.Scale * sample.share) + sample.markup));
            return CustomerSettlement.Settle(input).Required.Terms[0] is { IsAverage: true } term && term.Amount == term.Rounding.Apply(exact);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void The_deviation_line_is_the_charge_times_the_part_that_the_customer_bears()
    {
        var package = Package(new FixedPrice(400)) with { Deviation = new(DeviationBearer.Shared, 0.4m) };
        var term = CustomerSettlement.Settle(Input(package) with { DeviationCharge = 250 }).Required.Terms[^1];
        Assert.Equal((250m, "CNY", 0.4m, 100m), (term.Quantity, term.Unit, term.Price, term.Amount));
        Assert.Equal("charge for 0.38 MWh: 2.88 MWh of 2.5 MWh", term.Basis);
    }

    [Fact]
    public void A_clause_says_what_its_difference_is_made_of()
    {
        var term = CustomerSettlement.Settle(Input(Package(new Bounded(new FixedPrice(500), Ceiling: 410)))).Required.Terms[1];
        Assert.Equal((-259.2m, "CNY", 1m, "2.88 MWh × 410 = 1180.80, less 1440.00"), (term.Quantity, term.Unit, term.Price, term.Basis));
    }

    private static ReadingBlock Varied(int seed, long least) => ReadingBlock.Empty(June).With(
        Enumerable.Range(0, June.Count).Select(index => (index, least + ((index * 7919L) + (seed * 104_729L)) % 500, ReadingQuality.Measured)));
}
