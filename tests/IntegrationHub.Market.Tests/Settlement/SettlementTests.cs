using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using static IntegrationHub.Market.Tests.Settlement.SampleSettlement;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Settlement;

public sealed class SettlementTests
{
    [Fact]
    public void A_bill_has_energy_catalogue_and_power_factor_and_its_total_is_the_sum_of_its_lines()
    {
        var bill = CustomerSettlement.Settle(Input()).Required;
        Assert.Equal(
            [("fixed", 1152m), ("transmissionAndDistribution", 432m), ("capacity", 16000m), ("governmentFunds", 79.2m), ("powerFactor", 410.8m)],
            bill.Terms.Select(static term => (term.Rule, term.Amount)));
        Assert.Equal(18_074m, bill.Total);
        Assert.Equal((Energy.FromMegawattHours(2.88m), 0, "P1/1"), (bill.Energy, bill.SubstitutedIntervals, bill.Package));
    }

    [Theory]
    [InlineData(DeviationBearer.Retailer, 0, 0)]
    [InlineData(DeviationBearer.Customer, 0, 250)]
    [InlineData(DeviationBearer.Shared, 0.4, 100)]
    public void The_deviation_clause_decides_what_the_customer_bears(DeviationBearer bearer, double share, int amount)
    {
        var package = Package(new FixedPrice(400)) with { Deviation = new(bearer, (decimal)share) };
        var bill = CustomerSettlement.Settle(Input(package) with { DeviationCharge = 250 }).Required;
        Assert.Equal(amount, bill.Terms.Where(static term => term.Rule == "deviation").Sum(static term => term.Amount));
    }

    [Fact]
    public void Missing_readings_are_a_problem_and_substituted_ones_are_counted()
    {
        var gaps = ReadingBlock.Empty(June).With(Enumerable.Range(0, 100).Select(static index => (index, 1000L, ReadingQuality.Measured)));
        Assert.Equal(ProblemCodes.ReadingMissing, CustomerSettlement.Settle(Input(readings: gaps)).Problems.Single().Code);
        var filled = Substitution.Fill(gaps, June, new long[June.Count], 8);
        Assert.Equal(June.Count - 100, CustomerSettlement.Settle(Input(readings: filled)).Required.SubstitutedIntervals);
    }

    [Fact]
    public void A_catalogue_price_that_ended_is_a_problem()
    {
        var ended = DatedTable.Create("old", [new Dated<CataloguePrice>(new(CatalogueItem.LineLoss, "", "", 5, 0, Rounding.Commercial), new(2025, 1, 1), new(2025, 12, 31), Source)]).Required;
        Assert.Equal(ProblemCodes.ParameterMissing, CustomerSettlement.Settle(Input() with { Catalogue = [ended] }).Problems.Single().Code);
    }

    [Fact]
    public void Readings_of_another_month_are_refused()
    {
        var july = ReadingBlock.Empty(Grid(2026, 7));
        Assert.Equal(ProblemCodes.ReadingOutside, CustomerSettlement.Settle(Input(readings: july)).Problems.Single().Code);
    }

    [Fact]
    public void A_correction_bills_the_difference_and_leaves_the_closed_bill()
    {
        var readings = Measured(1000);
        var closed = CustomerSettlement.Settle(Input(readings: readings)).Required;
        var corrected = CustomerSettlement.Settle(Input(readings: readings.With([(5, 401_000, ReadingQuality.Measured)]))).Required;
        var delta = DeltaSettlement.Between(closed, corrected);
        Assert.Equal(closed.Total + delta.Total, corrected.Total);
        Assert.Equal((1, 2, Energy.FromMegawattHours(0.4m)), (delta.FromReadings, delta.ToReadings, delta.Energy));
        Assert.DoesNotContain(delta.Terms, static term => term.Rule == "capacity");
        Assert.Equal(160m, delta.Terms.Single(static term => term.Rule == "fixed").Amount);
    }

    [Fact]
    public void Settled_twice_the_bill_is_the_same() =>
        Assert.Equal(CustomerSettlement.Settle(Input()).Required.Terms, CustomerSettlement.Settle(Input()).Required.Terms);
}
