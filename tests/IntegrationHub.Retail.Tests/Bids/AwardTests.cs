using System.Buffers;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Bids;
using IntegrationHub.Retail.Records;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Retail.Tests.Bids;

/// <summary>What a bid won lessens what is still to be bought, once, and as the newest result says.</summary>
[Collection(BidTests.Name)]
public sealed class AwardTests(BidSite site)
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_a_bid_won_is_missing_no_more_and_a_result_that_comes_twice_counts_once()
    {
        var (market, bid) = await SubmittedAsync();
        Assert.Equal([0m, 0m, 2m, 2m], await GapAsync(market));
        for (var i = 0; i < 2; i++)
            await ReceiveAsync(market, bid, "RES-A-" + bid, 1, Noon, (1, 1.5m, 400), (2, 0.25m, 401), (2, 0.25m, 401));

        Assert.Equal([1.5m, 0.5m, 0.5m, 1.5m], await GapAsync(market));
    }

    [Fact]
    public async Task A_later_revision_takes_the_place_of_a_result_also_after_the_comparison_and_an_older_one_does_not()
    {
        var (market, bid) = await SubmittedAsync();
        await ReceiveAsync(market, bid, "RES-B-" + bid, 2, Noon, (1, 1m, 400));
        await ReceiveAsync(market, bid, "RES-B-" + bid, 1, Noon.AddHours(-1), (1, 2m, 400));
        Assert.Equal([1m, 0m, 1m, 2m], await GapAsync(market));

        await BidSite.DoneAsync(new BidReconcile(site.Services, site.Plans, site.Clock), "c" + bid, ("submission", bid), ("result", "RES-B-" + bid));
        await ReceiveAsync(market, bid, "RES-B-" + bid, 3, Noon.AddHours(1), (1, 1.75m, 400));
        var corrected = (await site.Entries.FindAsync(bid, null, default))!;
        Assert.Equal((BidState.Reconciled, 3, 1.75m, 700m), (corrected.State, corrected.ResultRevision, corrected.Outcome!.Awarded.MegawattHours, corrected.Outcome.Cost));
        Assert.Equal([1.75m, 0m, 0.25m, 2m], await GapAsync(market));
        Assert.Single(await site.Retail.EventsAsync("bid.correct"), item => item.Data.Contains($"\"{bid}\"", StringComparison.Ordinal));

        // Another document corrects it where it was made later, and not where it was made before.
        await ReceiveAsync(market, bid, "RES-C-" + bid, 1, Noon.AddHours(2), (1, 0.5m, 400));
        await ReceiveAsync(market, bid, "RES-D-" + bid, 1, Noon, (1, 0.125m, 400));
        Assert.Equal([0.5m, 0m, 1.5m, 2m], await GapAsync(market));
    }

    [Fact]
    public async Task Series_of_one_interval_with_prices_of_their_own_are_kept_and_compared_step_by_step()
    {
        var (market, bid) = await SubmittedAsync();
        await ReceiveAsync(market, bid, "RES-S-" + bid, 1, Noon, (1, 1m, 400), (1, 0.5m, 380), (2, 0.25m, 401), (2, 0.25m, 401));
        var decided = (await site.Entries.FindAsync(bid, null, default))!;
        Assert.Equal((BidEntry.PresentForm, 0.5m), (decided.ResultForm, decided.Results![1].Awarded.MegawattHours));
        Assert.Equal([(1m, 400m), (0.5m, 380m)], decided.Results[0].Steps!.Select(static step => (step.Energy.MegawattHours, step.Price!.Value)));
        Assert.Null(decided.Results[1].Steps);
        await BidSite.DoneAsync(new BidReconcile(site.Services, site.Plans, site.Clock), "c" + bid, ("submission", bid), ("result", "RES-S-" + bid));
        Assert.Equal(400m + 190m + 200.5m, (await site.Entries.FindAsync(bid, null, default))!.Outcome!.Cost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_purchase_contract_of_the_auction_or_the_bid_is_what_is_bought(bool byAuction)
    {
        var (market, bid) = await SubmittedAsync();
        await ReceiveAsync(market, bid, "RES-E-" + bid, 1, Noon, (1, 1.5m, 400));
        var terms = new ContractTerms
        {
            MRid = byAuction ? site.Retail.Fresh("P") : bid, Version = 1, Kind = ContractKind.Centralized, Type = "A01", Seller = new("G-1", "NCN", "电厂"), Buyer = new("10X1001A1001A450", "A01", "星河售电有限公司"),
            ValidFrom = market.From, ValidTo = market.From, Quantity = Energy.FromMegawattHours(24), Months = new Dictionary<BillingMonth, decimal> { [BillingMonth.Of(market.From)] = 1 },
            Price = 300, Currency = "CNY", SettlementMethod = "monthly", Template = "none", TemplateVersion = 1, Auction = byAuction ? market.Code : "ANOTHER",
        };

        // One that nobody signed yet buys nothing.
        Assert.Equal(RecordResult.Saved, await site.Retail.Records.SaveAsync([new StoredContract(new(terms with { MRid = site.Retail.Fresh("P") }, ContractState.Draft, "li")).ToRecord(0)], [], "li", default));
        Assert.Equal([1.5m, 0m, 0.5m, 2m], await GapAsync(market));
        Assert.Equal(RecordResult.Saved, await site.Retail.Records.SaveAsync([new StoredContract(new(terms, ContractState.Signed, "li")).ToRecord(0)], [], "li", default));
        Assert.Equal([1m, 1m, 1m, 1m], await GapAsync(market));
    }

    [Fact]
    public async Task What_was_won_for_a_day_is_missing_no_more_in_a_later_market_of_other_intervals()
    {
        var (market, bid) = await SubmittedAsync();
        await ReceiveAsync(market, bid, "RES-F-" + bid, 1, Noon, (1, 1.5m, 400), (24, 1m, 400));
        var later = RetailSite.Good(await site.Retail.Get<MarketEventBook>().ImportAsync(
            BidSite.EventJson($"RT-{market.From:uuuuMMdd}", market.From, "2026-12-01T12:00:00Z").Replace("dayAhead", "realTime", StringComparison.Ordinal).Replace("\"stepMinutes\":60", "\"stepMinutes\":15", StringComparison.Ordinal), "li", default));
        var plan = RetailSite.Good(await site.Plans.GapAsync(later.Code, Guid.NewGuid().ToString(), "li", default)).Plan.Intervals;
        Assert.Equal((96, 0.375m, 0.125m), (plan.Count, plan[0].Contracted.MegawattHours, plan[0].Gap.MegawattHours));
        Assert.Equal((0.375m, 0m, 0.25m), (plan[3].Contracted.MegawattHours, plan[4].Contracted.MegawattHours, plan[95].Contracted.MegawattHours));
    }

    [Fact]
    public async Task A_position_left_out_of_variable_sized_blocks_is_given_what_the_one_before_it_is()
    {
        var (market, bid) = await SubmittedAsync();
        var grid = new EventGrid(market, BidSite.Zone);
        await ReceiveAsync(market, "RES-G-" + bid, 1, Noon, [Series(bid, 1, "A03", PeriodPoints.Create(
            new(grid.IntervalOf(1).Start, grid.IntervalOf(5).End), grid.Resolution, positions: new[] { 1, 3 }, quantities: new[] { 1m, 0.5m }, prices: new[] { 400m, 410m }))]);
        Assert.Equal(
            [(1, 1m, 400m), (2, 1m, 400m), (3, 0.5m, 410m), (4, 0.5m, 410m), (5, 0.5m, 410m)],
            (await site.Entries.FindAsync(bid, null, default))!.Results!.Select(static result => (result.Position, result.Awarded.MegawattHours, result.Price!.Value)));
    }

    [Fact]
    public async Task A_price_that_is_missing_is_not_zero_and_what_was_bid_is_not_the_price()
    {
        var (market, bid) = await SubmittedAsync();
        var grid = new EventGrid(market, BidSite.Zone);
        await ReceiveAsync(
            market, "RES-H-" + bid, 1, Noon,
            [Series(bid, 1, "A01", PeriodPoints.Create(new(grid.IntervalOf(1).Start, grid.IntervalOf(3).End), grid.Resolution, quantities: new[] { 1m, 2m, 3m }, prices: new[] { 400m, 401m, 402m }))],
            static text => text.Replace("<price.amount>401</price.amount>", "", StringComparison.Ordinal).Replace("<price.amount>402</price.amount>", "<price.amount>402</price.amount><bid_Price.amount>450</bid_Price.amount>", StringComparison.Ordinal));
        Assert.Equal([(1, 400m), (2, (decimal?)null), (3, 402m)], (await site.Entries.FindAsync(bid, null, default))!.Results!.Select(static result => (result.Position, result.Price)));

        // The comparison says so, and a corrected result mends it.
        await BidSite.DoneAsync(new BidReconcile(site.Services, site.Plans, site.Clock), "c" + bid, ("submission", bid), ("result", "RES-H-" + bid));
        Assert.Contains((await site.Entries.FindAsync(bid, null, default))!.Outcome!.Findings, static finding => (finding.Code, finding.Where) == (ProblemCodes.ResultUnpriced, "interval 2"));
        await ReceiveAsync(market, bid, "RES-H-" + bid, 2, Noon.AddHours(1), (1, 1m, 400), (2, 2m, 401));
        Assert.DoesNotContain((await site.Entries.FindAsync(bid, null, default))!.Outcome!.Findings, static finding => finding.Code == ProblemCodes.ResultUnpriced);
    }

    [Fact]
    public async Task A_result_without_any_price_has_none()
    {
        var (market, bid) = await SubmittedAsync();
        var grid = new EventGrid(market, BidSite.Zone);
        await ReceiveAsync(market, "RES-I-" + bid, 1, Noon, [Series(bid, 1, "A01", PeriodPoints.Create(grid.IntervalOf(1), grid.Resolution, quantities: new[] { 1m }, prices: new[] { 400m }))],
            static text => text.Replace("<price.amount>400</price.amount>", "", StringComparison.Ordinal));
        Assert.Null((await site.Entries.FindAsync(bid, null, default))!.Results!.Single().Price);
    }

    [Fact]
    public async Task Only_bids_of_the_days_that_are_asked_for_are_opened()
    {
        var (market, bid) = await SubmittedAsync();
        await ReceiveAsync(market, bid, "RES-J-" + bid, 1, Noon, (1, 1m, 400));
        var (other, later) = await SubmittedAsync();
        await ReceiveAsync(other, later, "RES-J-" + later, 1, Noon, (1, 1m, 400));

        var opened = new OpenedRecords(site.Retail.Records);
        var events = site.Retail.Get<MarketEventBook>();
        var awards = new AwardBook(opened, events, new BidEntries(opened, events, BidSite.Zone), BidSite.Zone);
        Assert.Equal([bid], (await awards.InAsync(market.From, market.To, [], default)).Select(static award => award.Bid));
        Assert.Equal([bid], opened.Bids);

        // One that was kept before bids noted their days is found nevertheless.
        var record = (await site.Retail.Records.FindAsync(RecordKind.Bid, bid, null, default))!;
        Assert.Equal((market.From, market.To), (NodaTime.LocalDate.FromDateOnly(record.From!.Value), NodaTime.LocalDate.FromDateOnly(record.To!.Value)));
        Assert.Equal(RecordResult.Saved, await site.Retail.Records.SaveAsync([record with { From = null, To = null }], [], "li", default));
        Assert.Equal([bid], (await awards.InAsync(market.From, market.To, [], default)).Select(static award => award.Bid));
        Assert.Equal([later], (await awards.InAsync(other.From, other.To, [], default)).Select(static award => award.Bid));
    }

    /// <summary>Contracted and missing energy of the first two hours.</summary>
    private async Task<IEnumerable<decimal>> GapAsync(MarketEvent market)
    {
        var plan = RetailSite.Good(await site.Plans.GapAsync(market.Code, Guid.NewGuid().ToString(), "li", default)).Plan.Intervals;
        return [plan[0].Contracted.MegawattHours, plan[1].Contracted.MegawattHours, plan[0].Gap.MegawattHours, plan[1].Gap.MegawattHours];
    }

    private async Task<(MarketEvent Market, string Bid)> SubmittedAsync()
    {
        var market = await site.EventAsync();
        var number = $"B-{market.Code}";
        RetailSite.Good(await site.Entries.WriteAsync(number, market.Code, [BidBookTests.Step(1, 2, 450), BidBookTests.Step(2, 2, 450)], "li", default));
        foreach (var action in (BidAction[])[BidAction.Propose, BidAction.Sign, BidAction.Submit])
            RetailSite.Good(await site.Entries.StepAsync(number, null, action, "li", Checked.Good, default));

        return (market, number);
    }

    /// <summary>A result of the trading center as it arrives, a series for each step.</summary>
    private Task ReceiveAsync(MarketEvent market, string bid, string mRid, int revision, DateTimeOffset created, params (int Position, decimal Energy, decimal Price)[] given)
    {
        var grid = new EventGrid(market, BidSite.Zone);
        return ReceiveAsync(market, mRid, revision, created, [.. given.Select((step, i) => Series(
            bid, i + 1, "A01", PeriodPoints.Create(grid.IntervalOf(step.Position), grid.Resolution, quantities: new[] { step.Energy }, prices: new[] { step.Price })))]);
    }

    private static AllocatedSeries Series(string bid, int number, string curve, PeriodPoints points)
    {
        var area = new CodedId(BidSite.Area, "A01");
        return new()
        {
            MRid = $"{number}", BidDocument = bid, BidRevision = 1, BusinessType = BidDocument.Need, AcquiringDomain = area, ConnectingDomain = area, QuantityUnit = "MWH", Currency = "CNY",
            PriceUnit = "MWH", Direction = "A01", CurveType = curve, Periods = [points],
        };
    }

    private async Task ReceiveAsync(MarketEvent market, string mRid, int revision, DateTimeOffset created, IReadOnlyList<AllocatedSeries> series, Func<string, string>? alter = null)
    {
        var (grid, area, output) = (new EventGrid(market, BidSite.Zone), new CodedId(BidSite.Area, "A01"), new ArrayBufferWriter<byte>());
        ReserveAllocationResultWriter.Write(
            new ReserveAllocationResult
            {
                MRid = mRid, Revision = revision, Sender = new(site.Stage.Center.Code, "A11"), Receiver = new(site.Stage.Self.Code, "A08"), Created = created, Period = grid.Period, Domain = area,
                Series = series,
            },
            output);
        var bytes = output.WrittenSpan.ToArray();
        if (alter is not null)
        {
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            Assert.NotEqual(text, alter(text));
            bytes = System.Text.Encoding.UTF8.GetBytes(alter(text));
        }

        var document = BidSite.Validator.Check(ReadableDocument.Whole(bytes, out _)!, site.Stage.Center).Document!;
        using var engine = new ProcessEngine(new InMemoryProcessStore(), [], NoNotifier.Instance, site.Clock, new EngineOptions());
        var exchange = new ExchangeSummary(Guid.NewGuid(), Direction.In, site.Stage.Center.Id, null, AllocatedBid.RootElement, mRid, revision, null, "Accepted", "valid", bytes.Length, Noon, Noon, []);
        await new BidResultReception(site.Services, engine, NullLogger<BidResultReception>.Instance).HandleAsync(new(exchange, document, bytes), default);
    }

    /// <summary>Notes which bids a reader was given, opened.</summary>
    private sealed class OpenedRecords(IBusinessRecords records) : IBusinessRecords
    {
        public HashSet<string> Bids { get; } = [];

        public Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken) => records.FindAsync(kind, key, version, cancellationToken);

        public async Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken)
        {
            var found = await records.ListAsync(query, cancellationToken);
            if (query.Kind == RecordKind.Bid)
                Bids.UnionWith(found.Select(static record => record.Key));

            return found;
        }

        public Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> changed, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken) =>
            records.SaveAsync(changed, facts, actor, cancellationToken);

        public string BlindKey(string text) => records.BlindKey(text);
    }
}
