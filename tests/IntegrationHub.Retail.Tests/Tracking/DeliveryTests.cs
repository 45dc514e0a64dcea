using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Tracking;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Tracking;

/// <summary>The daily look at contracts under delivery: what it finds, whom it tells, and that it does both once.</summary>
public sealed class DeliveryTests(RetailSite site) : IClassFixture<RetailSite>
{
    /// <summary>50 kWh a quarter of an hour and account are what the contract says.</summary>
    private const string AsContracted = "50";

    private readonly DeliverySite _hub = new(site);

    [Fact]
    public async Task A_month_that_leaves_the_band_is_warned_of_once_with_notices_and_one_message_to_the_customer()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");

        await _hub.RoundAsync();
        await _hub.RoundAsync();
        _hub.Day = 13;
        await _hub.ReadAsync(contract, 12, 12, "55");
        await _hub.RoundAsync();

        var delivery = await _hub.OfAsync(contract);
        Assert.Equal((12, Energy.FromMegawattHours(316.8m), Energy.FromMegawattHours(288)), (delivery.Status!.DaysTaken, delivery.Status.Projected, delivery.Status.Contracted));
        Assert.Equal((DeviationAlert.Beyond, 0.1m, "CNY"), (delivery.Assessment!.Alert, delivery.Status.Deviation, delivery.Currency));
        var warning = Assert.Single(delivery.Warnings);
        Assert.Equal((DeliveryWarningKind.BeyondBand, ReminderState.Sent, true), (warning.Kind, warning.Reminder, warning.ToldAt is not null));
        Assert.Equal(1, await _hub.EventsAsync("delivery.warned", contract));
        Assert.Equal([("liu.yang", false), ("risk", true)], _hub.Notices.Values.Where(one => one.Text.Contains(contract, StringComparison.Ordinal)).Select(static one => (one.To, one.IsRole)));
        var (phone, text) = Assert.Single(_hub.Messages, message => message.Phone == DeliverySite.PhoneOf(contract));
        Assert.Equal(DeliverySite.PhoneOf(contract), phone);
        Assert.Contains("偏高", text, StringComparison.Ordinal);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 1, 140);
    }

    [Fact]
    public async Task What_passes_is_closed_and_coming_back_tells_nobody_a_second_time()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "51");
        await _hub.RoundAsync();
        Assert.Equal("NearBand", await _hub.OpenAsync(contract));

        _hub.Day = 15;
        await _hub.ReadAsync(contract, 12, 14, "46.3");
        await _hub.RoundAsync();
        Assert.Equal("", await _hub.OpenAsync(contract));

        _hub.Day = 18;
        await _hub.ReadAsync(contract, 15, 17, "54.9");
        await _hub.RoundAsync();
        Assert.Equal("NearBand", await _hub.OpenAsync(contract));

        Assert.Equal((1, 1, 1), (await _hub.EventsAsync("delivery.warned", contract), await _hub.EventsAsync("delivery.warning-passed", contract), await _hub.EventsAsync("delivery.warning-returned", contract)));
        Assert.Single(_hub.Messages, message => message.Phone == DeliverySite.PhoneOf(contract));
    }

    [Fact]
    public async Task No_readings_are_no_zero_and_a_day_with_a_gap_is_compared_with_nothing()
    {
        await _hub.TermsAsync();
        var (silent, partly) = (await _hub.ContractAsync(), await _hub.ContractAsync());
        await _hub.ReadAsync(partly, 1, 8, AsContracted);
        await _hub.ReadAccountAsync(DeliverySite.AccountsOf(partly)[0], 9, 11, AsContracted);
        await _hub.RoundAsync();

        var nothing = await _hub.OfAsync(silent);
        Assert.Null(nothing.Status);
        Assert.Equal("ReadingsMissing", await _hub.OpenAsync(silent));
        Assert.All(nothing.Days, static day => Assert.Null(day.Taken));
        Assert.DoesNotContain(_hub.Messages, message => message.Phone == DeliverySite.PhoneOf(silent));
        Assert.Contains(_hub.Notices.Values, one => one.Text.Contains(silent, StringComparison.Ordinal) && (one.To, one.IsRole) == ("settlement", true));

        var half = await _hub.OfAsync(partly);
        Assert.Equal((8, new NodaTime.LocalDate(2026, 11, 8), 0m), (half.Status!.DaysTaken, half.Status.Through, half.Status.Deviation));
        Assert.Equal("ReadingsMissing", await _hub.OpenAsync(partly));

        await _hub.ReadAccountAsync(DeliverySite.AccountsOf(partly)[1], 9, 11, AsContracted);
        await _hub.RoundAsync();
        Assert.Equal("", await _hub.OpenAsync(partly));
    }

    [Fact]
    public async Task Without_a_rule_that_holds_figures_are_there_and_nothing_is_judged_nor_cleared()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");
        await _hub.RoundAsync();

        await _hub.TermsAsync(validFrom: "2027-01-01");
        _hub.Day = 13;
        var look = await _hub.Watch.LookAsync("hub", default);

        var delivery = await _hub.OfAsync(contract);
        Assert.Equal(("PARAMETER_MISSING", 11, "BeyondBand"), (delivery.Unjudged, delivery.Status!.DaysTaken, await _hub.OpenAsync(contract)));
        Assert.Null(delivery.Assessment);
        Assert.Null(look.Pool);
        await _hub.TermsAsync();
    }

    [Fact]
    public async Task Wherever_a_hub_dies_the_next_look_ends_the_work_and_nobody_is_told_twice()
    {
        await _hub.TermsAsync();
        await _hub.RoundAsync();
        for (var step = 0; ; step++)
        {
            var died = false;
            foreach (var after in new[] { false, true })
            {
                var (first, second) = (await _hub.ContractAsync(), await _hub.ContractAsync());
                await _hub.ReadAsync(first, 1, 11, "55");
                await _hub.ReadAsync(second, 1, 11, "45");

                // What other contracts have to be told of is told already: the hub dies at these two.
                var dying = new DyingRecords(site.Records, step, after);
                var killed = new DeliverySite(site) { Records = dying };
                try
                {
                    await killed.RoundAsync();
                }
                catch (DiedException)
                {
                    died = true;
                }

                var next = new DeliverySite(site);
                await next.RoundAsync();
                await next.RoundAsync();
                foreach (var contract in new[] { first, second })
                {
                    Assert.Equal("BeyondBand", await _hub.OpenAsync(contract));
                    Assert.Equal(1, await _hub.EventsAsync("delivery.warned", contract));

                    // Two ids, each the same whoever sends it: a page shows them once.
                    Assert.Equal(2, killed.Notices.Keys.Concat(next.Notices.Keys).Where(id => id.Contains($"-{contract}-", StringComparison.Ordinal)).Distinct().Count());
                    var sent = killed.Messages.Concat(next.Messages).Count(message => message.Phone == DeliverySite.PhoneOf(contract));
                    Assert.True(sent <= 1, $"{sent} messages, died at {step}{(after ? " after" : " before")} the commit");
                    Assert.Contains((await _hub.OfAsync(contract)).Warnings.Single().Reminder, sent == 1 ? new[] { ReminderState.Sent, ReminderState.Sending, ReminderState.Unknown } : [ReminderState.Sending, ReminderState.Unknown]);
                }
            }

            if (!died)
                break;
        }
    }

    [Fact]
    public async Task Two_nodes_that_look_at_the_same_time_warn_and_tell_once()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");
        var other = new DeliverySite(site);

        await Task.WhenAll(_hub.RoundAsync(), other.RoundAsync(), _hub.Watch.LookAsync("hub", default));
        await Task.WhenAll(_hub.Telling.TellAsync(default), other.Telling.TellAsync(default));

        Assert.Equal(1, await _hub.EventsAsync("delivery.warned", contract));
        Assert.Single(_hub.Messages.Concat(other.Messages), message => message.Phone == DeliverySite.PhoneOf(contract));
        Assert.Equal(2, _hub.Notices.Keys.Concat(other.Notices.Keys).Where(id => id.Contains($"-{contract}-", StringComparison.Ordinal)).Distinct().Count());
    }

    [Theory]
    [InlineData(false, true, ReminderState.NoConsent)]
    [InlineData(true, false, ReminderState.NoContact)]
    public async Task Nobody_is_reminded_without_consent_or_whom_nobody_confirmed(bool consent, bool contact, ReminderState expected)
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync(consent, contact);
        await _hub.ReadAsync(contract, 1, 11, "55");
        await _hub.RoundAsync();

        Assert.Equal(expected, (await _hub.OfAsync(contract)).Warnings.Single().Reminder);
        Assert.DoesNotContain(_hub.Messages, message => message.Phone == DeliverySite.PhoneOf(contract));
    }

    [Fact]
    public async Task A_gateway_that_takes_nothing_is_tried_again_and_given_up_and_what_a_crash_left_open_is_told_as_unknown()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");
        _hub.BeforeMessage = static () => throw new SmsException("down");
        await _hub.RoundAsync();
        Assert.Equal((ReminderState.Due, 1), Reminder(await _hub.OfAsync(contract)));

        // Minute after minute of an outage counts as one try; the day's later ones come ever more seldom.
        _hub.Since = TimeSpan.FromMinutes(4);
        await _hub.Telling.TellAsync(default);
        Assert.Equal((ReminderState.Due, 1), Reminder(await _hub.OfAsync(contract)));
        for (var tries = 1; tries < DeliveryReminders.MostTries; tries++)
        {
            Assert.Equal((ReminderState.Due, tries), Reminder(await _hub.OfAsync(contract)));
            _hub.Since += DeliveryReminders.PauseAfter(tries);
            await _hub.Telling.TellAsync(default);
            await _hub.Telling.TellAsync(default);
        }

        Assert.Equal((ReminderState.Failed, DeliveryReminders.MostTries), Reminder(await _hub.OfAsync(contract)));
        Assert.InRange(_hub.Since, TimeSpan.FromHours(24), TimeSpan.FromHours(30));
        _hub.Since = TimeSpan.Zero;

        var lost = await _hub.ContractAsync();
        await _hub.ReadAsync(lost, 1, 11, "55");
        _hub.BeforeMessage = static () => { };
        _hub.AfterMessage = static () => throw new DiedException();
        await Assert.ThrowsAsync<DiedException>(_hub.RoundAsync);
        _hub.AfterMessage = static () => { };

        // The store's clock stands in December: what was being sent since is the past.
        await new DeliverySite(site) { Day = 12 }.Telling.TellAsync(default);
        Assert.Equal(ReminderState.Sending, (await _hub.OfAsync(lost)).Warnings.Single().Reminder);
        await new Later(site).Telling.TellAsync(default);
        Assert.Equal(ReminderState.Unknown, (await _hub.OfAsync(lost)).Warnings.Single().Reminder);
        Assert.Single(_hub.Messages, message => message.Phone == DeliverySite.PhoneOf(lost));

        static (ReminderState, int) Reminder(StoredDelivery delivery) => (delivery.Warnings.Single().Reminder, delivery.Warnings.Single().Tries);
    }

    [Fact]
    public async Task What_the_company_risks_with_all_of_them_stands_with_the_last_look()
    {
        await _hub.TermsAsync(limit: 1000);
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");
        var look = await _hub.Watch.LookAsync("hub", default);

        Assert.Equal(look, await _hub.Deliveries.LastLookAsync(default));
        Assert.Equal(look.Contracts, look.Pool!.Contracts);
        Assert.True(look.Pool.CreditExceeded > 0 && look.Pool.CreditAtRisk > 0 && look.Pool.Price.Open > Energy.Zero);
        Assert.Equal("BeyondBand CreditExceeded", await _hub.OpenAsync(contract));

        // 11 days at 10.56 MWh and 19 to come, at 420 where the market asks 400.
        Assert.Equal((11 * 10.56m * 420) + (19 * 9.6m * 20), (await _hub.OfAsync(contract)).Assessment!.Credit.AtRisk);
        await _hub.TermsAsync();
    }

    [Fact]
    public async Task A_day_is_shown_by_interval_with_load_contract_and_declared_demand()
    {
        var contract = await _hub.ContractAsync();
        var days = new DeliveryDays(site.Records, site.Get<DecompositionBook>(), site.Get<ReadingBook>(), site.Get<DemandBook>());
        await _hub.ReadAsync(contract, 3, 3, "40");
        await _hub.ReadAccountAsync(DeliverySite.AccountsOf(contract)[0], 4, 4, "40");
        Good(await site.Get<DemandBook>().ImportAsync(
            "accountNumber,voltageLevel,day,mwh\n" + string.Concat(DeliverySite.AccountsOf(contract).Select(static account => $"{account},10kV,2026-11-03,{string.Join(' ', Enumerable.Repeat("0.18", 24))}\n")), "li", default));

        var shown = (await days.FindAsync(contract, new(2026, 11, 3), default))!;
        Assert.Equal((96, 96, 96, 96), (shown.Times.Count, shown.Contracted.Count, shown.Taken.Count, shown.Declared!.Count));
        Assert.All(shown.Contracted, static energy => Assert.Equal(Energy.FromKilowattHours(100), energy));
        Assert.All(shown.Taken, static energy => Assert.Equal(Energy.FromKilowattHours(80), energy));
        Assert.All(shown.Declared, static energy => Assert.Equal(Energy.FromKilowattHours(90), energy));

        var partly = (await days.FindAsync(contract, new(2026, 11, 4), default))!;
        Assert.All(partly.Taken, static energy => Assert.Null(energy));
        Assert.Null(partly.Declared);
        Assert.Null(await days.FindAsync(contract, new(2026, 12, 1), default));
        Assert.Null(await days.FindAsync("NO-SUCH", new(2026, 11, 3), default));

        await _hub.TermsAsync();
        await _hub.Watch.LookAsync("hub", default);
        Assert.Equal((Energy.FromKilowattHours(80 * 96), Energy.FromKilowattHours(90 * 96)), ((await _hub.OfAsync(contract)).Days[2].Taken, (await _hub.OfAsync(contract)).Days[2].Declared));
    }

    [Fact]
    public async Task On_the_customers_pages_a_reminder_is_one_of_its_kind_that_tells_when_it_has_passed()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync(consent: false, contact: false);
        await _hub.ReadAsync(contract, 1, 11, "51");
        await _hub.RoundAsync();
        var reminders = new CustomerReminders(_hub.Deliveries, _hub.Watch);
        var stored = (await site.Contracts.FindAsync(contract, 1, default))!;

        var offer = Assert.Single(await reminders.OfAsync([stored, stored], default));
        var reminder = CustomerReminder.Read(offer.Payload!).Required;
        Assert.Equal((contract, DeliveryWarningKind.NearBand, true, Energy.FromMegawattHours(293.76m), Energy.FromMegawattHours(288)), (reminder.Contract, reminder.Kind, reminder.IsOpen, reminder.Projected, reminder.Contracted));

        // A later version took its days and is over; that nobody ended the earlier one changes nothing.
        var over = stored with { Contract = stored.Contract with { State = Market.Contracts.ContractState.Expired, Terms = stored.Contract.Terms with { Version = 2, ValidTo = stored.Contract.Terms.ValidFrom } } };
        Assert.Empty(await reminders.OfAsync([over, stored], default));

        _hub.Day = 15;
        await _hub.ReadAsync(contract, 12, 14, "46.3");
        await _hub.RoundAsync();
        var passed = Assert.Single(await reminders.OfAsync([stored], default));
        Assert.Equal((offer.Name, false), (passed.Name, CustomerReminder.Read(passed.Payload!).Required.IsOpen));

        // What is the company's own to look after does not cross.
        var silent = await _hub.ContractAsync();
        await _hub.RoundAsync();
        Assert.Equal("ReadingsMissing", await _hub.OpenAsync(silent));
        Assert.Empty(await reminders.OfAsync([(await site.Contracts.FindAsync(silent, 1, default))!], default));
    }

    /// <summary>A hub of the next year.</summary>
    private sealed class Later(RetailSite site) : TimeProvider
    {
        public DeliveryTelling Telling
        {
            get
            {
                var hub = new DeliverySite(site);
                return new(hub.Deliveries, new(hub.Deliveries, site.Contracts, site.Customers, site.Get<ContactBook>(), hub.Subscriptions, new(hub.Records, hub.Hours, this), new(hub.Records), hub, this), hub, this);
            }
        }

        public override DateTimeOffset GetUtcNow() => new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
