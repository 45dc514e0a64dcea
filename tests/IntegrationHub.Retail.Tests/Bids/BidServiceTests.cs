using System.Text;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Bids;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Tests.Bids;

/// <summary>What the process of a bid calls; <see cref="BidSite.DoneAsync"/> makes every call twice and wants the same answer.</summary>
[Collection(BidTests.Name)]
public sealed class BidServiceTests(BidSite site)
{
    [Fact]
    public async Task A_repeated_reckoning_gives_the_plan_of_the_first_even_where_demand_has_changed_since()
    {
        var market = await site.EventAsync();
        var first = await BidSite.CallAsync(new BidGap(site.Plans), "same", ("event", market.Code));
        RetailSite.Good(await site.Retail.Get<DemandBook>().ImportAsync($"accountNumber,voltageLevel,day,mwh\nD-1,10kV,{market.From:uuuu-MM-dd},{string.Join(' ', Enumerable.Repeat("7", 24))}\n", "li", default));
        Assert.Equal(first, await BidSite.CallAsync(new BidGap(site.Plans), "same", ("event", market.Code)));
        Assert.NotEqual(first, await BidSite.CallAsync(new BidGap(site.Plans), "another", ("event", market.Code)));
    }

    [Fact]
    public async Task A_bid_goes_from_its_plan_to_the_partner_and_every_call_may_come_twice()
    {
        var (market, bid, digest, ceiling) = await site.ProposedAsync();
        var predicted = await BidSite.DoneAsync(site.Preflight, "p", ("bid", bid), ("digest", digest), ("ceiling", ceiling));
        Assert.Equal((Value.Null, Value.Null), (predicted["reason"], predicted["problem"]));

        var document = BidSite.Text(await BidSite.DoneAsync(await site.SignAsync("wang"), "s", ("bid", bid), ("digest", digest)), "document");
        Assert.Equal($"{bid}/1", document);
        Assert.Equal(["wang"], (await site.Entries.FindAsync(bid, null, default))!.ApprovedBy);

        var submit = site.Submit;
        Assert.IsType<ServiceAnswer.Failed>(await BidSite.CallAsync(submit, "u", ("document", document)));
        site.Stage.Becomes(bid, OutboundState.Delivered);
        Assert.Equal(bid, BidSite.Text(await BidSite.DoneAsync(submit, "u", ("document", document)), "submission"));
        Assert.Single(site.Stage.Sent, sent => sent.Key.MRid == bid);
        Assert.Equal(BidState.Submitted, (await site.Entries.FindAsync(bid, null, default))!.State);
        Assert.Single(await site.Retail.EventsAsync("bid.sign"), item => item.Data.Contains(digest, StringComparison.Ordinal) && item.Data.Contains("wang", StringComparison.Ordinal));
        Assert.Contains($"<auction.mRID>{market.Code}</auction.mRID>", Encoding.UTF8.GetString(site.Stage.Sent.Single(sent => sent.Key.MRid == bid).Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_anew_after_the_approval_is_not_signed()
    {
        var (market, bid, digest, ceiling) = await site.ProposedAsync();
        RetailSite.Good(await site.Entries.WriteAsync(bid, market.Code, [BidBookTests.Step(1, 1, 459)], "li", default));
        Assert.Equal(ProblemCodes.BidTextChanged, BidSite.Text(await BidSite.DoneAsync(site.Preflight, "p", ("bid", bid), ("digest", digest), ("ceiling", ceiling)), "reason"));
        Assert.Equal(ProblemCodes.BidTextChanged, Assert.IsType<ServiceAnswer.Error>(await BidSite.CallAsync(await site.SignAsync("wang"), "s", ("bid", bid), ("digest", digest))).Code);
        Assert.Null(await site.Book.FindAsync(bid, null, default));
    }

    [Fact]
    public async Task Who_wrote_a_bid_does_not_approve_it_and_somebody_has_to()
    {
        var (_, bid, digest, _) = await site.ProposedAsync();
        Assert.Equal(ProblemCodes.BidFourEyes, Assert.IsType<ServiceAnswer.Error>(await BidSite.CallAsync(await site.SignAsync("li"), "s", ("bid", bid), ("digest", digest))).Code);
        site.Persons.Accounts.UnionWith(["li", "li-core"]);
        Assert.Equal(ProblemCodes.BidFourEyes, Assert.IsType<ServiceAnswer.Error>(await BidSite.CallAsync(await site.SignAsync("li-core"), "s", ("bid", bid), ("digest", digest))).Code);
        Assert.Equal(ProblemCodes.BidFourEyes, Assert.IsType<ServiceAnswer.Error>(await BidSite.CallAsync(await site.SignAsync(), "s", ("bid", bid), ("digest", digest))).Code);
    }

    [Fact]
    public async Task A_plan_that_was_reckoned_anew_sends_the_bid_back()
    {
        var (market, bid, digest, ceiling) = await site.ProposedAsync();
        RetailSite.Good(await site.Plans.GapAsync(market.Code, "anew", "li", default));
        RetailSite.Good(await site.Plans.CeilingAsync(market.Code, "anew-c", "li", default));
        var same = await BidSite.DoneAsync(site.Preflight, "p", ("bid", bid), ("digest", digest), ("ceiling", ceiling));
        Assert.Equal(Value.Null, same["reason"]);
        RetailSite.Good(await site.Retail.Get<DemandBook>().ImportAsync($"accountNumber,voltageLevel,day,mwh\nD-1,10kV,{market.From:uuuu-MM-dd},{string.Join(' ', Enumerable.Repeat("8", 24))}\n", "li", default));
        RetailSite.Good(await site.Plans.GapAsync(market.Code, "other", "li", default));
        RetailSite.Good(await site.Plans.CeilingAsync(market.Code, "other-c", "li", default));
        Assert.Equal(ProblemCodes.BidPlanChanged, BidSite.Text(await BidSite.DoneAsync(site.Preflight, "p2", ("bid", bid), ("digest", digest), ("ceiling", ceiling)), "reason"));
    }

    [Theory]
    [InlineData(1, 0.15, 100, "A42")]
    [InlineData(1, 1, 100.001, "B51")]
    [InlineData(1, 1, 470, "BID_PRICE_ABOVE_CEILING")]
    public async Task What_cannot_be_proposed_is_told_by_code_and_place_without_figures(int position, decimal quantity, decimal price, string reason)
    {
        var market = await site.EventAsync();
        RetailSite.Good(await site.Plans.GapAsync(market.Code, market.Code, "li", default));
        RetailSite.Good(await site.Plans.CeilingAsync(market.Code, market.Code + "c", "li", default));
        var bid = RetailSite.Good(await site.Entries.WriteAsync($"B-{market.Code}", market.Code, [BidBookTests.Step(position, quantity, price)], "li", default));
        var rendered = await BidSite.DoneAsync(new BidRender(site.Services, site.Check), "r", ("event", market.Code), ("bid", bid.Number));
        Assert.Equal(Value.Null, rendered["digest"]);
        Assert.Contains($"interval {position}", BidSite.Text(rendered, "problem"), StringComparison.Ordinal);
        Assert.DoesNotContain("460", BidSite.Text(rendered, "problem"), StringComparison.Ordinal);
        Assert.Equal(reason, BidReasons.Of((await site.Check.FindAsync(bid, null, default))[0]));
    }

    [Fact]
    public async Task A_bid_of_another_event_or_none_is_no_bid_here()
    {
        var (_, bid, _, _) = await site.ProposedAsync();
        var other = await site.EventAsync();
        Assert.Contains(ProblemCodes.BidNumber, BidSite.Text(await BidSite.DoneAsync(new BidRender(site.Services, site.Check), "r", ("event", other.Code), ("bid", bid)), "problem"), StringComparison.Ordinal);
        Assert.Contains(RetailProblems.Unknown, BidSite.Text(await BidSite.DoneAsync(new BidRender(site.Services, site.Check), "r2", ("event", other.Code), ("bid", "NONE")), "problem"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-01T08:00:01Z", true)]
    [InlineData("2026-12-01T08:00:00Z", false)]
    [InlineData("2026-12-01T07:59:59Z", false)]
    public async Task A_bid_leaves_before_its_gate_closes_and_not_at_it(string gate, bool leaves)
    {
        var (_, bid, digest, _) = await site.ProposedAsync();
        var document = BidSite.Text(await BidSite.DoneAsync(await site.SignAsync("wang"), "s", ("bid", bid), ("digest", digest)), "document");
        var call = new ServiceCall("u", BidSite.Instance, 1, ContextValue.Of(("document", Value.Of(document)), ("gateClosure", Value.Of(DateTimeOffset.Parse(gate, null)))));
        var answer = await site.Submit.CallAsync(call, default);
        if (leaves)
            Assert.IsType<ServiceAnswer.Failed>(answer);
        else
            Assert.Equal(ProblemCodes.BidGateClosed, Assert.IsType<ServiceAnswer.Error>(answer).Code);

        Assert.Equal(leaves ? 1 : 0, site.Stage.Sent.Count(sent => sent.Key.MRid == bid));
    }

    [Fact]
    public async Task A_bid_that_left_in_time_is_not_called_late_when_it_is_asked_for_after_the_gate()
    {
        var (_, bid, digest, _) = await site.ProposedAsync();
        var document = BidSite.Text(await BidSite.DoneAsync(await site.SignAsync("wang"), "s", ("bid", bid), ("digest", digest)), "document");
        await BidSite.CallAsync(site.Submit, "u", ("document", document));
        site.Stage.Becomes(bid, OutboundState.Delivered);
        var late = new ServiceCall("u", BidSite.Instance, 2, ContextValue.Of(("document", Value.Of(document)), ("gateClosure", Value.Of(site.Clock.GetUtcNow().AddHours(-1)))));
        Assert.IsType<ServiceAnswer.Done>(await site.Submit.CallAsync(late, default));
    }

    [Fact]
    public async Task A_result_that_is_heard_of_before_the_delivery_shows_that_the_bid_arrived()
    {
        var (_, bid, digest, _) = await site.ProposedAsync();
        var document = BidSite.Text(await BidSite.DoneAsync(await site.SignAsync("wang"), "s", ("bid", bid), ("digest", digest)), "document");
        await BidSite.CallAsync(site.Submit, "u", ("document", document));

        var signed = (await site.Entries.FindAsync(bid, null, default))!;
        var arrived = RetailSite.Good(await site.Services.ArriveAsync(signed, default));
        Assert.Equal((BidState.Signed, BidState.Submitted), (signed.State, arrived.State));
        Assert.Equal(arrived, RetailSite.Good(await site.Services.ArriveAsync(arrived, default)));
        RetailSite.Good(await site.Entries.StepAsync(bid, null, BidAction.Decide, "hub", Checked.Good, default));

        site.Stage.Becomes(bid, OutboundState.Delivered);
        Assert.Equal(bid, BidSite.Text(await BidSite.DoneAsync(site.Submit, "u", ("document", document)), "submission"));
    }

    [Fact]
    public async Task A_bid_that_the_partner_refused_takes_nothing_from_the_credit_and_is_corrected_as_the_next_version()
    {
        var (market, bid, digest, _) = await site.ProposedAsync();
        var document = BidSite.Text(await BidSite.DoneAsync(await site.SignAsync("wang"), "s", ("bid", bid), ("digest", digest)), "document");
        await BidSite.CallAsync(site.Submit, "u", ("document", document));
        site.Stage.Becomes(bid, OutboundState.Accepted);
        Assert.IsType<ServiceAnswer.Done>(await BidSite.CallAsync(site.Submit, "u", ("document", document)));
        Assert.Equal(BidRefused.NotRefused, Assert.IsType<ServiceAnswer.Error>(await BidSite.CallAsync(site.Refused, "r", ("submission", bid))).Code);
        Assert.Contains(await site.Entries.ListAsync(BidState.Submitted, default), entry => entry.Number == bid);

        site.Stage.Becomes(bid, OutboundState.Rejected);
        await BidSite.DoneAsync(site.Refused, "r2", ("submission", bid));
        Assert.Equal(BidState.Refused, (await site.Entries.FindAsync(bid, null, default))!.State);
        Assert.DoesNotContain(await site.Entries.ListAsync(BidState.Submitted, default), entry => entry.Number == bid);
        Assert.Single(await site.Retail.EventsAsync("bid.refuse"), item => item.Data.Contains($"\"{bid}\"", StringComparison.Ordinal));

        var next = RetailSite.Good(await site.Entries.WriteAsync(bid, market.Code, [BidBookTests.Step(1, 1, 400)], "li", default));
        Assert.Equal((2, BidState.Draft), (next.Version, next.State));
        Assert.Equal(BidState.Refused, (await site.Entries.FindAsync(bid, 1, default))!.State);
    }

    [Fact]
    public async Task A_bid_is_withdrawn_until_it_has_left_and_a_withdrawn_one_does_not_leave()
    {
        var (_, bid, digest, _) = await site.ProposedAsync();
        var document = BidSite.Text(await BidSite.DoneAsync(await site.SignAsync("wang"), "s", ("bid", bid), ("digest", digest)), "document");
        await BidSite.DoneAsync(new BidWithdraw(site.Withdrawal), "w", ("bid", bid));
        Assert.Equal(BidState.Withdrawn, (await site.Entries.FindAsync(bid, null, default))!.State);
        Assert.Equal(ProblemCodes.BidTransition, Assert.IsType<ServiceAnswer.Error>(await BidSite.CallAsync(site.Submit, "u", ("document", document))).Code);
        Assert.DoesNotContain(site.Stage.Sent, sent => sent.Key.MRid == bid);

        var (_, other, shown, _) = await site.ProposedAsync();
        var signed = BidSite.Text(await BidSite.DoneAsync(await site.SignAsync("wang"), "s2", ("bid", other), ("digest", shown)), "document");
        await BidSite.CallAsync(site.Submit, "u2", ("document", signed));
        Assert.Equal(BidWithdraw.Refused, Assert.IsType<ServiceAnswer.Error>(await BidSite.CallAsync(new BidWithdraw(site.Withdrawal), "w2", ("bid", other))).Code);
        Assert.Equal(BidWithdrawal.HasLeft, (await site.Withdrawal.WithdrawAsync(other, "li", default)).Problems.Single().Code);
        Assert.Equal(BidState.Signed, (await site.Entries.FindAsync(other, null, default))!.State);
    }

    [Fact]
    public async Task A_missed_gate_is_noted_of_the_event_and_its_bids()
    {
        var (market, bid, _, _) = await site.ProposedAsync();
        await BidSite.DoneAsync(new BidMissed(site.Services), "m", ("event", market.Code));
        Assert.Equal(BidState.Missed, (await site.Entries.FindAsync(bid, null, default))!.State);
        Assert.Single(await site.Retail.EventsAsync("market-event.missed"), item => item.Data.Contains(market.Code, StringComparison.Ordinal));
        Assert.IsType<ServiceAnswer.Error>(await BidSite.CallAsync(new BidMissed(site.Services), "m2", ("event", "NONE")));
    }

    [Fact]
    public async Task A_result_is_compared_and_what_contradicts_the_bid_is_found()
    {
        var (_, bid, digest, _) = await site.ProposedAsync();
        await BidSite.DoneAsync(await site.SignAsync("wang"), "s", ("bid", bid), ("digest", digest));
        RetailSite.Good(await site.Entries.StepAsync(bid, null, BidAction.Submit, "hub", Checked.Good, default));
        var reconcile = new BidReconcile(site.Services, site.Plans, site.Clock);
        Assert.IsType<ServiceAnswer.Failed>(await BidSite.CallAsync(reconcile, "c", ("submission", bid), ("result", "RES-1")));
        IReadOnlyList<IntervalResult> results = [new(1, Energy.FromMegawattHours(5), 400), .. Enumerable.Range(2, 22).Select(static position => new IntervalResult(position, Energy.FromMegawattHours(2), 400))];
        RetailSite.Good(await site.Entries.StepAsync(bid, null, BidAction.Decide, "hub", entry => Checked.Good(entry with { Results = results, ResultDocument = "RES-1" }), default));
        var done = await BidSite.DoneAsync(reconcile, "c", ("submission", bid), ("result", "RES-1"));
        Assert.Equal(Value.Of(2m), done["findings"]);
        Assert.Equal([ProblemCodes.ResultAboveBid, ProblemCodes.ResultMissing], (await site.Entries.FindAsync(bid, null, default))!.Outcome!.Findings.Select(static finding => finding.Code));
    }
}
