using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using static IntegrationHub.Market.Tests.Settlement.SampleSettlement;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Settlement;

/// <summary>A customer who comes or leaves in mid-month.</summary>
public sealed class PartOfMonthTests
{
    private static readonly PricePackage Tariff = Package(new Together([new FixedPrice(400), new StandingCharge(PerDay: 0.5m, PerMonth: 60)]));

    /// <summary>Readings of the first fifteen days; the rest belongs to another retailer.</summary>
    private static readonly ReadingBlock UntilMiddle =
        ReadingBlock.Empty(June).With(Enumerable.Range(0, June.StartOf(15)).Select(static index => (index, 1000L, ReadingQuality.Measured)));

    [Fact]
    public void What_lies_after_the_last_day_is_neither_missing_nor_summed()
    {
        var left = Input(Tariff, UntilMiddle) with { ServedTo = new(2026, 6, 15) };
        var bill = CustomerSettlement.Settle(left).Required;
        Assert.Equal((Energy.FromMegawattHours(1.44m), (int?)15), (bill.Energy, bill.DaysServed));
        Assert.Equal(bill.Terms, CustomerSettlement.Settle(left with { Readings = Measured(1000) }).Required.Terms);
        Assert.Equal(ProblemCodes.ReadingMissing, CustomerSettlement.Settle(left with { ServedTo = new(2026, 6, 16) }).Problems.Single().Code);
    }

    [Fact]
    public void Charges_by_time_count_the_days_served()
    {
        var bill = CustomerSettlement.Settle(Input(Tariff, UntilMiddle) with { ServedTo = new(2026, 6, 15) }).Required;
        Assert.Equal(
            [("fixed", 1.44m, 576m), ("standing", 15m, 7.5m), ("standing", 0.5m, 30m), ("transmissionAndDistribution", 1.44m, 216m), ("capacity", 250m, 8000m)],
            bill.Terms.Take(5).Select(static term => (term.Rule, term.Quantity, term.Amount)));
        Assert.Equal("500 kW for 15 of 30 days", bill.Terms[4].Basis);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(29)]
    public void Two_retailers_of_one_month_charge_it_once(int days)
    {
        var first = CustomerSettlement.Settle(Input(Tariff) with { ServedTo = new(2026, 6, days) }).Required;
        var second = CustomerSettlement.Settle(Input(Tariff) with { ServedFrom = new(2026, 6, days + 1) }).Required;
        var whole = CustomerSettlement.Settle(Input(Tariff) with { ServedFrom = new(2020, 1, 1), ServedTo = new(2030, 1, 1) }).Required;
        Assert.Equal(whole.Energy, first.Energy + second.Energy);
        // Each line is rounded by itself, so the halves may differ from the whole by one cent a line.
        Assert.InRange(first.Total + second.Total - whole.Total, -0.01m * whole.Terms.Count, 0.01m * whole.Terms.Count);
        Assert.Null(whole.DaysServed);
        Assert.Equal(CustomerSettlement.Settle(Input(Tariff)).Required.Terms, whole.Terms);
    }

    [Theory]
    [InlineData(15, 0.5)]
    [InlineData(30, 1)]
    [InlineData(31, 1)]
    public void A_rule_that_counts_a_day_as_a_thirtieth_is_kept(int days, double share) =>
        Assert.Equal((decimal)share, new CataloguePrice(CatalogueItem.Capacity, "", "", 0, 32, Rounding.Commercial, DaysOfMonth: 30).ShareOf(new(2026, 7), days));

    [Fact]
    public void Prices_by_time_of_day_only_see_the_days_served()
    {
        var package = Package(new TimeDivided([new("day", [new(480, 1200)], new FixedPrice(600)), new("night", [new(1200, 480)], new FixedPrice(200))]));
        var bill = CustomerSettlement.Settle(Input(package, Measured(1000)) with { ServedFrom = new(2026, 6, 10), ServedTo = new(2026, 6, 10) }).Required;
        Assert.Equal([("day", 0.048m), ("night", 0.048m)], bill.Terms.Take(2).Select(static term => (term.Label, term.Quantity)));
    }

    [Fact]
    public void A_month_without_a_day_of_service_has_no_bill()
    {
        Assert.Equal(ProblemCodes.NotServed, CustomerSettlement.Settle(Input() with { ServedTo = new(2026, 5, 31) }).Problems.Single().Code);
        Assert.Equal(ProblemCodes.NotServed, CustomerSettlement.Settle(Input() with { ServedFrom = new(2026, 7, 1) }).Problems.Single().Code);
        Assert.Equal(ProblemCodes.NotServed, CustomerSettlement.Settle(Input() with { ServedFrom = new(2026, 6, 20), ServedTo = new(2026, 6, 10) }).Problems.Single().Code);
    }

    [Fact]
    public void Substituted_values_outside_the_days_served_are_not_counted()
    {
        var filled = Substitution.Fill(UntilMiddle, June, new long[June.Count], 8);
        Assert.Equal(0, CustomerSettlement.Settle(Input(Tariff, filled) with { ServedTo = new(2026, 6, 15) }).Required.SubstitutedIntervals);
    }
}
