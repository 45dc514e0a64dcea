using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Tests.Bidding;

public sealed class BidResultsTests
{
    private static readonly BidRules Rules = new(new(0, 1000, 0.1m), 5, Energy.FromMegawattHours(1));
    private static readonly IntervalBid Bid = new(1, [new(Energy.FromMegawattHours(10), 420), new(Energy.FromMegawattHours(5), 400)]);

    [Theory]
    [InlineData(410, 10, null)]
    [InlineData(400, 10, null)]
    [InlineData(400, 12, null)]
    [InlineData(400, 15, null)]
    [InlineData(430, 0, null)]
    [InlineData(410, 12, ProblemCodes.ResultPriceWorse)]
    [InlineData(410, 9, ProblemCodes.ResultPriceWorse)]
    [InlineData(390, 10, ProblemCodes.ResultPriceWorse)]
    [InlineData(390, 16, ProblemCodes.ResultAboveBid)]
    public void A_result_that_contradicts_the_bid_is_found(int price, int awarded, string? code)
    {
        var outcome = BidResults.Reconcile([Bid], [new(1, Energy.FromMegawattHours(awarded), price)]);
        Assert.Equal(code, outcome.Findings.SingleOrDefault()?.Code);
        Assert.Equal(awarded * price, outcome.Cost);
    }

    [Theory]
    [InlineData(10, 420, 5, 400, null)]
    [InlineData(10, 419, 2, 400, null)]
    [InlineData(10, 420, 5, 401, ProblemCodes.ResultPriceWorse)]
    [InlineData(11, 420, 1, 400, ProblemCodes.ResultPriceWorse)]
    [InlineData(8, 420, 2, 390, ProblemCodes.ResultPriceWorse)]
    [InlineData(10, 420, 6, 390, ProblemCodes.ResultAboveBid)]
    public void Where_each_step_pays_its_own_price_no_more_is_given_at_any_price_than_was_bid_for_it(int dear, int dearPrice, int cheap, int cheapPrice, string? code)
    {
        var outcome = BidResults.Reconcile([Bid], [IntervalResult.Of(1, [new(Energy.FromMegawattHours(cheap), cheapPrice), new(Energy.FromMegawattHours(dear), dearPrice)])]);
        Assert.Equal(code, outcome.Findings.SingleOrDefault()?.Code);
        Assert.Equal((dear * dearPrice) + (cheap * cheapPrice), outcome.Cost);

        // What past rounds say is the lowest price that still won.
        Assert.Equal(cheapPrice, NextBid.Analyse([outcome])[0].Clearing.Single());
    }

    [Fact]
    public void Steps_of_one_price_are_one_and_one_without_a_price_among_several_has_none()
    {
        Assert.Equal(new(1, Energy.FromMegawattHours(3), 400), IntervalResult.Of(1, [new(Energy.FromMegawattHours(2), 400), new(Energy.FromMegawattHours(1)), new(Energy.Zero, 420)]));
        Assert.Equal(new(1, Energy.Zero, 420), IntervalResult.Of(1, [new(Energy.Zero, 400), new(Energy.Zero, 420)]));
        var mixed = IntervalResult.Of(1, [new(Energy.FromMegawattHours(1)), new(Energy.FromMegawattHours(2), 380), new(Energy.FromMegawattHours(1), 400), new(Energy.FromMegawattHours(1), 400)]);
        Assert.Equal([new(Energy.FromMegawattHours(2), 400), new(Energy.FromMegawattHours(2), 380), new(Energy.FromMegawattHours(1))], mixed.Parts);
        Assert.Equal((true, null), (mixed.IsUnpriced, mixed.Price));
        Assert.Equal(ProblemCodes.ResultUnpriced, BidResults.Reconcile([Bid], [mixed]).Findings.Single().Code);
        Assert.Equal((false, 1910m), (mixed.PricedAt(350).IsUnpriced, mixed.PricedAt(350).Cost));
    }

    [Fact]
    public void A_sum_is_paid_as_it_was_bid_step_by_step_and_within_one_step_as_the_result_says()
    {
        Assert.Equal(5000m, new IntervalResult(1, Energy.FromMegawattHours(12), 400).PaidAsBid(Bid).Cost);
        Assert.Equal(2100m, new IntervalResult(1, Energy.FromMegawattHours(5)).PaidAsBid(Bid).Cost);
        Assert.Equal(2050m, new IntervalResult(1, Energy.FromMegawattHours(5), 410).PaidAsBid(Bid).Cost);
        var beyond = new IntervalResult(1, Energy.FromMegawattHours(16)).PaidAsBid(Bid);
        Assert.True(beyond.IsUnpriced);
        Assert.Contains(ProblemCodes.ResultAboveBid, BidResults.Reconcile([Bid], [beyond]).Findings.Select(static finding => finding.Code));
    }

    [Fact]
    public void Missing_unknown_and_double_results_are_found()
    {
        var outcome = BidResults.Reconcile([Bid], [new(2, Energy.Zero, 1)]);
        Assert.Equal([ProblemCodes.ResultUnknown, ProblemCodes.ResultMissing], outcome.Findings.Select(static finding => finding.Code));
        Assert.Equal(ProblemCodes.ResultUnknown, BidResults.Reconcile([Bid], [new(1, Energy.Zero, 500), new(1, Energy.Zero, 500)]).Findings.Single().Code);
    }

    [Fact]
    public void A_proposal_stays_within_gap_ceiling_and_rules_whatever_happened_before() => Prop.ForAll(
        (from gap in Gen.Choose(-50, 5000)
         from ceiling in Gen.Choose(0, 10_000)
         from prices in Gen.Choose(0, 12_000).ListOf()
         from sure in Gen.Choose(0, 100)
         from win in Gen.Choose(0, 100)
         select (gap, ceiling, prices, sure, win)).ToArbitrary(),
        static x =>
        {
            var gaps = new Dictionary<int, Energy> { [1] = Energy.FromKilowattHours(x.gap * 100) };
            var ceilings = new Dictionary<int, PriceCeiling> { [1] = new(x.ceiling / 10m, CeilingBound.Economic, x.ceiling / 10m) };
            var rounds = x.prices.Select(price => BidResults.Reconcile([Bid], [new(1, Energy.Zero, price / 10m)])).ToList();
            var proposal = NextBid.Propose(gaps, ceilings, NextBid.Analyse(rounds), Rules, new(x.sure / 100m, x.win / 100m));
            return BidBook.Check([.. proposal.Select(static interval => interval.Bid)], Rules, ceilings, gaps, new(1_000_000_000, 0, 0)).Count == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_rest_is_bid_where_it_would_have_won_often_enough()
    {
        List<BidOutcome> rounds = [.. ((int[])[380, 390, 400, 410]).Select(price => BidResults.Reconcile([Bid], [new(1, Energy.FromMegawattHours(price < 400 ? 15 : 10), price)]))];
        var history = NextBid.Analyse(rounds);
        Assert.Equal((4, 50m / 60), (history[0].Rounds, history[0].AwardedShare));
        var proposal = Assert.Single(NextBid.Propose(
            new Dictionary<int, Energy> { [1] = Energy.FromMegawattHours(100) }, new Dictionary<int, PriceCeiling> { [1] = new(450, CeilingBound.Economic, 450) }, history, Rules, new(0.3m, 0.75m)));
        Assert.Equal([new(Energy.FromMegawattHours(30), 450), new(Energy.FromMegawattHours(70), 400.1m)], proposal.Bid.Steps);
        Assert.Equal((4, 400m), (proposal.Rounds, proposal.PastPrice));
    }

    [Fact]
    public void Where_each_step_pays_its_own_price_the_own_price_that_won_is_bid_again_and_no_tick_more()
    {
        List<BidOutcome> rounds = [BidResults.Reconcile([Bid], [new(1, Energy.FromMegawattHours(10), 400)])];
        for (var round = 0; round < 3; round++)
        {
            var proposal = Assert.Single(NextBid.Propose(
                new Dictionary<int, Energy> { [1] = Energy.FromMegawattHours(100) }, new Dictionary<int, PriceCeiling> { [1] = new(450, CeilingBound.Economic, 450) }, NextBid.Analyse(rounds), Rules, new(0m, 1m), paysAsBid: true));
            Assert.Equal((new BidStep(Energy.FromMegawattHours(100), 400), 400m), (Assert.Single(proposal.Bid.Steps), proposal.PastPrice));
            rounds.Add(BidResults.Reconcile([proposal.Bid], [new(1, Energy.FromMegawattHours(100), proposal.Bid.Steps[0].Price)]));
        }
    }

    [Fact]
    public void A_round_that_pays_as_bid_is_no_round_of_a_market_with_a_clearing_price()
    {
        var market = new MarketEvent
        {
            Code = "DA-1", Kind = MarketEventKind.DayAhead, Party = "center", Area = "10YIHUB-MARKET0N", From = new(2027, 1, 1), To = new(2027, 1, 1), StepMinutes = 60, GateClosure = default, Currency = "CNY",
            LowestPrice = 0, HighestPrice = 600, PriceTick = 0.1m, QuantityStep = Energy.FromMegawattHours(1), MostSteps = 3, Source = null!,
        };
        Assert.True(market.IsLike(market with { Code = "DA-2", Pricing = AuctionPricing.Uniform }));
        Assert.False(market.IsLike(market with { Code = "DA-2", Pricing = AuctionPricing.PayAsBid }));
    }

    [Fact]
    public void Without_a_past_all_is_bid_at_the_ceiling()
    {
        var proposal = Assert.Single(NextBid.Propose(
            new Dictionary<int, Energy> { [1] = Energy.FromMegawattHours(2.7m) }, new Dictionary<int, PriceCeiling> { [1] = new(450, CeilingBound.Regulatory, 500) }, [], Rules, new(0.3m, 0.75m)));
        Assert.Equal([new(Energy.FromMegawattHours(2), 450)], proposal.Bid.Steps);
    }
}
