using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Tests.Bids;

/// <summary>What was not declared is forecast, what is not forecast is contracted; a store of its own for each test, as every account that is served counts.</summary>
public sealed class DemandSourceTests : IAsyncLifetime
{
    private readonly BidSite _site = new();

    public Task InitializeAsync() => _site.InitializeAsync();

    public Task DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task What_was_not_declared_falls_back_to_what_is_contracted_by_capacity_and_the_plan_says_so()
    {
        var market = await _site.EventAsync();
        await ServeAsync();
        var missing = (await _site.Plans.GapAsync(market.Code, "none", "li", default)).Problems.Single();
        Assert.Equal(ProblemCodes.BidDemandMissing, missing.Code);
        Assert.Contains("For 2 days of accounts", missing.Text, StringComparison.Ordinal);

        // 2,976 MWh of January are 4 in each of 744 hours: 3 of an account of 300 kW, 1 of one of 100 kW. The third declared 2.
        await ContractAsync("R-1", 2976);
        var plan = RetailSite.Good(await _site.Plans.GapAsync(market.Code, "contracted", "li", default)).Plan;
        Assert.All(plan.Intervals, static interval => Assert.Equal(6m, interval.Expected.MegawattHours));
        Assert.Equal([(DemandSource.Declared, 48m, 1), (DemandSource.Contracted, 96m, 2)], Parts(plan));

        // A declaration takes the place of the part; the other account keeps its own.
        RetailSite.Good(await _site.Retail.Get<DemandBook>().ImportAsync(Declared("D-3", market.From, "2.5"), "li", default));
        plan = RetailSite.Good(await _site.Plans.GapAsync(market.Code, "declared", "li", default)).Plan;
        Assert.All(plan.Intervals, static interval => Assert.Equal(7.5m, interval.Expected.MegawattHours));
        Assert.Equal([(DemandSource.Declared, 108m, 2), (DemandSource.Contracted, 72m, 1)], Parts(plan));

        // Ceilings do not take away where the demand is from.
        Assert.Equal(Parts(plan), Parts(RetailSite.Good(await _site.Plans.CeilingAsync(market.Code, "ceiling", "li", default)).Plan));
    }

    [Fact]
    public async Task A_forecast_goes_before_what_is_contracted_and_behind_what_was_declared()
    {
        var market = await _site.EventAsync();
        await ServeAsync();
        await ContractAsync("R-1", 2976);
        var plan = RetailSite.Good(await PlansWith(new Model("D-1", "D-2")).GapAsync(market.Code, "forecast", "li", default)).Plan;
        Assert.All(plan.Intervals, static interval => Assert.Equal(8m, interval.Expected.MegawattHours));
        Assert.Equal([(DemandSource.Declared, 48m, 1), (DemandSource.Forecast, 120m, 1), (DemandSource.Contracted, 24m, 1)], Parts(plan));
    }

    [Fact]
    public async Task An_account_under_two_contracts_has_no_part_and_one_that_ended_counts_no_more()
    {
        var market = await _site.EventAsync();
        await ServeAsync();
        await ContractAsync("R-1", 2976);
        await ContractAsync("R-2", 744);
        Assert.Equal(ProblemCodes.BidDemandMissing, (await _site.Plans.GapAsync(market.Code, "two", "li", default)).Problems.Single().Code);

        RetailSite.Good(await _site.Retail.Customers.EndServiceAsync("南方机械厂", null, market.From.PlusDays(-1), "li", default));
        Assert.Equal([(DemandSource.Declared, 48m, 1)], Parts(RetailSite.Good(await _site.Plans.GapAsync(market.Code, "ended", "li", default)).Plan));
    }

    [Fact]
    public async Task Days_off_and_maintenance_lower_what_is_contracted_and_forecast_and_not_what_was_declared()
    {
        var market = await _site.EventAsync();
        await ServeAsync();
        await ContractAsync("R-1", 2976);
        var (day, book) = ($"{market.From:uuuu-MM-dd}", _site.Retail.Get<LoadCalendarBook>());

        // D-1 declared 2 MWh; D-2 takes 3 less 50 % (maintenance, which is more than its holiday's 20 %); D-3 rests.
        RetailSite.Good(await book.ImportAsync($"accountNumber,voltageLevel,from,to,kind,share\nD-1,10kV,{day},{day},holiday,1\nD-2,10kV,{day},{day},holiday,0.2\nD-2,10kV,{day},{day},maintenance,0.5\nD-3,10kV,{day},{day},production,1\n", "li", default));
        var plan = RetailSite.Good(await _site.Plans.GapAsync(market.Code, "less", "li", default)).Plan;
        Assert.All(plan.Intervals, static interval => Assert.Equal(3.5m, interval.Expected.MegawattHours));
        Assert.Equal([(DemandSource.Declared, 48m, 0m), (DemandSource.Contracted, 36m, 60m)], plan.Demand!.Select(static part => (part.Source, part.Energy.MegawattHours, part.Reduced.MegawattHours)));

        // A forecast of 5 MWh for D-2 is lessened as well.
        plan = RetailSite.Good(await PlansWith(new Model("D-2")).GapAsync(market.Code, "less-forecast", "li", default)).Plan;
        Assert.All(plan.Intervals, static interval => Assert.Equal(4.5m, interval.Expected.MegawattHours));

        // Taken back, D-3 takes its 1 MWh again.
        RetailSite.Good(await book.ImportAsync($"accountNumber,voltageLevel,from,to,kind,share,note\nD-3,10kV,{day},{day},production,0,works after all\n", "li", default));
        plan = RetailSite.Good(await _site.Plans.GapAsync(market.Code, "back", "li", default)).Plan;
        Assert.All(plan.Intervals, static interval => Assert.Equal(4.5m, interval.Expected.MegawattHours));
        Assert.Equal(2, (await _site.Retail.EventsAsync("load-calendar.changed")).Count);
    }

    [Fact]
    public async Task A_calendar_comes_in_all_or_none_by_line_and_column_and_its_versions_are_kept()
    {
        await ServeAsync();
        var book = _site.Retail.Get<LoadCalendarBook>();
        const string Header = "accountNumber,voltageLevel,from,to,kind,share,note\n";
        var problems = (await book.ImportAsync(
            Header + "D-2,10kV,2027-02-30,2027-03-01,holiday,1,\nD-2,10kV,2027-03-02,2027-03-01,party,80,\n,10kV,2027-03-01,2027-03-01,holiday,x,\nD-3,10kV,2027-05-01,2027-05-05,holiday,1,\nD-3,10kV,2027-05-05,2027-05-06,holiday,0.5,\n", "li", default)).Problems;
        Assert.Equal(
            ["line 2, from", "line 3, to", "line 3, kind", "line 3, share", "line 4, accountNumber", "line 4, share", "line 6, from"], problems.Select(static problem => problem.Where));
        Assert.All(problems, static problem => Assert.NotEmpty(problem.Remedy));
        Assert.Equal(ProblemCodes.NotServed, Assert.Single((await book.ImportAsync(Header + "D-9,10kV,2027-05-01,2027-05-05,holiday,1,\n", "li", default)).Problems).Code);
        Assert.Equal(ProblemCodes.ColumnMissing, (await book.ImportAsync("accountNumber\nD-2\n", "li", default)).Problems[0].Code);
        Assert.Empty(await book.ListAsync(default));

        // A later row counts on its days before what was there of its kind; the same again makes no version.
        RetailSite.Good(await book.ImportAsync(Header + "D-2,10kV,2027-05-01,2027-05-05,holiday,1,五一\nD-2,10kV,2027-05-03,2027-05-08,maintenance,0.4,\n", "li", default));
        RetailSite.Good(await book.ImportAsync(Header + "D-2,10kV,2027-05-04,2027-05-06,holiday,0.5,\n", "li", default));
        RetailSite.Good(await book.ImportAsync(Header + "D-2,10kV,2027-05-04,2027-05-06,holiday,0.5,\n", "li", default));
        var calendar = Assert.Single(await book.ListAsync(default));
        Assert.Equal([1m, 1m, 0.5m, 0.4m, 0m], ((int[])[1, 3, 4, 8, 9]).Select(day => calendar.ShareOn(new(2027, 5, day))));
        Assert.Equal(calendar.Days, (await book.OfAsync(new("D-2", "10kV"), default)).Days);
        Assert.Equal([1, 2], (await _site.Retail.Records.ListAsync(new(RecordKind.LoadCalendar), default)).Select(static record => record.Version));
    }

    private static IEnumerable<(DemandSource, decimal, int)> Parts(BidPlan plan) => plan.Demand!.Select(static part => (part.Source, part.Energy.MegawattHours, part.AccountDays));

    private static string Declared(string account, LocalDate day, string each) => $"accountNumber,voltageLevel,day,mwh\n{account},10kV,{day:uuuu-MM-dd},{string.Join(' ', Enumerable.Repeat(each, 24))}\n";

    private async Task ServeAsync() => RetailSite.Good(await _site.Retail.Customers.ImportAsync(
        "accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\nD-2,10kV,南方机械厂,300,2026-01-01,yes\nD-3,10kV,南方机械厂,100,2026-01-01,yes\n", "li", default));

    /// <summary>A retail contract of the two accounts over January that both sides signed.</summary>
    private async Task ContractAsync(string number, decimal energy)
    {
        var terms = new ContractTerms
        {
            MRid = number, Version = 1, Kind = ContractKind.Retail, Type = "A03", Seller = new("10X1001A1001A450", "A01", "星河售电有限公司"), Buyer = new("C-2", "NCN", "南方机械厂"),
            ValidFrom = new(2027, 1, 1), ValidTo = new(2027, 1, 31), Quantity = Energy.FromMegawattHours(energy), Months = new Dictionary<BillingMonth, decimal> { [new(2027, 1)] = 1 },
            Accounts = [new("D-2", "10kV"), new("D-3", "10kV")], Currency = "CNY", SettlementMethod = "monthly", Template = "none", TemplateVersion = 1,
        };
        Assert.Equal(RecordResult.Saved, await _site.Retail.Records.SaveAsync([new StoredContract(new(terms, ContractState.InForce, "li")).ToRecord(0)], [], "li", default));
    }

    private BidPlanBook PlansWith(IForecastSource forecasts) => new(
        _site.Retail.Records, _site.Retail.Get<MarketEventBook>(), _site.Retail.Get<BidTermsBook>(), _site.Retail.Get<DemandBook>(), forecasts, _site.Retail.Get<CustomerBook>(), _site.Retail.Get<LoadCalendarBook>(),
        _site.Retail.Get<ContractedEnergy>(), _site.Entries, BidSite.Zone);

    /// <summary>A model that knows some accounts: 5 MWh in every interval.</summary>
    private sealed class Model(params string[] accounts) : IForecastSource, IForecast
    {
        public Task<IForecast> ForecastAsync(LocalDate from, LocalDate to, int stepMinutes, CancellationToken cancellationToken) => Task.FromResult<IForecast>(this);

        public IReadOnlyList<Energy>? Of(ContractAccount account, LocalDate day, int stepMinutes) =>
            accounts.Contains(account.AccountNumber) ? [.. Enumerable.Repeat(Energy.FromMegawattHours(5), 1440 / stepMinutes)] : null;
    }
}
