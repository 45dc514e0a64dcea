using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Tests.Bids;

/// <summary>Announcements, demand, terms, plans and the bid book.</summary>
[Collection(BidTests.Name)]
public sealed class BidBookTests(BidSite site)
{
    private MarketEventBook Events => site.Retail.Get<MarketEventBook>();

    [Fact]
    public async Task Everything_that_is_wrong_with_an_announcement_is_told_at_once_and_nothing_is_kept()
    {
        var json = BidSite.EventJson("wrong code", new(2027, 6, 1), "2026-12-01T12:00:00Z").Replace("\"priceTick\":0.01", "\"priceTick\":0", StringComparison.Ordinal)
            .Replace("\"highestPrice\":600", "\"highestPrice\":-1", StringComparison.Ordinal).Replace("\"stepMinutes\":60,", "", StringComparison.Ordinal).Replace("MARKET0N", "MARKET0M", StringComparison.Ordinal)
            .Replace("\"province\":\"Guangdong\"", "\"province\":\"\"", StringComparison.Ordinal).Replace("\"mostSteps\":10", "\"mostSteps\":0", StringComparison.Ordinal);
        var problems = (await Events.ImportAsync(json, "li", default)).Problems;
        Assert.Equal(["code", "area", "stepMinutes", "priceTick", "highestPrice", "mostSteps", "source"], problems.Select(static problem => problem.Where));
        Assert.All(problems, static problem => Assert.NotEmpty(problem.Remedy));
        Assert.Equal(
            [(ProblemCodes.JsonMemberMissing, 14), (ProblemCodes.JsonMemberUnexpected, 1)],
            (await Events.ImportAsync("{\"cod\":1}", "li", default)).Problems.GroupBy(static problem => problem.Code).Select(static same => (same.Key, same.Count())).Order());
        Assert.Null(await Events.FindAsync("wrong code", default));
    }

    [Theory]
    [InlineData("annual", "2027-01-01", "2027-12-31", null, true)]
    [InlineData("annual", "2027-01-01", "2027-11-30", null, false)]
    [InlineData("monthly", "2027-02-01", "2027-02-28", null, true)]
    [InlineData("monthly", "2027-02-01", "2027-02-27", null, false)]
    [InlineData("realTime", "2027-02-01", "2027-02-01", "15", true)]
    [InlineData("realTime", "2027-02-01", "2027-02-02", "15", false)]
    [InlineData("dayAhead", "2027-02-01", "2027-02-01", "20", false)]
    [InlineData("annual", "2027-01-01", "2027-12-31", "60", false)]
    public async Task A_market_is_held_for_a_span_of_its_kind(string kind, string from, string to, string? step, bool good)
    {
        var json = BidSite.EventJson(site.Retail.Fresh("SPAN"), new(2027, 2, 1), "2026-12-01T12:00:00Z").Replace("dayAhead", kind, StringComparison.Ordinal)
            .Replace("\"from\":\"2027-02-01\",\"to\":\"2027-02-01\",\"stepMinutes\":60,", $"\"from\":\"{from}\",\"to\":\"{to}\",{(step is null ? "" : $"\"stepMinutes\":{step},")}", StringComparison.Ordinal);
        Assert.Equal(good, (await Events.ImportAsync(json, "li", default)).Problems.Count == 0);
    }

    [Fact]
    public async Task An_announcement_that_says_something_else_is_the_next_version_and_the_same_again_is_none()
    {
        var code = site.Retail.Fresh("EV");
        for (var i = 0; i < 2; i++)
            RetailSite.Good(await Events.ImportAsync(BidSite.EventJson(code, new(2027, 6, 1), "2026-12-01T12:00:00Z"), "li", default));

        RetailSite.Good(await Events.ImportAsync(BidSite.EventJson(code, new(2027, 6, 1), "2026-12-01T13:00:00Z"), "li", default));
        Assert.Equal(13, (await Events.FindAsync(code, default))!.GateClosure.Hour);
        Assert.Equal(2, (await site.Retail.EventsAsync("market-event.read")).Count(item => item.Data.Contains($"\"{code}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Declared_demand_comes_in_all_or_none_by_line_and_column()
    {
        var book = site.Retail.Get<DemandBook>();
        var day = string.Join(' ', Enumerable.Repeat("1", 24));
        var problems = (await book.ImportAsync($"accountNumber,voltageLevel,day,mwh\nD-1,10kV,2027-13-01,{day}\nD-1,10kV,2027-05-01,1 2 -3\nD-1,,2027-05-02,1 2 3\n", "li", default)).Problems;
        Assert.Equal(["line 2, day", "line 3, mwh", "line 4, voltageLevel"], problems.Select(static problem => problem.Where));
        Assert.Equal(ProblemCodes.CurveLength, (await book.ImportAsync("accountNumber,voltageLevel,day,mwh\nD-1,10kV,2027-05-01,1 2 3\n", "li", default)).Problems.Single().Code);
        Assert.Equal(ProblemCodes.NotServed, (await book.ImportAsync($"accountNumber,voltageLevel,day,mwh\nD-2,10kV,2027-05-01,{day}\n", "li", default)).Problems.Single().Code);
        Assert.Equal(ProblemCodes.AccountTwice, (await book.ImportAsync($"accountNumber,voltageLevel,day,mwh\nD-1,10kV,2027-05-01,{day}\nD-1,10kV,2027-05-01,{day}\n", "li", default)).Problems.Single().Code);
        Assert.Equal(ProblemCodes.ColumnMissing, (await book.ImportAsync("account\nD-1\n", "li", default)).Problems[0].Code);
        Assert.Null((await book.ForecastAsync(new(2027, 5, 1), new(2027, 5, 1), 60, default)).Of(new("D-1", "10kV"), new(2027, 5, 1), 60));
    }

    [Fact]
    public async Task A_later_declaration_counts_and_is_brought_to_the_length_that_is_asked_for()
    {
        var book = site.Retail.Get<DemandBook>();
        RetailSite.Good(await book.ImportAsync($"accountNumber,voltageLevel,day,mwh\nD-1,10kV,2027-05-03,{string.Join(' ', Enumerable.Repeat("9", 24))}\n", "li", default));
        RetailSite.Good(await book.ImportAsync($"accountNumber,voltageLevel,day,mwh\nD-1,10kV,2027-05-03,{string.Join(' ', Enumerable.Repeat("0.5", 96))}\n", "li", default));
        LocalDate day = new(2027, 5, 3);
        Assert.All((await book.ForecastAsync(day, day, 60, default)).Of(new("D-1", "10kV"), day, 60)!, static energy => Assert.Equal(Energy.FromMegawattHours(2), energy));
        Assert.Equal(96, (await book.ForecastAsync(day, day, 15, default)).Of(new("D-1", "10kV"), day, 15)!.Count);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_terms_is_told_at_once()
    {
        var json = BidSite.Terms(1, 500, "X Y").Replace("\"fees\":5", "\"fees\":-5", StringComparison.Ordinal).Replace("\"sure\":0.5", "\"sure\":1.5", StringComparison.Ordinal).Replace("\"source\":\"test\"", "\"source\":\"\"", StringComparison.Ordinal);
        Assert.Equal(["code", "sure", "fees", "source"], (await site.Retail.Get<BidTermsBook>().ImportAsync(json, "li", default)).Problems.Select(static problem => problem.Where));
        Assert.Equal(ProblemCodes.BidTermsMissing, (await site.Retail.Get<BidTermsBook>().OnAsync(new(2019, 1, 1), default)).Problems.Single().Code);
    }

    [Fact]
    public async Task The_gap_is_demand_less_purchases_and_the_ceiling_says_which_bound_binds()
    {
        var market = await site.EventAsync(demand: "3");
        await BuyAsync(market, 24);
        var gap = RetailSite.Good(await site.Plans.GapAsync(market.Code, "call-g-" + market.Code, "li", default));
        Assert.All(gap.Plan.Intervals, static interval => Assert.Equal((3m, 1m, 2m), (interval.Expected.MegawattHours, interval.Contracted.MegawattHours, interval.Gap.MegawattHours)));

        // 500 − 5 fees − 10 costs − 5 % × 100 deviation − 20 profit.
        var plan = RetailSite.Good(await site.Plans.CeilingAsync(market.Code, "call-c-" + market.Code, "li", default));
        Assert.All(plan.Plan.Intervals, static interval => Assert.Equal((460m, CeilingBound.Economic), (interval.Ceiling, interval.Bound)));
        Assert.Equal(("T/1", 1_000_000m), (plan.Plan.Terms, plan.Plan.Credit!.Limit));
        Assert.Equal(["digest", "event", "version"], await FactsAsync("bid-plan.ceiling", market.Code));
    }

    [Fact]
    public async Task A_day_that_somebody_did_not_declare_has_no_gap_and_no_guess_is_made()
    {
        var code = site.Retail.Fresh("ND");
        RetailSite.Good(await Events.ImportAsync(BidSite.EventJson(code, new(2027, 8, 1), "2026-12-01T12:00:00Z"), "li", default));
        Assert.Equal(ProblemCodes.BidDemandMissing, (await site.Plans.GapAsync(code, code, "li", default)).Problems.Single().Code);
        Assert.Equal(ProblemCodes.BidPlanMissing, (await site.Plans.CeilingAsync(code, code + "c", "li", default)).Problems.Single().Code);
        Assert.Equal(RetailProblems.Unknown, (await site.Plans.GapAsync("NONE", "x", "li", default)).Problems.Single().Code);
    }

    [Fact]
    public async Task A_bid_is_judged_by_form_when_it_is_written_and_by_the_market_when_it_is_checked()
    {
        var market = await site.EventAsync();
        var bad = await site.Entries.WriteAsync($$"""{"number":"b","event":"{{market.Code}}","intervals":[{"position":25,"steps":[]}]}""", "li", default);
        Assert.Equal([ProblemCodes.BidNumber, ProblemCodes.BidEmpty, ProblemCodes.BidInterval], bad.Problems.Select(static problem => problem.Code));

        await PlanAsync(market);
        var bid = RetailSite.Good(await site.Entries.WriteAsync($"B-{market.Code}", market.Code, [Step(1, 2.5m, 460.005m), Step(2, 0.15m, 100), Step(3, 1, 700)], "li", default));
        Assert.Equal(
            [(ProblemCodes.PriceOffTick, "interval 1, step 1"), (ProblemCodes.PriceAboveCeiling, "interval 1"), (ProblemCodes.QuantityAboveGap, "interval 1"), (ProblemCodes.QuantityOffStep, "interval 2, step 1"), (ProblemCodes.PriceBelowFloor, "interval 3, step 1"), (ProblemCodes.PriceAboveCeiling, "interval 3")],
            (await site.Check.FindAsync(bid, null, default)).Select(static problem => (problem.Code, problem.Where)));
    }

    [Fact]
    public async Task What_left_is_corrected_by_its_next_version_and_what_is_decided_by_none()
    {
        var market = await site.EventAsync();
        var number = $"B-{market.Code}";
        RetailSite.Good(await site.Entries.WriteAsync(number, market.Code, [Step(1, 1, 100)], "li", default));
        Assert.Equal(1, RetailSite.Good(await site.Entries.WriteAsync(number, market.Code, [Step(1, 1, 101)], "li", default)).Version);
        foreach (var action in (BidAction[])[BidAction.Propose, BidAction.Sign, BidAction.Submit])
            RetailSite.Good(await site.Entries.StepAsync(number, null, action, "li", Checked.Good, default));

        Assert.Equal(2, RetailSite.Good(await site.Entries.WriteAsync(number, market.Code, [Step(1, 1, 102)], "li", default)).Version);
        Assert.Equal(BidState.Submitted, (await site.Entries.FindAsync(number, 1, default))!.State);
        Assert.Equal(ProblemCodes.BidTransition, (await site.Entries.StepAsync(number, 2, BidAction.Decide, "li", Checked.Good, default)).Problems.Single().Code);
        var other = await site.EventAsync();
        Assert.Equal(RetailProblems.Exists, (await site.Entries.WriteAsync(number, other.Code, [Step(1, 1, 102)], "li", default)).Problems.Single().Code);
    }

    [Fact]
    public async Task The_ledger_knows_that_a_bid_was_written_and_nothing_of_what_it_says()
    {
        var market = await site.EventAsync();
        RetailSite.Good(await site.Entries.WriteAsync($"B-{market.Code}", market.Code, [Step(1, 1, 432.19m)], "li", default));
        Assert.Equal(["bid", "event", "state", "version"], await FactsAsync("bid.write", market.Code));
    }

    [Fact]
    public async Task Published_prices_are_kept_once()
    {
        var notices = site.Retail.Get<PriceNotices>();
        var notice = new PriceNotice(BidSite.Area, new(2027, 9, 1), "PUB-1", 1, "PT60M", "CNY", [1, 2, 3]);
        Assert.True(await notices.KeepAsync(notice, default));
        Assert.True(await notices.KeepAsync(notice, default));
        Assert.True(await notices.KeepAsync(notice with { Revision = 2, Prices = [4, 5, 6] }, default));
        Assert.Equal([4, 5, 6], Assert.Single(await notices.OnAsync(new(2027, 9, 1), default)).Prices);
        Assert.Equal(2, (await site.Retail.EventsAsync("market-prices.kept")).Count);
    }

    /// <summary>Names of what an event of the ledger says: no price, no energy.</summary>
    private async Task<IEnumerable<string>> FactsAsync(string kind, string code)
    {
        var item = Assert.Single(await site.Retail.EventsAsync(kind), item => item.Data.Contains($"\"{code}\"", StringComparison.Ordinal));
        Assert.Equal("li", item.Actor);
        using var data = System.Text.Json.JsonDocument.Parse(item.Data);
        return [.. data.RootElement.EnumerateObject().Select(static fact => fact.Name).Order(StringComparer.Ordinal)];
    }

    internal static IntervalBid Step(int position, decimal quantity, decimal price) => new(position, [new(Energy.FromMegawattHours(quantity), price)]);

    private async Task PlanAsync(MarketEvent market)
    {
        RetailSite.Good(await site.Plans.GapAsync(market.Code, market.Code, "li", default));
        RetailSite.Good(await site.Plans.CeilingAsync(market.Code, market.Code + "c", "li", default));
    }

    /// <summary>A purchase of so many MWh on the event's day that both sides signed.</summary>
    private async Task BuyAsync(MarketEvent market, decimal energy)
    {
        var terms = new ContractTerms
        {
            MRid = site.Retail.Fresh("P"), Version = 1, Kind = ContractKind.GeneratorBilateral, Type = "A01", Seller = new("G-1", "NCN", "电厂"), Buyer = new("10X1001A1001A450", "A01", "星河售电有限公司"),
            ValidFrom = market.From, ValidTo = market.From, Quantity = Energy.FromMegawattHours(energy), Months = new Dictionary<Market.Time.BillingMonth, decimal> { [Market.Time.BillingMonth.Of(market.From)] = 1 },
            Price = 300, Currency = "CNY", SettlementMethod = "monthly", Template = "none", TemplateVersion = 1,
        };
        var stored = new Contracts.StoredContract(new(terms, ContractState.Signed, "li"));
        Assert.Equal(RecordResult.Saved, await site.Retail.Records.SaveAsync([stored.ToRecord(0)], [], "li", default));
    }
}
