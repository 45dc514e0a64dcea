using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Adapters.Simulator.TradingCenter;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Bids;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Acceptance.Tests.Steps;

/// <summary>Bids through their process: anna trades, bert leads the trading.</summary>
[Binding]
internal sealed class BidSteps(MarketFixture fixture, CurrentDocument current)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Guid _instance = Guid.CreateVersion7();
    private LocalDate? _today;
    private string _next = "";
    private string _digest = "";

    private string Event => $"{current.MRid}-DA";

    private string Bid => $"B-{current.MRid}";

    [Given("客户已经申报用电需求")]
    public async Task GivenTermsAsync()
    {
        var customers = await BookAsync<CustomerBook>();
        Assert.Empty((await customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\nBID-{current.MRid},10kV,东方纺织厂,500,{await DayAsync(0):uuuu-MM}-01,yes\n", "anna", default)).Problems);
        var accounts = await customers.ListAsync(null, default);
        var csv = new StringBuilder("accountNumber,voltageLevel,day,mwh\n");
        foreach (var account in accounts)
        {
            for (var number = 0; number <= 6; number++)
            {
                // Other features have customers of their own, some of them of other days.
                var day = await DayAsync(number);
                if (day < account.ServedFrom || day > account.ServedTo)
                    continue;

                csv.Append(CultureInfo.InvariantCulture, $"{account.AccountNumber},{account.VoltageLevel},{day:uuuu-MM-dd},{string.Join(' ', Enumerable.Range(0, 24).Select(static hour => 1 + (hour % 3)))}\n");
            }
        }

        Assert.Empty((await (await BookAsync<DemandBook>()).ImportAsync(csv.ToString(), "anna", default)).Problems);
        const string Terms =
            """
            {"code":"ACC","version":1,"validFrom":"2020-01-01","sellingPrice":500,"fees":5,"operatingCosts":10,"expectedDeviation":0.05,"deviationPrice":100,"targetProfit":20,
             "creditLimit":10000000,"creditUsed":0,"sure":0.5,"winShare":0.8,"source":"acceptance"}
            """;
        Assert.Empty((await (await BookAsync<BidTermsBook>()).ImportAsync(Terms, "anna", default)).Problems);
    }

    [Given("交易中心公布了 {int} 天后的日前市场")]
    public async Task GivenAnEventAsync(int days) => await AnnounceAsync(Event, days, TimeProvider.System.GetUtcNow().AddHours(4));

    [Given("下一个日前市场也已公布")]
    public async Task GivenTheNextEventAsync() => await AnnounceAsync(_next = $"{Event}-2", 4, TimeProvider.System.GetUtcNow().AddHours(30));

    [Given("交易中心公布了几秒后关闸的日前市场")]
    public async Task GivenAnEventThatClosesAsync() => await AnnounceAsync(Event, 2, TimeProvider.System.GetUtcNow().AddSeconds(30));

    [When("anna 提出缺口与限价内的报价")]
    public async Task WhenProposedAsync()
    {
        await StartAsync();
        var task = await TaskAsync("propose");
        var proposed = await (await BookAsync<BidPlanBook>()).ProposeAsync(Event, Bid, "anna", default);
        Assert.Empty(proposed.Problems);
        await CompleteAsync(task, "anna", ("bid", Value.Of(Bid)));
    }

    [When("anna 提出高于限价的报价")]
    public async Task WhenProposedTooDearAsync()
    {
        await StartAsync();
        var task = await TaskAsync("propose");
        var written = await (await BookAsync<BidEntries>()).WriteAsync(Bid, Event, [new(1, [new(Energy.FromMegawattHours(1), 599)])], "anna", default);
        Assert.Empty(written.Problems);
        await CompleteAsync(task, "anna", ("bid", Value.Of(Bid)));
    }

    [When("bert 批准该报价")]
    public async Task WhenApprovedAsync()
    {
        var task = await TaskAsync("approve");
        _digest = ((TextValue)task.Inputs["digest"]).Text;
        await CompleteAsync(task, "bert", ("decision", Value.Of("approve")));
    }

    [Then("报价流程以 {word} 结束")]
    public async Task ThenItEndsAsync(string end)
    {
        var store = await BookAsync<IProcessStore>();
        InstanceState? state = null;
        await UntilAsync(async () => (state = (await store.FindInstanceAsync(_instance, default))!.State).IsOver, () => $"{string.Join(", ", state!.Tokens.Values.Select(static token => $"{token.Node} {token.Phase}"))} {string.Join("; ", state.Incidents.Values.Select(static incident => incident.Text))}");
        Assert.Equal(InstanceStatus.Completed, state!.Status);
        Assert.Equal(end, (await store.HistoryAsync(_instance, default)).Last(static row => row.Entry.Kind == "end.reached").Entry.Node);
    }

    [Then("报价在关闸前送达交易中心并被接受")]
    public async Task ThenItIsAcceptedAsync()
    {
        var market = await fixture.StartedAsync();
        Assert.Equal("ReserveBid 7.2", (await market.Records.InStateAsync(Direction.Out, Bid, "Accepted")).Profile);
        Assert.Single(await market.CenterRecords.AllAsync(Direction.In, Bid));
    }

    [Then("发出的文件正是批准的文本")]
    public async Task ThenWhatLeftWasApprovedAsync()
    {
        var submission = (await (await BookAsync<SubmissionBook>()).FindAsync(Bid, 1, default))!;
        var bids = await BookAsync<BidServices>();
        var found = (await bids.FindAsync(Bid, null, default)).Required;
        Assert.Equal(_digest, bids.Read(submission.Document, found)!.Digest);
        Assert.Equal(["bert"], found.Bid.ApprovedBy);
        var altered = Encoding.UTF8.GetString(submission.Document).Replace("<price.amount>460", "<price.amount>461", StringComparison.Ordinal);
        Assert.NotEqual(_digest, bids.Read(Encoding.UTF8.GetBytes(altered), found)!.Digest);
    }

    [Then("出清结果与报价核对无误")]
    public async Task ThenItIsReconciledAsync()
    {
        var market = await fixture.StartedAsync();
        var bid = (await (await BookAsync<BidEntries>()).FindAsync(Bid, null, default))!;
        Assert.Equal(BidState.Reconciled, bid.State);
        Assert.Empty(bid.Outcome!.Findings);
        Assert.Equal(24, bid.Outcome.Intervals.Count);
        // The ceiling of 460 wins while the hour's price is not above it: 318.40 and 7.35 more every hour.
        Assert.All(bid.Outcome.Intervals, interval => Assert.Equal(interval.Price <= 460 ? interval.Bid : Energy.Zero, interval.Awarded));
        Assert.Equal(AuctionResult.ClearingPrice((await GridAsync()).IntervalOf(5).Start, market.Setting.Zone), bid.Outcome.Intervals[4].Price);
        Assert.Contains(await market.Records.EventsAsync("bid.reconcile"), item => item.Data.Contains($"\"{Bid}\"", StringComparison.Ordinal));
    }

    [Then("接口只让交易人员看到该报价")]
    public async Task ThenOnlyTradersSeeItAsync()
    {
        var path = (await fixture.StartedAsync()).ApiSocketPath;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://hub") };
        Assert.Contains($"\"{_digest}\"", await AskAsync("anna", HttpStatusCode.OK, $"/api/v1/bids/{Bid}"), StringComparison.Ordinal);
        Assert.Contains(Event, await AskAsync("bert", HttpStatusCode.OK, "/api/v1/market-events"), StringComparison.Ordinal);
        Assert.DoesNotContain("460", await AskAsync("anna", HttpStatusCode.NotFound, "/api/v1/bids/NONE"), StringComparison.Ordinal);
        await AskAsync("nobody", HttpStatusCode.Unauthorized, $"/api/v1/bids/{Bid}");

        async Task<string> AskAsync(string user, HttpStatusCode status, string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Ihub-Actor", user);
            using var response = await client.SendAsync(request);
            Assert.Equal(status, response.StatusCode);
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Then("下一场市场的报价已经拟好，等待批准")]
    public async Task ThenTheNextIsProposedAsync()
    {
        var next = (await (await BookAsync<BidEntries>()).FindAsync($"NEXT-{_next}", null, default))!;
        Assert.Equal((BidState.Draft, _next, 24), (next.State, next.Event, next.Intervals.Count));
        // Half is sure at the ceiling; the rest a tick above what the hour cost in the round before.
        Assert.Equal([460, 318.41m], next.Intervals[0].Steps.Select(static step => step.Price));
    }

    [Then("交易中心公布的价格已经留存")]
    public async Task ThenPricesAreKeptAsync()
    {
        var notices = await BookAsync<PriceNotices>();
        var day = await DayAsync(3);
        await UntilAsync(async () => (await notices.OnAsync(day, default)).Count > 0, () => "There are no published prices.");
        var notice = Assert.Single(await notices.OnAsync(day, default));
        Assert.Equal((CenterFolder.Domain.Value, "CNY", 24), (notice.Area, notice.Currency, notice.Prices.Count));
    }

    [Then("没有任何报价发出")]
    public async Task ThenNothingLeftAsync() => Assert.Empty(await (await fixture.StartedAsync()).Records.AllAsync(Direction.Out, Bid));

    [Then("报价与市场记为错过")]
    public async Task ThenItIsMissedAsync()
    {
        Assert.Equal(BidState.Missed, (await (await BookAsync<BidEntries>()).FindAsync(Bid, null, default))!.State);
        Assert.True((await (await BookAsync<MarketEventBook>()).ListAsync(default)).Single(entry => entry.Event.Code == Event).Missed);
    }

    [Then("提出人看到 {word} 而且没有人需要批准")]
    public async Task ThenTheTraderSeesAsync(string code)
    {
        TaskRow? again = null;
        await UntilAsync(async () => (again = await FindTaskAsync("propose"))?.Inputs["problem"] is TextValue, () => "The proposal did not come back.");
        Assert.Contains(code, ((TextValue)again!.Inputs["problem"]).Text, StringComparison.Ordinal);
        Assert.Null(await FindTaskAsync("approve"));
    }

    private async Task StartAsync()
    {
        var engine = await BookAsync<ProcessEngine>();
        var store = await BookAsync<IProcessStore>();
        await UntilAsync(async () => (await store.NewestDefinitionsAsync(default)).Any(static row => row.Key.Process == "bid-submission"), () => "The process is not deployed.");
        var gate = (await (await BookAsync<MarketEventBook>()).FindAsync(Event, default))!.GateClosure;
        Assert.Null(await engine.StartAsync(_instance, "bid-submission", Event, ContextValue.Of(("event", Value.Of(Event)), ("gateClosure", Value.Of(gate))), null, default));
    }

    private async Task<TaskRow> TaskAsync(string node)
    {
        TaskRow? task = null;
        var store = await BookAsync<IProcessStore>();
        await UntilAsync(async () => (task = await FindTaskAsync(node)) is not null, () => $"There is no task {node}: {string.Join("; ", store.FindInstanceAsync(_instance, default).Result!.State.Incidents.Values.Select(static incident => incident.Text))}");
        return task!;
    }

    private async Task<TaskRow?> FindTaskAsync(string node) =>
        (await (await BookAsync<IProcessStore>()).TasksAsync(TaskQuery.All(1000), default)).Select(static open => open.Task).FirstOrDefault(task => task.Instance == _instance && task.Node == node);

    private async Task CompleteAsync(TaskRow task, string user, params (string, Value)[] answer)
    {
        var person = (await (await BookAsync<IActorDirectory>()).FindAsync(user, default))!;
        Assert.Empty(await (await BookAsync<ProcessEngine>()).CompleteAsync(task.Instance, task.Token, ContextValue.Of(answer), person, default));
    }

    private async Task AnnounceAsync(string code, int days, DateTimeOffset gate)
    {
        var day = await DayAsync(days);
        var json = string.Create(CultureInfo.InvariantCulture, $$"""
            {"code":"{{code}}","kind":"dayAhead","party":"{{CenterFolder.CenterName}}","area":"{{CenterFolder.Domain.Value}}","from":"{{day:uuuu-MM-dd}}","to":"{{day:uuuu-MM-dd}}","stepMinutes":60,
             "gateClosure":"{{gate:O}}","currency":"CNY","lowestPrice":0,"highestPrice":600,"priceTick":0.01,"quantityStep":0.1,"mostSteps":10,
             "source":{"province":"Guangdong","document":"rules of the simulated market","article":"1"} }
            """);
        Assert.Empty((await (await BookAsync<MarketEventBook>()).ImportAsync(json, "anna", default)).Problems);
    }

    private async Task<EventGrid> GridAsync() => (await BookAsync<BidServices>()).GridOf((await (await BookAsync<MarketEventBook>()).FindAsync(Event, default))!);

    /// <summary>A day of the market, counted from the one on which the scenario first asked.</summary>
    private async Task<LocalDate> DayAsync(int days)
    {
        _today ??= Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InZone((await fixture.StartedAsync()).Setting.Zone).Date;
        return _today.Value.PlusDays(days);
    }

    private async Task<T> BookAsync<T>()
        where T : notnull => (await fixture.StartedAsync()).Hub.Services.GetRequiredService<T>();

    private static async Task UntilAsync(Func<Task<bool>> condition, Func<string> failure)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, failure());
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
