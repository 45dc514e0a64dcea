using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using static IntegrationHub.Market.Tests.Settlement.SampleSettlement;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Settlement;

/// <summary>Bills of packages that price more than consumption, and readings that no bill can be made of.</summary>
public sealed class OtherEnergiesTests
{
    private static readonly PricePackage Solar = Package(new Together([new FixedPrice(400), new FeedIn(80)]));
    private static readonly PricePackage Sharing = Package(new Community(new FixedPrice(180), new FixedPrice(320)));

    [Fact]
    public void Energy_fed_in_is_paid_for()
    {
        var bill = CustomerSettlement.Settle(Input(Solar) with { Export = Measured(500), Catalogue = [] }).Required;
        Assert.Equal([("fixed", 1152m), ("feedIn", -115.2m)], bill.Terms.Where(static term => term.Rule != "powerFactor").Select(static term => (term.Rule, term.Amount)));
        Assert.Equal((Energy.FromMegawattHours(2.88m), 1, (int?)null), (bill.Energy, bill.ExportVersion, bill.CommunityVersion));
    }

    [Fact]
    public void Energy_of_the_community_has_its_price()
    {
        var bill = CustomerSettlement.Settle(Input(Sharing) with { Community = Measured(250), Catalogue = [] }).Required;
        Assert.Equal([0.72m * 180, 2.16m * 320], bill.Terms.Where(static term => term.Path.StartsWith("price", StringComparison.Ordinal)).Select(static term => term.Amount));
        Assert.Equal(1, bill.CommunityVersion);
    }

    [Fact]
    public void A_package_whose_energy_has_no_readings_is_not_billed_by_the_others()
    {
        Assert.Equal([(ProblemCodes.ReadingMissing, "0001/10kV, export")], Problems(Input(Solar)));
        Assert.Equal([(ProblemCodes.ReadingMissing, "0001/10kV, community")], Problems(Input(Sharing)));
        Assert.Equal([(ProblemCodes.ReadingMissing, "0001/10kV, export")], Problems(Input(Solar) with { Export = ReadingBlock.Empty(June) }));
        Assert.Equal([(ProblemCodes.ReadingOutside, "0001/10kV, export")], Problems(Input(Solar) with { Export = ReadingBlock.Empty(Grid(2026, 7)) }));
    }

    [Fact]
    public void Readings_that_the_package_does_not_price_are_not_looked_at() =>
        Assert.True(CustomerSettlement.Settle(Input() with { Export = ReadingBlock.Empty(Grid(2026, 7)), Community = Measured(-1) }).IsGood);

    [Fact]
    public void Energy_below_zero_is_a_problem_with_its_time()
    {
        var readings = Measured(1000).With([(96 + 4, -5_000_000, ReadingQuality.Measured)]);
        var problem = CustomerSettlement.Settle(Input(readings: readings)).Problems.Single();
        Assert.Equal(ProblemCodes.ReadingNegative, problem.Code);
        Assert.Contains("1 intervals of 0001/10kV are below zero, the first on 2026-06-02 at 01:00", problem.Text, StringComparison.Ordinal);
        Assert.Equal([(ProblemCodes.ReadingNegative, "0001/10kV, export")], Problems(Input(Solar) with { Export = Measured(-1) }));
    }

    [Fact]
    public void A_community_never_covers_more_than_the_consumption() =>
        Assert.Equal(
            [(ProblemCodes.ReadingCommunity, "0001/10kV, community")],
            Problems(Input(Sharing) with { Community = Measured(250).With([(7, 1001, ReadingQuality.Measured)]) }));

    [Fact]
    public void Everything_wrong_with_readings_is_said_at_once()
    {
        var package = Package(new Together([new Community(new FixedPrice(180), new FixedPrice(320)), new FeedIn(80)]));
        Assert.Equal(
            [(ProblemCodes.ReadingNegative, "0001/10kV"), (ProblemCodes.ReadingMissing, "0001/10kV, export"), (ProblemCodes.ReadingMissing, "0001/10kV, community")],
            Problems(Input(package, Measured(-5))));
    }

    [Fact]
    public void Substituted_values_of_every_energy_are_counted_once_an_interval()
    {
        var block = ReadingBlock.Empty(June).With(Enumerable.Range(0, June.Count).Select(static index => (index, 100L, index < 10 ? ReadingQuality.Estimated : ReadingQuality.Measured)));
        Assert.Equal(10, CustomerSettlement.Settle(Input(Solar) with { Export = block }).Required.SubstitutedIntervals);
        Assert.Equal(10, CustomerSettlement.Settle(Input(Solar, block) with { Export = block }).Required.SubstitutedIntervals);
        Assert.Equal(0, CustomerSettlement.Settle(Input(Solar) with { Export = Measured(100) }).Required.SubstitutedIntervals);
    }

    private static IEnumerable<(string Code, string Where)> Problems(SettlementInput input) => CustomerSettlement.Settle(input).Problems.Select(static problem => (problem.Code, problem.Where));
}
