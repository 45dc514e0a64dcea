using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Tests.Contracts;
using NodaTime;

namespace IntegrationHub.Market.Tests.Bidding;

/// <summary>What a bid won, as a purchase.</summary>
public sealed class AwardTests
{
    private static readonly MarketEvent Hours = Event("DA-1", MarketEventKind.DayAhead, new(2027, 1, 31), new(2027, 2, 1), 60);

    [Fact]
    public void An_award_costs_its_energy_at_the_clearing_prices_in_the_month_of_its_intervals_rounded_once()
    {
        // The last hour of January and the first two of February.
        var award = Award.Of(Bid(1, (24, 1.5m, 333.333m), (25, 2m, 100.001m), (26, 0.000001m, 5000m), (27, 0, 900)), Hours, Grid(Hours));
        var second = Award.Of(Bid(1, (25, 1m, 100.004m)), Hours, Grid(Hours));
        Assert.Equal(new PurchaseCost("DA-1", Energy.FromMegawattHours(1.5m), 500.00m) { OfBids = true }, Award.CostOf("DA-1", [award, second], new(2027, 1)));
        // 200.002 + 0.005 + 100.004, and not the sum of what each would be rounded to.
        Assert.Equal(new PurchaseCost("DA-1", Energy.FromMegawattHours(3.000001m), 300.01m) { OfBids = true }, Award.CostOf("DA-1", [award, second], new(2027, 2)));
        Assert.Null(Award.CostOf("DA-1", [award], new(2027, 3)));
    }

    [Fact]
    public void Of_a_bids_versions_the_newest_with_a_result_counts()
    {
        BidEntry[] bids =
        [
            Bid(1, (1, 1, 1)), Bid(2, (1, 2, 1)) with { State = BidState.Reconciled }, Bid(3) with { State = BidState.Submitted, Results = null }, Bid(1, (1, 5, 1)) with { Number = "A-2" },
            Bid(1, (1, 9, 1)) with { Number = "A-3", State = BidState.Refused },
        ];
        Assert.Equal([("A-2", 1), ("B-1", 2)], Award.Counting(bids).Select(static bid => (bid.Number, bid.Version)));
    }

    [Fact]
    public void A_result_for_an_interval_that_the_event_does_not_have_is_no_purchase() =>
        Assert.Equal([1, 48], Award.Of(Bid(1, (0, 1, 1), (1, 1, 1), (48, 1, 1), (49, 1, 1)), Hours, Grid(Hours)).Intervals.Select(given => Grid(Hours).PositionAt(given.Interval.Start)!.Value));

    [Theory]
    [InlineData("DA-1", null, false, true)]
    [InlineData("B-1", null, true, false)]
    [InlineData(null, "DA-1", false, true)]
    [InlineData(null, "B-1", true, false)]
    [InlineData("DA-1", "B-1", true, true)]
    [InlineData("DA-2", "P-1", false, false)]
    public void A_purchase_contract_names_a_bid_or_an_auction_by_its_auction_or_number(string? auction, string? number, bool bid, bool ofAuction)
    {
        var award = Award.Of(Bid(1, (1, 1, 1)), Hours, Grid(Hours));
        var contract = SampleContracts.Centralized with { Auction = auction, MRid = number ?? "P-1" };
        Assert.Equal((bid, ofAuction), (award.IsNamedBy(contract), award.IsOfAuctionOf(contract)));
        var retail = SampleContracts.Retail with { Auction = auction, MRid = number ?? "P-1" };
        Assert.Equal((false, false), (award.IsNamedBy(retail), award.IsOfAuctionOf(retail)));
    }

    [Fact]
    public void What_is_beyond_the_contracts_of_a_month_falls_on_the_awards_in_proportion()
    {
        // 3 and 1 MWh in January, 2 in February.
        Award[] awards = [Award.Of(Bid(1, (1, 2, 100), (2, 1, 200), (25, 2, 300)), Hours, Grid(Hours)), Award.Of(Bid(1, (1, 1, 400)) with { Number = "B-2" }, Hours, Grid(Hours))];
        var beyond = Award.Beyond(awards, [January(3)]);
        Assert.Equal([0.5m, 0.25m, 2m, 0.25m], beyond.SelectMany(static award => award.Intervals).Select(static interval => interval.Energy.MegawattHours));
        Assert.Equal(["B-1"], Award.Beyond(awards, [January(5), February(1)]).Select(static award => award.Bid));
        Assert.Empty(Award.Beyond(awards, [January(5), February(5)]));
    }

    [Fact]
    public void A_contract_speaks_for_intervals_of_its_own_delivery_period_and_for_no_others_of_the_month()
    {
        var month = Event("M-1", MarketEventKind.Monthly, new(2027, 1, 1), new(2027, 1, 31), null);
        var award = Award.Of(Bid(1, (5, 10, 100), (20, 10, 200)), month, Grid(month));

        // The first ten days are contracted for three times as much as they were given; the twentieth is bought all the same.
        Assert.Equal([0m, 10m], Left(new ContractedSpan(new(2027, 1, 1), new(2027, 1, 10), Energy.FromMegawattHours(30))));
        Assert.Equal([10m, 10m], Left(new ContractedSpan(new(2027, 1, 21), new(2027, 1, 31), Energy.FromMegawattHours(30))));

        // One for the month does not say when: it is used up where the narrower one does not reach.
        Assert.Equal([0m, 4m], Left(January(9), new(new(2027, 1, 1), new(2027, 1, 10), Energy.FromMegawattHours(7))));
        Assert.Equal([0m, 0m], Left(new ContractedSpan(new(2027, 1, 4), new(2027, 1, 31), Energy.FromMegawattHours(10)), new ContractedSpan(new(2027, 1, 1), new(2027, 1, 20), Energy.FromMegawattHours(10))));

        // A month of an annual auction has the days of a contract from the middle of it.
        var year = Event("Y-1", MarketEventKind.Annual, new(2027, 1, 1), new(2027, 12, 31), null);
        Assert.Equal([60m, 50m], Award.Beyond([Award.Of(Bid(1, (1, 100, 1), (2, 50, 1)), year, Grid(year))], [new(new(2027, 1, 10), new(2027, 1, 31), Energy.FromMegawattHours(40))])
            .Single().Intervals.Select(static interval => interval.Energy.MegawattHours));

        IEnumerable<decimal> Left(params ContractedSpan[] spans) =>
            Award.Beyond([award], spans) is [var left] ? left.Intervals.Select(static interval => interval.Energy.MegawattHours) : [0m, 0m];
    }

    [Fact]
    public void Whatever_the_delivery_periods_contracts_speak_for_as_much_as_they_can() => Prop.ForAll(
        (from given in Gen.Choose(0, 9).ListOf(5) from spans in (from first in Gen.Choose(1, 5) from days in Gen.Choose(0, 4) from energy in Gen.Choose(0, 12) select (first, last: Math.Min(5, first + days), energy)).ListOf(3) select (given, spans)).ToArbitrary(), static input =>
        {
            var month = Event("M-1", MarketEventKind.Monthly, new(2027, 1, 1), new(2027, 1, 31), null);
            var award = Award.Of(Bid(1, [.. input.given.Select(static (energy, i) => (i + 1, (decimal)energy, 1m))]), month, Grid(month));
            var left = Award.Beyond([award], [.. input.spans.Select(static span => new ContractedSpan(new(2027, 1, span.first), new(2027, 1, span.last), Energy.FromMegawattHours(span.energy)))]);

            // By Hall's theorem: of the days of any set what the contracts that reach it do not bring is left.
            var most = Enumerable.Range(0, 32).Max(set =>
                input.given.Where((_, day) => (set >> day & 1) != 0).Sum() - input.spans.Where(span => Enumerable.Range(span.first - 1, span.last - span.first + 1).Any(day => (set >> day & 1) != 0)).Sum(static span => span.energy));
            Assert.Equal(most, Energy.Sum(left.SelectMany(static one => one.Intervals).Select(static interval => interval.Energy)).MegawattHours);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_steps_pay_prices_of_their_own_an_award_costs_each_at_its_own_also_what_is_beyond_a_contract()
    {
        var market = Hours with { Pricing = AuctionPricing.PayAsBid };
        var bid = Bid(1) with
        {
            Intervals = [new(1, [new(Energy.FromMegawattHours(3), 400), new(Energy.FromMegawattHours(2), 380), new(Energy.FromMegawattHours(4), 300)])],
            Results = [new(1, Energy.FromMegawattHours(4))],
        };
        Assert.Equal(new PurchaseCost("DA-1", Energy.FromMegawattHours(4), 1580m) { OfBids = true }, Award.CostOf("DA-1", [Award.Of(bid, market, Grid(market))], new(2027, 1)));

        // What is left beyond the contract is of each step in proportion.
        Assert.Equal(790m, Award.CostOf("DA-1", Award.Beyond([Award.Of(bid, market, Grid(market))], [January(2)]), new(2027, 1))!.Amount);

        // The same result of an auction at the clearing price costs that of the result; without one it has none.
        Assert.True(Award.Of(bid, Hours, Grid(Hours)).LacksPriceIn(new(2027, 1)));
        Assert.Equal(1200m, Award.CostOf("DA-1", [Award.Of(bid with { Results = [new(1, Energy.FromMegawattHours(4), 300)] }, Hours, Grid(Hours))], new(2027, 1))!.Amount);

        // Prices that the result says by step count, whatever the auction is called.
        var said = bid with { Results = [IntervalResult.Of(1, [new(Energy.FromMegawattHours(3), 399), new(Energy.FromMegawattHours(1), 379)])] };
        Assert.All(new[] { market, Hours }, one => Assert.Equal(1576m, Award.CostOf("DA-1", [Award.Of(said, one, Grid(one))], new(2027, 1))!.Amount));
    }

    [Fact]
    public void A_zero_of_a_former_form_is_no_price_until_one_is_entered()
    {
        var former = Bid(1, (1, 2, 0), (2, 1, 300), (3, 0, 0)) with { ResultForm = null };
        Assert.Equal([null, 300m, 0m], Award.Of(former, Hours, Grid(Hours)).Intervals.Select(static interval => interval.Price));
        Assert.True(Award.Of(former, Hours, Grid(Hours)).LacksPriceIn(new(2027, 1)));

        // One that nobody else confirmed is none either.
        Assert.True(Award.Of(former.With([new EnteredPrice(1, 0, "letter 12", "li")], null), Hours, Grid(Hours)).LacksPriceIn(new(2027, 1)));
        var entered = former.With([new EnteredPrice(1, 0, "letter 12", "li") { ConfirmedBy = "wang" }], null);
        Assert.False(Award.Of(entered, Hours, Grid(Hours)).LacksPriceIn(new(2027, 1)));
        Assert.Equal(300m, Award.CostOf("DA-1", [Award.Of(entered, Hours, Grid(Hours))], new(2027, 1))!.Amount);
        Assert.Equal(820m, Award.CostOf("DA-1", [Award.Of(former.With([new EnteredPrice(1, 260, "letter 12", "li") { ConfirmedBy = "wang" }], null), Hours, Grid(Hours))], new(2027, 1))!.Amount);

        // Nothing that has a price gets another, and a corrected result goes before what was entered.
        Assert.Equal(300m, entered.With([new EnteredPrice(2, 999, "letter 13", "li") { ConfirmedBy = "wang" }], null).ResultsAt(null)[1].Price);
        Assert.Null(entered.With([new(1, Energy.FromMegawattHours(2))], "R", 2, null).ResultsAt(null)[0].Price);
        Assert.Equal(0, entered.With([new(1, Energy.FromMegawattHours(2), 0)], "R", 2, null).ResultsAt(null)[0].Price);
    }

    [Fact]
    public void Whatever_contracts_bring_what_counts_is_the_greater_of_them_and_the_awards() => Prop.ForAll(
        (from first in Gen.Choose(0, 3_000_000).ListOf(4) from second in Gen.Choose(0, 3_000_000).ListOf(4) from contracted in Gen.Choose(0, 20_000_000) select (first, second, contracted)).ToArbitrary(), static input =>
        {
            Award[] awards = [.. new[] { input.first, input.second }.Select(static energies => Award.Of(Bid(1, [.. energies.Select(static (energy, i) => (i + 1, energy / 1_000_000m, 1m))]), Hours, Grid(Hours)))];
            var given = awards.Sum(static award => Energy.Sum(award.Intervals.Select(static interval => interval.Energy)).WattHours);
            var beyond = Award.Beyond(awards, [January(input.contracted / 1_000_000m)]).Sum(static award => Energy.Sum(award.Intervals.Select(static interval => interval.Energy)).WattHours);
            return beyond + input.contracted == Math.Max(given, input.contracted);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Longer_intervals_of_another_market_get_sums_and_shorter_ones_equal_parts()
    {
        var award = Award.Of(Bid(1, (1, 4, 1), (2, 0.000005m, 1), (25, 6, 1)), Hours, Grid(Hours));
        var quarters = award.By(Grid(Event("Q", MarketEventKind.RealTime, new(2027, 1, 31), new(2027, 1, 31), 15)));
        Assert.Equal([1_000_000, 1_000_000, 1_000_000, 1_000_000, 2, 1, 1, 1, 0], quarters.Take(9).Select(static energy => energy.WattHours));
        Assert.Equal(4_000_005, Energy.Sum(quarters).WattHours);
        Assert.Equal([4.000005m], award.By(Grid(Event("M", MarketEventKind.Monthly, new(2027, 1, 1), new(2027, 1, 31), null))).Select(static energy => energy.MegawattHours).Where(static energy => energy != 0));
        Assert.Equal([4.000005m, 6m], award.By(Grid(Event("Y", MarketEventKind.Annual, new(2027, 1, 1), new(2027, 12, 31), null))).Take(2).Select(static energy => energy.MegawattHours));
        Assert.All(award.By(Grid(Event("N", MarketEventKind.RealTime, new(2027, 2, 2), new(2027, 2, 2), 15))), static energy => Assert.Equal(Energy.Zero, energy));
    }

    [Fact]
    public void What_is_still_to_be_delivered_is_the_intervals_to_come_and_the_rest_of_the_one_that_has_begun()
    {
        var year = Event("Y", MarketEventKind.Annual, new(2027, 1, 1), new(2027, 12, 31), null);
        var grid = Grid(year);
        var award = Award.Of(Bid(1, (1, 310, 1), (2, 28, 1)), year, grid);
        var (january, february) = (grid.IntervalOf(1).Start, grid.IntervalOf(2).Start);
        Assert.Equal([338m, 338m, 328m, 28m, 0m], new[] { january.AddDays(-9), january, january.AddDays(1), february, grid.IntervalOf(2).End }.Select(at => award.From(at).MegawattHours));
    }

    [Fact]
    public void A_months_award_falls_evenly_on_its_hours_also_where_clocks_change()
    {
        var year = Event("Y", MarketEventKind.Annual, new(2027, 1, 1), new(2027, 12, 31), null);
        var award = Award.Of(Bid(1, (3, 743, 1)), year, new(year, Support.Berlin));
        var march = Event("M", MarketEventKind.Monthly, new(2027, 3, 1), new(2027, 3, 31), null);
        var days = award.By(new(march, Support.Berlin));
        // 28 March has 23 hours in Berlin.
        Assert.Equal((24m, 23m, 743m), (days[0].MegawattHours, days[27].MegawattHours, Energy.Sum(days).MegawattHours));
    }

    [Fact]
    public void Whatever_the_two_markets_are_no_watt_hour_is_lost_or_made() => Prop.ForAll(
        (from positions in Gen.Choose(1, 48).ListOf(6) from amounts in Gen.Choose(0, 2_000_000_000).ListOf(6) from step in Gen.Elements(15, 30, 60) from kind in Gen.Elements(MarketEventKind.Annual, MarketEventKind.DayAhead)
         select (given: positions.Zip(amounts).DistinctBy(static one => one.First).ToList(), step, kind)).ToArbitrary(), static input =>
        {
            var results = input.given.Select(static one => (one.First, one.Second / 1_000_000m, 1m)).ToArray();
            var award = Award.Of(Bid(1, results), Hours, Grid(Hours));
            var other = input.kind == MarketEventKind.Annual ? Event("Y", input.kind, new(2027, 1, 1), new(2027, 12, 31), null) : Event("D", input.kind, new(2027, 1, 31), new(2027, 2, 1), input.step);
            return Energy.Sum(award.By(Grid(other))) == Energy.Sum(award.Intervals.Select(static given => given.Energy));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void In_whatever_order_and_however_often_results_come_the_same_one_stays() => Prop.ForAll(
        Gen.Choose(0, 23).ListOf(12).ToArbitrary(), static deliveries =>
        {
            // Documents A and B with three revisions at four instants.
            var last = deliveries.Aggregate(Bid(1) with { State = BidState.Submitted, Results = null }, Take);
            var again = Enumerable.Reverse(deliveries).Concat(deliveries).Aggregate(last, Take);
            Assert.Equal((last.ResultDocument, last.ResultRevision, last.ResultCreated), (again.ResultDocument, again.ResultRevision, again.ResultCreated));
            return true;

            static BidEntry Take(BidEntry bid, int code)
            {
                // A later revision is made later, as documents are.
                var (document, revision) = ((code & 1) == 0 ? "A" : "B", (code >> 1 & 1) + 1);
                var created = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours((revision * 2) + (document == "A" ? 0 : 1));
                return bid.IsReplacedBy(document, revision, created) ? bid.With([], document, revision, created) : bid;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_result_that_corrects_another_is_compared_anew_where_that_was_compared()
    {
        var bid = Bid(1, (1, 1, 100)) with { Intervals = [new(1, [new(Energy.FromMegawattHours(2), 120)])] };
        Assert.Null(bid.With([new(1, Energy.FromMegawattHours(3), 100)], "R", 2, null).Outcome);
        var compared = bid with { State = BidState.Reconciled, Outcome = BidResults.Reconcile(bid.Intervals, bid.Results!) };
        var corrected = compared.With([new(1, Energy.FromMegawattHours(3), 100)], "R", 2, null);
        Assert.Equal((3m, 300m), (corrected.Outcome!.Awarded.MegawattHours, corrected.Outcome.Cost));
        Assert.Equal(ProblemCodes.ResultAboveBid, corrected.Outcome.Findings.Single().Code);
    }

    private static ContractedSpan January(decimal energy) => new(new(2027, 1, 1), new(2027, 1, 31), Energy.FromMegawattHours(energy));

    private static ContractedSpan February(decimal energy) => new(new(2027, 2, 1), new(2027, 2, 28), Energy.FromMegawattHours(energy));

    private static EventGrid Grid(MarketEvent market) => new(market, Support.Shanghai);

    private static BidEntry Bid(int version, params (int Position, decimal Energy, decimal Price)[] results) => new("B-1", version, "DA-1", BidState.Decided, "li", [])
    {
        Results = [.. results.Select(static result => new IntervalResult(result.Position, Energy.FromMegawattHours(result.Energy), result.Price))],
        ResultForm = BidEntry.PresentForm,
    };

    private static MarketEvent Event(string code, MarketEventKind kind, LocalDate from, LocalDate to, int? step) => new()
    {
        Code = code, Kind = kind, Party = "trading-center", Area = SampleContracts.AreaEic, From = from, To = to, StepMinutes = step, GateClosure = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero),
        Currency = "CNY", LowestPrice = 0, HighestPrice = 600, PriceTick = 0.01m, QuantityStep = Energy.FromMegawattHours(0.1m), MostSteps = 10, Source = Support.Source,
    };
}
