using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Tests.Bids;
using IntegrationHub.Retail.Tracking;
using NodaTime;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Tracking;

/// <summary>What the daily look counts, and when it is done.</summary>
public sealed class DeliveryWatchTests(RetailSite site) : IClassFixture<RetailSite>
{
    private static readonly DateTimeZone China = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private readonly DeliverySite _hub = new(site);

    [Fact]
    public async Task A_customer_who_left_is_projected_with_nothing_for_the_days_after()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync(servedTo: "2026-11-10");
        await _hub.ReadAsync(contract, 1, 10, "50");
        await _hub.Watch.LookAsync("hub", default);

        var delivery = await _hub.OfAsync(contract);
        Assert.Equal((Energy.FromMegawattHours(96), Energy.FromMegawattHours(96), Energy.FromMegawattHours(288)), (delivery.Status!.ActualSoFar, delivery.Status.Projected, delivery.Status.Contracted));
        Assert.Equal("BeyondBand", await _hub.OpenAsync(contract));
        Assert.Equal((Energy.Zero, false, null, false), (delivery.Days[10].Taken, delivery.Days[10].IsServed, delivery.Days[11].Taken, delivery.Days[29].IsServed));

        _hub.Day = 20;
        await _hub.Watch.LookAsync("hub", default);
        Assert.Equal((Energy.FromMegawattHours(96), "BeyondBand"), ((await _hub.OfAsync(contract)).Status!.Projected, await _hub.OpenAsync(contract)));
    }

    [Fact]
    public async Task The_days_look_is_one_nodes_and_where_that_died_anothers_when_its_claim_is_over()
    {
        _hub.Day = 60;
        Assert.True(await _hub.Deliveries.ClaimLookAsync("dead", _hub.GetUtcNow(), TimeSpan.FromMinutes(2), default));
        Assert.Null(await LookAsync("other"));
        Assert.NotEqual(_hub.GetUtcNow(), (await _hub.Deliveries.LastLookAsync(default))?.At);
        _hub.Since = TimeSpan.FromMinutes(2);
        Assert.NotNull(await LookAsync("other"));
        Assert.Equal(_hub.GetUtcNow(), (await _hub.Deliveries.LastLookAsync(default))!.At);
        Assert.Null(await LookAsync("other"));

        // The day after, by four nodes at the same moment.
        _hub.Day++;
        var looks = await Task.WhenAll(Enumerable.Range(0, 4).Select(node => Task.Run(() => LookAsync($"node {node}"))));
        Assert.Single(looks, static look => look is not null);

        // A node prolongs its own claim, and another's not.
        Assert.True(await _hub.Deliveries.ClaimLookAsync("late", _hub.GetUtcNow().AddHours(1), TimeSpan.FromMinutes(2), default));
        Assert.True(await _hub.Deliveries.ClaimLookAsync("late", _hub.GetUtcNow().AddHours(1), TimeSpan.FromMinutes(2), default));
        Assert.False(await _hub.Deliveries.ClaimLookAsync("other", _hub.GetUtcNow().AddHours(1), TimeSpan.FromMinutes(2), default));

        Task<DeliveryLook?> LookAsync(string node) => new DailyLook(_hub.Watch, _hub.Deliveries, _hub).LookAsync(node, China, new(8, 0), TimeSpan.FromMinutes(2), default);
    }

    [Fact]
    public async Task An_account_that_nobody_entered_is_unknown_and_not_left()
    {
        await _hub.TermsAsync();
        var known = await _hub.ContractAsync();
        var terms = (await site.Contracts.FindAsync(known, 1, default))!.Contract.Terms with { MRid = site.Fresh("D"), Accounts = [new("NO-SUCH", "10kV")] };
        await _hub.SaveAsync(terms);
        await _hub.Watch.LookAsync("hub", default);
        Assert.Null((await _hub.OfAsync(terms.MRid)).Status);
        Assert.Equal("ReadingsMissing", await _hub.OpenAsync(terms.MRid));
    }

    [Fact]
    public async Task Days_that_are_over_count_whole_as_credit_wherever_readings_are_missing()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 3, "50");
        await _hub.ReadAsync(contract, 12, 12, "50");
        _hub.Day = 15;
        await _hub.Watch.LookAsync("hub", default);

        // 14 days are over, 16 are to come, at 420 where the market asks 400.
        Assert.Equal((14 * 9.6m * 420) + (16 * 9.6m * 20), (await _hub.OfAsync(contract)).Assessment!.Credit.AtRisk);
    }

    [Fact]
    public async Task The_open_position_is_less_by_what_bids_bought_and_knows_one_currency()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        var before = await OpenAsync();

        // What delivers before today is no more open: 30 of the 40.
        await WinAsync(new(2026, 11, 11), "CNY", 10);
        await WinAsync(new(2026, 11, 12), "CNY", 10);
        await WinAsync(new(2026, 11, 20), "CNY", 20);
        await WinAsync(new(2026, 11, 21), "EUR", 50);
        Assert.Equal(Energy.FromMegawattHours(-30), await OpenAsync() - before);

        var terms = (await site.Contracts.FindAsync(contract, 1, default))!.Contract.Terms;
        await _hub.SaveAsync(terms with { MRid = site.Fresh("D"), Currency = "EUR" });
        await _hub.SaveAsync(terms with { MRid = site.Fresh("P"), Kind = ContractKind.Centralized, Price = 300, Package = null, PackageVersion = null, Currency = "EUR" });
        Assert.Equal(Energy.FromMegawattHours(-30), await OpenAsync() - before);
        await _hub.SaveAsync(terms with { MRid = site.Fresh("P"), Kind = ContractKind.Centralized, Price = 300, Package = null, PackageVersion = null });
        Assert.Equal(Energy.FromMegawattHours(-30 - (19 * 9.6m)), await OpenAsync() - before);

        async Task<Energy> OpenAsync() => (await _hub.Watch.LookAsync("hub", default)).Pool!.Price.Open;
    }

    [Fact]
    public async Task Last_days_of_a_month_are_looked_at_in_the_first_of_the_next_and_nobody_is_reminded_then()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 27, "50");
        _hub.Day = 31;
        await _hub.RoundAsync();
        Assert.Equal((27, "ReadingsMissing"), ((await _hub.OfAsync(contract)).Status!.DaysTaken, await _hub.OpenAsync(contract)));

        // The second of December.
        _hub.Day = 32;
        await _hub.ReadAsync(contract, 28, 30, "90");
        await _hub.RoundAsync();
        var late = await _hub.OfAsync(contract);
        Assert.Equal((30, Energy.FromMegawattHours((27 * 9.6m) + (3 * 17.28m)), "BeyondBand"), (late.Status!.DaysTaken, late.Status.Projected, await _hub.OpenAsync(contract)));
        Assert.Equal(ReminderState.None, late.Warnings.Single(static warning => warning.Kind == DeliveryWarningKind.BeyondBand).Reminder);
        Assert.DoesNotContain(_hub.Messages, message => message.Phone == DeliverySite.PhoneOf(contract));
        Assert.Equal(new BillingMonth(2026, 12), (await _hub.Deliveries.LastLookAsync(default))!.Month);

        _hub.Day = 30 + DeliveryWatch.DaysAfterMonth;
        await _hub.RoundAsync();
        Assert.Equal(new LocalDate(2026, 12, 5), (await _hub.OfAsync(contract)).LookedOn);
        _hub.Day++;
        await _hub.RoundAsync();
        Assert.Equal(new LocalDate(2026, 12, 5), (await _hub.OfAsync(contract)).LookedOn);
    }

    [Fact]
    public async Task The_contract_owes_the_days_of_both_months_when_the_earlier_one_is_looked_at_late()
    {
        await _hub.TermsAsync();
        var one = await _hub.ContractAsync();
        var terms = (await site.Contracts.FindAsync(one, 1, default))!.Contract.Terms;
        var contract = terms with
        {
            MRid = site.Fresh("D"), ValidTo = new(2026, 12, 31), Quantity = Energy.FromMegawattHours(300 + 310), Months = new Dictionary<BillingMonth, decimal> { [DeliverySite.Month] = 300, [DeliverySite.Month.Next] = 310 },
        };
        await _hub.SaveAsync(contract);
        _hub.Day = 34;
        await _hub.Watch.LookAsync("hub", default);

        // 30 days of November and 3 of December, 28 to come.
        foreach (var month in new[] { DeliverySite.Month, DeliverySite.Month.Next })
            Assert.Equal((33 * 10 * 420m) + (28 * 10 * 20m), (await _hub.Deliveries.FindAsync(contract.MRid, month, default))!.Assessment!.Credit.AtRisk);
    }

    [Fact]
    public async Task A_look_by_hand_before_the_time_of_the_day_takes_the_place_of_none()
    {
        await _hub.TermsAsync();
        var at = new LocalTime(8, 0);

        // Ten past midnight in China.
        _hub.Since = TimeSpan.FromHours(-12) + TimeSpan.FromMinutes(10);
        await _hub.Watch.LookAsync("li", default);
        var byHand = await _hub.Deliveries.LastLookAsync(default);
        Assert.Equal(_hub.GetUtcNow(), byHand!.At);
        Assert.False(DeliveryLook.IsDue(byHand, Local(7, 59), China, at));
        Assert.True(DeliveryLook.IsDue(byHand, Local(8, 0), China, at));
        Assert.True(DeliveryLook.IsDue(null, Local(8, 0), China, at));

        // The same was found: it is noted when, and not told again.
        _hub.Since = TimeSpan.FromHours(-4);
        var told = (await site.EventsAsync("delivery.looked")).Count;
        await _hub.Watch.LookAsync("hub", default);
        var daily = await _hub.Deliveries.LastLookAsync(default);
        Assert.Equal((Local(8, 0), told), (daily!.At, (await site.EventsAsync("delivery.looked")).Count));
        Assert.False(DeliveryLook.IsDue(daily, Local(8, 1), China, at));
        Assert.True(DeliveryLook.IsDue(daily, Local(8, 0).AddDays(1), China, at));

        static DateTimeOffset Local(int hour, int minute) => new(2026, 11, 12, hour, minute, 0, TimeSpan.FromHours(8));
    }

    [Fact]
    public async Task Days_that_no_contract_can_have_are_days_without_anything()
    {
        var days = new DeliveryDays(site.Records, site.Get<DecompositionBook>(), site.Get<ReadingBook>(), site.Get<DemandBook>());
        var contract = await _hub.ContractAsync();
        foreach (var day in new LocalDate[] { new(9999, 12, 1), new(1, 1, 1), new(3000, 1, 1) })
        {
            Assert.Null(await days.FindAsync(contract, day, default));
            Assert.Null(await days.FindAsync("NO-SUCH", day, default));
        }

        // Nothing is made for whoever asks for what there is not: what is kept stays.
        var grids = site.Get<ReadingBook>().Grids;
        var kept = grids.Of(new(2031, 5));
        for (var i = 0; i < Market.Readings.MonthGrids.MostKept; i++)
            Assert.Null(await days.FindAsync("NO-SUCH", new LocalDate(2032, 1, 1).PlusMonths(i), default));

        Assert.Same(kept, grids.Of(new(2031, 5)));
    }

    /// <summary>A bid for one hour of a day that won.</summary>
    private async Task WinAsync(LocalDate day, string currency, decimal megawattHours)
    {
        var (code, bid, entries) = ($"DA-{day:uuuu-MM-dd}", $"B-{day:uuuu-MM-dd}", site.Get<BidEntries>());
        Good(await site.Get<MarketEventBook>().ImportAsync(BidSite.EventJson(code, day, "2026-10-01T12:00:00Z").Replace("\"CNY\"", $"\"{currency}\"", StringComparison.Ordinal), "li", default));
        Good(await entries.WriteAsync(bid, code, [BidBookTests.Step(9, megawattHours, 400)], "li", default));
        foreach (var action in (BidAction[])[BidAction.Propose, BidAction.Sign, BidAction.Submit])
            Good(await entries.StepAsync(bid, null, action, "li", Checked.Good, default));

        Good(await entries.StepAsync(bid, null, BidAction.Decide, "hub", entry => Checked.Good(entry.With([new(9, Energy.FromMegawattHours(megawattHours), 400)], "RES-" + bid, 1, null)), default));
    }
}
