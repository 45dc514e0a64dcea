using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Tests.Deviation;

public sealed class DeviationTests
{
    /// <summary>Band 2 %, half of the reference price for over-use, all of it for under-use.</summary>
    private static readonly DeviationRule Rule = new(0.02m, 0.02m, 0.5m, 1m, Rounding.Commercial);

    private static Energy MWh(decimal value) => Energy.FromMegawattHours(value);

    [Theory]
    [InlineData(100, 102, 0, 0)]
    [InlineData(100, 98, 0, 0)]
    [InlineData(100, 105, 3, 600)]
    [InlineData(100, 90, -8, 3200)]
    [InlineData(0, 5, 5, 1000)]
    [InlineData(100, 100, 0, 0)]
    public void Only_what_lies_beyond_the_band_is_charged(int contracted, int actual, int charged, int amount)
    {
        var result = DeviationAssessment.Assess(Rule, MWh(contracted), MWh(actual), 400, Excuse.None);
        Assert.Equal((MWh(charged), (decimal)amount), (result.Charged, result.Amount));
    }

    [Fact]
    public void With_nothing_contracted_there_is_no_share() =>
        Assert.Null(DeviationAssessment.Assess(Rule, Energy.Zero, MWh(5), 400, Excuse.None).Share);

    [Fact]
    public void What_is_excused_never_turns_the_sign()
    {
        var result = DeviationAssessment.Assess(Rule, MWh(100), MWh(90), 400, new(MWh(50), "force majeure 2026/7"));
        Assert.Equal((MWh(10), Energy.Zero, 0m), (result.Excused, result.Charged, result.Amount));
    }

    [Fact]
    public void The_edge_of_the_band_is_free_and_one_watt_hour_beyond_is_not()
    {
        Assert.Equal(Energy.Zero, DeviationAssessment.Assess(Rule, MWh(100), MWh(102), 400, Excuse.None).Charged);
        Assert.Equal(new Energy(1), DeviationAssessment.Assess(Rule, MWh(100), MWh(102) + new Energy(1), 400, Excuse.None).Charged);
    }

    [Fact]
    public void A_pool_nets_before_it_is_assessed_and_charges_those_who_caused_it()
    {
        var pool = DeviationAssessment.AssessPool(
            Rule, [new("a", MWh(100), MWh(130)), new("b", MWh(100), MWh(90)), new("c", MWh(100), MWh(110))], 400, Excuse.None);
        // 330 against 300: 24 beyond the band of 6, at half of 400.
        Assert.Equal(4800m, pool.Pool.Amount);
        Assert.Equal([3600m, 0m, 1200m], pool.Shares.Select(static share => share.Amount));
    }

    [Fact]
    public void Shares_of_a_pool_sum_to_its_charge_to_the_cent() => Prop.ForAll(
        Gen.Choose(0, 1_000_000_000).Two().ListOf().Where(static list => list.Count > 0).ToArbitrary(), static list =>
        {
            var members = list.Select(static (pair, index) => new PoolMember($"{index}", new Energy(pair.Item1), new Energy(pair.Item2))).ToList();
            var result = DeviationAssessment.AssessPool(Rule, members, 387.65m, Excuse.None);
            return result.Shares.Sum(static share => share.Amount) == result.Pool.Amount && result.Shares.Count == members.Count;
        }).QuickCheckThrowOnFailure();
}
