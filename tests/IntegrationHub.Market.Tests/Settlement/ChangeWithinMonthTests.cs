using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using NodaTime;
using static IntegrationHub.Market.Tests.Settlement.SampleSettlement;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Settlement;

/// <summary>A contract or package that changes within a month is billed by parts: each interval once, by what holds on its day.</summary>
public sealed class ChangeWithinMonthTests
{
    private static readonly Dictionary<string, ReferencePrice> References = new()
    {
        ["spot"] = ReferencePrice.Intervals("spot", June, [.. Enumerable.Range(0, June.Count).Select(static index => 300.000001m + index)]),
    };

    /// <summary>Prices by energy alone.</summary>
    private static readonly PriceExpression[] ByEnergy =
    [
        new FixedPrice(400), new FixedPrice(0.01m), new LinkedPrice("spot", -2.5m, 0.7m), new GreenAddOn(33, 0.3m),
        new TimeDivided([new("day", [new(480, 1200)], new FixedPrice(600)), new("night", [new(1200, 480)], new LinkedPrice("spot", 1))]), new Mix([new(0.3m, new FixedPrice(410)), new(0.7m, new LinkedPrice("spot", 0))]),
    ];

    /// <summary>Prices that also know months, tiers and bounds.</summary>
    private static readonly PriceExpression[] ByMonth =
    [
        new Together([new FixedPrice(400), new StandingCharge(0.37m, 61)]), new Tiered([new(500, 1), new(450, 2.2m), new(300)]), new Bounded(new LinkedPrice("spot", 0), 350, 900),
        new Bounded(new Together([new Tiered([new(500, 1), new(450)]), new StandingCharge(PerMonth: 7)]), null, 430),
    ];

    [Fact]
    public void A_change_that_changes_nothing_bills_nothing_else_whatever_the_package() => Prop.ForAll(Months(Gen.Elements(ByEnergy.Concat(ByMonth))), static month =>
    {
        var whole = month.Input(month.First);
        var parts = whole with
        {
            // The same package under its next version.
            Parts = month.Parts(whole.DeviationCharge, month.First, month.First with { Version = 2 }, month.First with { Version = 3 }),
        };
        var (before, after) = (CustomerSettlement.Settle(whole).Required, CustomerSettlement.Settle(parts).Required);
        Assert.Equal(before.Terms, after.Terms);
        Assert.Equal((before.Total, before.Energy, before.SubstitutedIntervals, before.DaysServed), (after.Total, after.Energy, after.SubstitutedIntervals, after.DaysServed));
        Assert.Equal(ProfitStatement.RevenueOf(after), after.Parts!.Sum(static part => part.Revenue));
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_interval_is_priced_once_by_the_package_of_its_day() => Prop.ForAll(Months(Gen.Elements(ByEnergy)), static month =>
    {
        var bill = CustomerSettlement.Settle(month.Input(month.First) with { Parts = month.Parts(0, month.First, month.Second, month.Third) }).Required;
        Assert.Equal(new Energy(month.Readings.WattHours.ToArray().Sum()), bill.Energy);
        Assert.Equal(bill.Energy, Energy.Sum(bill.Parts!.Select(static part => part.Energy)));

        // What each day costs alone, summed: rounding apart, the bill's lines of energy.
        var exact = 0m;
        for (var day = 1; day <= 30; day++)
        {
            var package = day < month.Change ? month.First : day < month.Again ? month.Second : month.Third;
            var alone = CustomerSettlement.Settle(month.Input(package) with { ServedFrom = new(2026, 6, day), ServedTo = new(2026, 6, day) }).Required;
            exact += alone.Terms.Where(static term => term.Path.Length > 0 && term.Rule != "deviation").Sum(static term => term.Exact);
        }

        var priced = bill.Terms.Where(static term => term.Path.StartsWith("price", StringComparison.Ordinal)).ToList();
        Assert.InRange(priced.Sum(static term => term.Exact) - exact, -0.0000001m, 0.0000001m);
        Assert.InRange(priced.Sum(static term => term.Amount) - exact, -0.005m * priced.Count, 0.005m * priced.Count);
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_the_packages_no_energy_no_day_and_no_cent_of_revenue_is_lost_or_made() => Prop.ForAll(Months(Gen.Elements(ByEnergy.Concat(ByMonth))), static month =>
    {
        foreach (var division in Enum.GetValues<MonthDivision>())
        {
            var whole = month.Input(month.First);
            var bill = CustomerSettlement.Settle(whole with { Parts = month.Parts(whole.DeviationCharge, month.First, month.Second, month.Third), Division = division }).Required;
            Assert.Equal(CustomerSettlement.Settle(whole).Required.Energy, Energy.Sum(bill.Parts!.Select(static part => part.Energy)));
            Assert.Equal(30, bill.Parts!.Sum(static part => Period.DaysBetween(part.From, part.To) + 1));
            Assert.Equal(ProfitStatement.RevenueOf(bill), bill.Parts!.Sum(static part => part.Revenue));
            foreach (var tiers in bill.Terms.Where(static term => term.Rule == "tiered").GroupBy(static term => term.Label.Split(',')[0]))
                Assert.True(tiers.All(static term => term.Quantity >= 0));

            // Catalogue prices are not the contract's: they are those of the whole month.
            Assert.Equal(
                CustomerSettlement.Settle(whole).Required.Terms.Where(static term => term.Path.Length == 0 && term.Rule != "deviation"), bill.Terms.Where(static term => term.Path.Length == 0 && term.Rule != "deviation"));
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(MonthDivision.ByDays, "0.3333333333333333333333333333:1.00 0.6666666666666666666666666667:4.00", "10 of 30 days|20 of 30 days")]
    [InlineData(MonthDivision.ByEnergy, "0.2:0.60 0.8:4.80", "960000 of 4800000 Wh, 30 of 30 days|3840000 of 4800000 Wh, 30 of 30 days")]
    public void Standing_charges_are_divided_by_days_or_by_energy(MonthDivision division, string months, string bases)
    {
        // Ten days at the first package, twenty at the second with twice as much in each interval.
        var (first, second) = (Of(1, new Together([new FixedPrice(1), new StandingCharge(PerMonth: 3)])), Of(2, new Together([new FixedPrice(4), new StandingCharge(PerMonth: 6)])));
        var bill = CustomerSettlement.Settle(Input(readings: Uneven()) with { Division = division, Parts = [Part(first, 1, 10), Part(second, 11, 30)] }).Required;
        Assert.Equal("0.96:1 3.84:4", string.Join(' ', bill.Terms.Where(static term => term.Rule == "fixed").Select(static term => FormattableString.Invariant($"{term.Quantity}:{term.Price}"))));
        Assert.Equal(months, string.Join(' ', bill.Terms.Where(static term => term.Rule == "standing").Select(static term => FormattableString.Invariant($"{term.Quantity}:{term.Amount:0.00}"))));
        Assert.Equal(bases, string.Join('|', bill.Terms.Where(static term => term.Rule == "standing").Select(static term => term.Basis)));
        Assert.Equal(["2026-06-01–2026-06-10", "2026-06-11–2026-06-30"], bill.Terms.Where(static term => term.Rule == "fixed").Select(static term => term.Label));
        Assert.Equal("P1/1 + P1/2", bill.Package);
    }

    [Fact]
    public void Limits_of_tiers_are_divided_by_days_or_by_energy()
    {
        SettlementPart[] parts = [Part(Of(1, new Tiered([new(10, 1.5m), new(20)])), 1, 10), Part(Of(2, new Tiered([new(30, 3), new(40)])), 11, 30)];

        // A third of 1.5 MWh, two thirds of 3.
        Assert.Equal([("0–0.5 MWh", 0.5m), ("> 0.5 MWh", 0.46m), ("0–2 MWh", 2m), ("> 2 MWh", 1.84m)], Tiers(MonthDivision.ByDays));

        // A fifth of 1.5 MWh, four fifths of 3.
        Assert.Equal([("0–0.3 MWh", 0.3m), ("> 0.3 MWh", 0.66m), ("0–2.4 MWh", 2.4m), ("> 2.4 MWh", 1.44m)], Tiers(MonthDivision.ByEnergy));

        IEnumerable<(string, decimal)> Tiers(MonthDivision division) =>
            CustomerSettlement.Settle(Input(readings: Uneven()) with { Parts = parts, Division = division }).Required.Terms.Where(static term => term.Rule == "tiered").Select(static term => (term.Label.Split(", ")[1], term.Quantity));
    }

    [Fact]
    public void A_bound_of_the_average_price_holds_for_the_days_that_it_is_agreed_for()
    {
        var bill = CustomerSettlement.Settle(Input() with { Parts = [Part(Of(1, new Bounded(new FixedPrice(500), null, 450)), 1, 15), Part(Of(2, new FixedPrice(500)), 16, 30)] }).Required;
        Assert.Equal([("fixed", 720m), ("bounded", -72m), ("fixed", 720m)], bill.Terms.Take(3).Select(static term => (term.Rule, term.Amount)));
    }

    [Fact]
    public void Each_clause_bears_the_charge_of_its_days_and_equal_clauses_are_one_line()
    {
        var (retailer, customer) = (Of(1, new FixedPrice(400)), Of(2, new FixedPrice(400)) with { Deviation = new(DeviationBearer.Shared, 0.5m) });
        var bill = CustomerSettlement.Settle(Input() with { Parts = [Part(retailer, 1, 10, 40), Part(customer, 11, 20, 31), Part(customer with { Version = 3 }, 21, 30, 30)] }).Required;
        var term = bill.Terms.Single(static term => term.Rule == "deviation");
        Assert.Equal((61m, 30.50m), (term.Quantity, term.Amount));
        Assert.Equal([0m, 15.50m, 15.00m], bill.Parts!.Select(static part => part.Revenue - (part.Energy.MegawattHours * 400)));
    }

    [Fact]
    public void Days_between_parts_are_on_no_bill_and_their_gaps_no_problem()
    {
        var gap = ReadingBlock.Empty(June).With(Enumerable.Range(0, June.Count).Where(static index => index < June.StartOf(10) || index >= June.StartOf(15)).Select(static index => (index, 1000L, ReadingQuality.Measured)));
        var input = Input(readings: gap) with { Parts = [Part(Of(1, new FixedPrice(400)), 1, 10), Part(Of(2, new FixedPrice(500)), 16, 30)] };
        var bill = CustomerSettlement.Settle(input).Required;
        Assert.Equal((2.4m, 25, 0), (bill.Energy.MegawattHours, bill.DaysServed, bill.SubstitutedIntervals));
        Assert.Equal(ProblemCodes.ReadingMissing, CustomerSettlement.Settle(input with { Parts = [input.Parts[0], Part(Of(2, new FixedPrice(500)), 15, 30)] }).Problems.Single().Code);
        Assert.Throws<ArgumentException>(() => CustomerSettlement.Settle(input with { Parts = [input.Parts[0], Part(Of(2, new FixedPrice(500)), 10, 30)] }));
    }

    /// <summary>Twice as much in the last twenty days: 0.96 and 3.84 MWh.</summary>
    private static ReadingBlock Uneven() => Measured(1000).With(Enumerable.Range(June.StartOf(10), June.Count - June.StartOf(10)).Select(static index => (index, 2000L, ReadingQuality.Measured)));

    private static PricePackage Of(int version, PriceExpression price) => Package(price) with { Version = version };

    private static SettlementPart Part(PricePackage package, int from, int to, decimal charge = 0) =>
        new(CompiledPackage.Compile(package, June, References).Required, new(2026, 6, from), new(2026, 6, to), Energy.Zero, charge);

    /// <summary>Months with any readings and two changes.</summary>
    private static Arbitrary<Changing> Months(Gen<PriceExpression> prices) =>
        (from seed in Gen.Choose(0, int.MaxValue) from change in Gen.Choose(2, 15) from again in Gen.Choose(16, 30) from first in prices from second in prices from third in prices
         select new Changing(seed, change, again, Of(1, first) with { Deviation = new(DeviationBearer.Shared, 0.3m) }, Of(2, second), Of(3, third))).ToArbitrary();

    private sealed record Changing(int Seed, int Change, int Again, PricePackage First, PricePackage Second, PricePackage Third)
    {
        public ReadingBlock Readings { get; } = Made(Seed);

        public SettlementInput Input(PricePackage package) => SampleSettlement.Input(readings: Readings) with { Package = CompiledPackage.Compile(package, June, References).Required, DeviationCharge = 12.34m };

        public IReadOnlyList<SettlementPart> Parts(decimal charge, PricePackage first, PricePackage second, PricePackage third)
        {
            var (contracted, charges) = (LargestRemainder.Split(2_500_000, [1, 1, 1]), LargestRemainder.Split((long)(charge * 100), [1, 2, 3]));
            return
            [
                Part(first, 1, Change - 1, charges[0] / 100m) with { Contracted = new(contracted[0]) }, Part(second, Change, Again - 1, charges[1] / 100m) with { Contracted = new(contracted[1]) },
                Part(third, Again, 30, charges[2] / 100m) with { Contracted = new(contracted[2]) },
            ];
        }

        private static ReadingBlock Made(int seed)
        {
            var random = new Random(seed);
            return ReadingBlock.Empty(June).With(Enumerable.Range(0, June.Count).Select(index => (index, random.NextInt64(0, 5000), random.Next(50) == 0 ? ReadingQuality.Estimated : ReadingQuality.Measured)));
        }
    }
}
