using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Tests.Bidding;

public sealed class BiddingTests
{
    private static readonly PriceLimits Limits = new(Lowest: 0, Highest: 1500, Tick: 0.1m);
    private static readonly BidRules Rules = new(Limits, MostSteps: 3, Energy.FromMegawattHours(0.1m));
    private static readonly CreditHeadroom Rich = new(1_000_000, 0, 0);

    private static Energy MWh(decimal value) => Energy.FromMegawattHours(value);

    [Fact]
    public void The_ceiling_is_what_is_left_of_the_revenue_rounded_down_to_the_tick()
    {
        // (5000 − 200 − 150 − 60 − 90) ÷ 7 = 642.857…
        var ceiling = PriceCeiling.Of(new(MWh(7), 5000, 200, 150, 60, 90), Limits);
        Assert.Equal((642.8m, CeilingBound.Economic), (ceiling.Price, ceiling.Bound));
    }

    [Fact]
    public void The_regulator_binds_where_the_market_admits_less() =>
        Assert.Equal((1500m, CeilingBound.Regulatory), (PriceCeiling.Of(new(MWh(1), 5000, 0, 0, 0, 0), Limits) is var ceiling ? (ceiling.Price!.Value, ceiling.Bound) : default));

    [Fact]
    public void Without_a_gap_there_is_no_ceiling() => Assert.Equal(CeilingBound.NoGap, PriceCeiling.Of(new(Energy.Zero, 5000, 0, 0, 0, 0), Limits).Bound);

    [Fact]
    public void Where_buying_loses_money_nothing_should_be_bought()
    {
        var ceiling = PriceCeiling.Of(new(MWh(1), 100, 200, 0, 0, 0), Limits);
        Assert.Equal((null, CeilingBound.BelowFloor), (ceiling.Price, ceiling.Bound));
    }

    [Fact]
    public void Buying_at_the_ceiling_keeps_the_margin() => Prop.ForAll(
        Gen.Choose(1, 100_000).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), static (quantity, revenue) =>
        {
            var input = new CeilingInput(MWh(quantity / 10m), revenue, 10, 20, 30, 40);
            return PriceCeiling.Of(input, Limits).Price is not { } price || revenue - 60 - (price * input.Gap.MegawattHours) >= 40;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_gap_is_the_forecast_less_all_purchases()
    {
        Assert.Equal([MWh(2), MWh(-1)], ElectricityGap.Of([MWh(10), MWh(5)], [[MWh(6), MWh(6)], [MWh(2), MWh(0)]]));
        Assert.Throws<ArgumentException>(() => ElectricityGap.Of([MWh(1)], [[MWh(1), MWh(1)]]));
    }

    [Fact]
    public void A_good_bid_has_no_problem()
    {
        var bid = new IntervalBid(1, [new(MWh(2), 500), new(MWh(3), 450.5m)]);
        Assert.Empty(BidBook.Check([bid], Rules, Ceilings(600), Gaps(5), Rich));
        Assert.Equal((MWh(5), (2 * 500) + (3 * 450.5m)), (bid.Quantity, bid.Worst));
    }

    [Fact]
    public void Everything_wrong_with_a_bid_is_said_at_once()
    {
        var bid = new IntervalBid(1, [new(MWh(2), 500), new(MWh(3.05m), 650.55m), new(MWh(1), 400), new(MWh(1), 2000)]);
        var codes = BidBook.Check([bid], Rules, Ceilings(600), Gaps(5), new(100, 50, 25)).Select(static problem => problem.Code).ToList();
        Assert.Equal(
            [
                ProblemCodes.StepsTooMany, ProblemCodes.StepsDisordered, ProblemCodes.QuantityOffStep, ProblemCodes.PriceOffTick, ProblemCodes.StepsDisordered,
                ProblemCodes.PriceBelowFloor, ProblemCodes.PriceAboveCeiling, ProblemCodes.PriceAboveCeiling, ProblemCodes.QuantityAboveGap, ProblemCodes.CreditExceeded,
            ],
            codes);
    }

    [Fact]
    public void A_problem_never_tells_the_ceiling()
    {
        var bid = new IntervalBid(1, [new(MWh(1), 700)]);
        Assert.All(BidBook.Check([bid], Rules, Ceilings(612.3m), Gaps(5), Rich), static problem => Assert.DoesNotContain("612", problem.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Bidding_where_nothing_should_be_bought_is_a_problem() =>
        Assert.Equal(
            ProblemCodes.PriceAboveCeiling,
            BidBook.Check([new(1, [new(MWh(1), 1)])], Rules, new Dictionary<int, PriceCeiling>(), Gaps(5), Rich).Single().Code);

    [Fact]
    public void Two_bids_for_one_interval_do_not_share_its_gap() =>
        Assert.Equal(
            ProblemCodes.BidTwice, BidBook.Check([new(1, [new(MWh(4), 500)]), new(1, [new(MWh(4), 400)])], Rules, Ceilings(600), Gaps(5), Rich).Single().Code);

    [Fact]
    public void A_bid_without_a_gap_is_a_problem() =>
        Assert.Equal(
            ProblemCodes.GapMissing, BidBook.Check([new(1, [new(MWh(4), 500)])], Rules, Ceilings(600), new Dictionary<int, Energy>(), Rich).Single().Code);

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    public void A_bid_of_nothing_fits_every_gap(int gap) => Assert.Empty(BidBook.Check([new(1, [])], Rules, Ceilings(600), Gaps(gap), Rich));

    [Fact]
    public void A_bid_where_too_much_was_bought_already_is_a_problem() =>
        Assert.Equal(ProblemCodes.QuantityAboveGap, BidBook.Check([new(1, [new(MWh(0.1m), 500)])], Rules, Ceilings(600), Gaps(-5), Rich).Single().Code);

    [Fact]
    public void The_credit_covers_the_dear_steps_though_the_cheap_ones_may_not_be_taken()
    {
        var bid = new IntervalBid(1, [new(MWh(10), 30), new(MWh(10), -25)]);
        Assert.Equal(300, bid.Worst);
        var codes = BidBook.Check([bid], Rules with { Prices = Limits with { Lowest = -500 } }, Ceilings(600), Gaps(20), new(299, 0, 0)).Select(static problem => problem.Code);
        Assert.Equal([ProblemCodes.CreditExceeded], codes);
    }

    private static Dictionary<int, PriceCeiling> Ceilings(decimal price) => new() { [1] = new(price, CeilingBound.Economic, price) };

    private static Dictionary<int, Energy> Gaps(decimal gap) => new() { [1] = MWh(gap) };
}
