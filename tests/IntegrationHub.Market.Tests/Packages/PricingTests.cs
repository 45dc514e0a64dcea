using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Time;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Packages;

/// <summary>What each kind of package charges, against figures worked out by hand.</summary>
public sealed class PricingTests
{
    private static readonly MonthGrid June = Grid(2026, 6);

    /// <summary>1 kWh in every quarter-hour: 2.88 MWh in June.</summary>
    private static readonly long[] Flat = [.. Enumerable.Repeat(1000L, June.Count)];

    private static IReadOnlyList<BillTerm> Price(PriceExpression price, params ReferencePrice[] references) =>
        Compile(price, June, references).Price(new MonthEnergy(Flat));

    private static decimal Total(PriceExpression price, params ReferencePrice[] references) => Price(price, references).Sum(static term => term.Amount);

    [Fact]
    public void A_fixed_price_is_quantity_times_price()
    {
        var term = Assert.Single(Price(new FixedPrice(400)));
        Assert.Equal((2.88m, 400m, 1152m, "MWh"), (term.Quantity, term.Price, term.Amount, term.Unit));
    }

    [Fact]
    public void A_linked_price_follows_every_interval()
    {
        var reference = ReferencePrice.Intervals("spot", June, [.. Enumerable.Range(0, June.Count).Select(static index => index % 2 == 0 ? 300m : 500m)]);
        var term = Assert.Single(Price(new LinkedPrice("spot", Markup: 12.5m, Share: 0.8m), reference));
        Assert.Equal(2.88m * ((400 * 0.8m) + 12.5m), term.Exact);
        Assert.True(term.IsAverage);
        Assert.Equal("spot", term.Label);
    }

    [Fact]
    public void A_linked_price_of_one_figure_counts_for_the_month() =>
        Assert.Equal(2.88m * 395, Total(new LinkedPrice("average", Markup: 15), ReferencePrice.Monthly("average", 380)));

    [Theory]
    [InlineData(300, 0.5, null, null, 350)]
    [InlineData(300, 0.5, 360, null, 360)]
    [InlineData(500, 0.5, null, 420, 420)]
    public void A_share_of_the_spread_keeps_its_bounds(int reference, double share, int? floor, int? ceiling, int price) =>
        Assert.Equal(2.88m * price, Total(new SpreadShare("m", 400, (decimal)share, floor, ceiling), ReferencePrice.Monthly("m", reference)));

    [Fact]
    public void A_mix_prices_its_parts()
    {
        var terms = Price(new Mix([new(0.7m, new FixedPrice(400)), new(0.3m, new LinkedPrice("m", 0))]), ReferencePrice.Monthly("m", 500));
        Assert.Equal([2.016m, 0.864m], terms.Select(static term => term.Quantity));
        Assert.Equal(2.016m * 400 + 0.864m * 500, terms.Sum(static term => term.Amount));
    }

    [Fact]
    public void Tiers_price_the_energy_that_falls_into_them()
    {
        var terms = Price(new Tiered([new(500, 1), new(450, 2), new(400)]));
        Assert.Equal([1m, 1m, 0.88m], terms.Select(static term => term.Quantity));
        Assert.Equal(500 + 450 + (0.88m * 400), terms.Sum(static term => term.Amount));
    }

    [Fact]
    public void The_end_of_a_tier_belongs_to_it()
    {
        var terms = Price(new Tiered([new(500, 2.88m), new(1)]));
        Assert.Equal(1440m, Assert.Single(terms).Amount);
    }

    [Fact]
    public void Peak_flat_and_valley_are_told_apart_by_local_time()
    {
        var price = new TimeDivided(
        [
            new("peak", [new(8 * 60, 11 * 60), new(18 * 60, 21 * 60)], new FixedPrice(600)),
            new("flat", [new(6 * 60, 8 * 60), new(11 * 60, 18 * 60), new(21 * 60, 22 * 60)], new FixedPrice(400)),
            new("valley", [new(22 * 60, 6 * 60)], new FixedPrice(200)),
        ]);
        var terms = Price(price);
        Assert.Equal(["peak", "flat", "valley"], terms.Select(static term => term.Label));
        Assert.Equal([30 * 24 * 0.001m, 30 * 40 * 0.001m, 30 * 32 * 0.001m], terms.Select(static term => term.Quantity));
    }

    [Fact]
    public void Bands_may_depend_on_month_and_type_of_day()
    {
        var price = new TimeDivided(
        [
            new("summer", [new(0, 0)], new FixedPrice(500), Months: [6, 7, 8], DayTypes: [DayType.Working]),
            new("summer rest", [new(0, 0)], new FixedPrice(300), Months: [6, 7, 8], DayTypes: [DayType.Weekend, DayType.Holiday]),
            new("other", [new(0, 0)], new FixedPrice(100), Months: [1, 2, 3, 4, 5, 9, 10, 11, 12]),
        ]);
        // June 2026 has 22 working days and 8 days of weekends.
        Assert.Equal([22 * 0.096m, 8 * 0.096m, 0m], Price(price).Select(static term => term.Quantity));
    }

    [Theory]
    [InlineData(630, 60, false)]
    [InlineData(630, 30, true)]
    [InlineData(485, 15, false)]
    [InlineData(480, 15, true)]
    public void A_band_that_begins_within_an_interval_is_a_problem(int begin, int step, bool good)
    {
        var price = new TimeDivided([new("peak", [new(begin, 1260)], new FixedPrice(600)), new("rest", [new(1260, begin)], new FixedPrice(200))]);
        var problems = CompiledPackage.Compile(Package(price), Grid(2026, 6, step: step), new Dictionary<string, ReferencePrice>()).Problems;
        Assert.Equal(good ? [] : ["price.bands[0].times[0]", "price.bands[1].times[0]"], problems.Select(static problem => problem.Where));
        Assert.All(problems, static problem => Assert.Equal(ProblemCodes.TimesOffGrid, problem.Code));
    }

    [Fact]
    public void A_cap_clause_brings_the_sum_to_the_cap_and_says_so()
    {
        var terms = Price(new Bounded(new LinkedPrice("m", 0), Ceiling: 410), ReferencePrice.Monthly("m", 500));
        Assert.Equal(2.88m * 410, terms.Sum(static term => term.Amount));
        Assert.Equal(("bounded", "ceiling", -2.88m * 90), (terms[1].Rule, terms[1].Label, terms[1].Amount));
    }

    [Fact]
    public void A_floor_clause_brings_the_sum_up() =>
        Assert.Equal(2.88m * 350, Total(new Bounded(new LinkedPrice("m", 0), Floor: 350), ReferencePrice.Monthly("m", 100)));

    [Fact]
    public void Within_its_bounds_a_clause_adds_nothing() =>
        Assert.Single(Price(new Bounded(new FixedPrice(400), Floor: 350, Ceiling: 410)));

    [Fact]
    public void A_British_tariff_has_a_standing_charge_and_a_unit_rate()
    {
        var terms = Price(new Together([new StandingCharge(PerDay: 0.53m), new FixedPrice(245)]));
        Assert.Equal([(30m, "day", 15.9m), (2.88m, "MWh", 705.6m)], terms.Select(static term => (term.Quantity, term.Unit, term.Amount)));
    }

    [Fact]
    public void A_German_community_has_a_price_inside_and_one_outside_and_pays_for_feed_in()
    {
        var package = Compile(new Together([new Community(new FixedPrice(180), new FixedPrice(320)), new FeedIn(80)]), June);
        long[] community = [.. Flat.Select(static (_, index) => index % 4 == 0 ? 600L : 0L)];
        long[] export = [.. Flat.Select(static (_, index) => index % 4 == 0 ? 100L : 0L)];
        var terms = package.Price(new MonthEnergy(Flat, export, community));
        Assert.Equal([0.432m, 2.448m, 0.072m], terms.Select(static term => term.Quantity));
        Assert.Equal([77.76m, 783.36m, -5.76m], terms.Select(static term => term.Amount));
    }

    [Fact]
    public void Green_power_costs_a_premium_on_a_share() =>
        Assert.Equal(2.88m * 0.5m * 30, Price(new Together([new FixedPrice(400), new GreenAddOn(30, 0.5m)]))[1].Exact);

    [Fact]
    public void The_total_is_the_sum_of_rounded_terms()
    {
        var terms = Price(new Mix([new(0.5m, new FixedPrice(333.335m)), new(0.5m, new FixedPrice(333.335m))]));
        Assert.Equal(terms[0].Amount * 2, terms.Sum(static term => term.Amount));
        Assert.Equal(480.00m, terms[0].Amount);
    }

    [Fact]
    public void A_missing_reference_is_a_problem_not_a_zero()
    {
        var result = CompiledPackage.Compile(Package(new LinkedPrice("spot", 0)), June, new Dictionary<string, ReferencePrice>());
        Assert.Equal(ProblemCodes.ReferenceMissing, Assert.Single(result.Problems).Code);
    }

    [Fact]
    public void Readings_of_another_month_are_a_bug_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => Compile(new FixedPrice(1), June).Price(new MonthEnergy(new long[10])));
}
