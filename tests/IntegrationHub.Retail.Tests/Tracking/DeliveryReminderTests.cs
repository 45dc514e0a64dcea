using IntegrationHub.Exchange;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Tracking;

/// <summary>Reminders that are not sent at once, and what becomes of those on customers' pages.</summary>
public sealed class DeliveryReminderTests(RetailSite site) : IClassFixture<RetailSite>
{
    private readonly DeliverySite _hub = new(site);

    [Fact]
    public void Pauses_between_tries_grow_from_minutes_to_hours() =>
        Assert.Equal([5, 15, 45, 135, 405, 480, 480], Enumerable.Range(1, DeliveryReminders.MostTries - 1).Select(static tries => DeliveryReminders.PauseAfter(tries).TotalMinutes));

    [Fact]
    public async Task A_gateway_that_was_down_for_an_hour_has_lost_nobody()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");
        _hub.BeforeMessage = static () => throw new SmsException("down");
        await _hub.Watch.LookAsync("hub", default);
        for (; _hub.Since < TimeSpan.FromHours(1); _hub.Since += TimeSpan.FromMinutes(1))
            await _hub.Telling.TellAsync(default);

        _hub.BeforeMessage = static () => { };
        _hub.Since = TimeSpan.FromMinutes(66);
        await _hub.Telling.TellAsync(default);
        Assert.Equal(ReminderState.Sent, (await _hub.OfAsync(contract)).Warnings.Single().Reminder);
        Assert.Single(_hub.Messages, message => message.Phone == DeliverySite.PhoneOf(contract));
    }

    [Fact]
    public async Task A_reminder_that_the_gateway_may_have_taken_is_not_sent_again_and_it_is_not_known_whether_it_came()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");
        _hub.BeforeMessage = static () => throw new SmsException("late") { MayHaveLeft = true };
        await _hub.Watch.LookAsync("hub", default);
        await _hub.Telling.TellAsync(default);
        _hub.BeforeMessage = static () => { };
        _hub.Since = TimeSpan.FromHours(9);
        await _hub.Telling.TellAsync(default);

        Assert.Equal(ReminderState.Unknown, (await _hub.OfAsync(contract)).Warnings.Single().Reminder);
        Assert.DoesNotContain(_hub.Messages, message => message.Phone == DeliverySite.PhoneOf(contract));
    }

    [Fact]
    public async Task Who_comes_on_record_later_is_reminded_by_the_next_days_look()
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync(contact: false);
        await _hub.ReadAsync(contract, 1, 11, "55");
        await _hub.RoundAsync();
        var customer = (await _hub.OfAsync(contract)).Customer;
        await _hub.ReachAsync(customer, contract);
        await _hub.RoundAsync();
        Assert.Equal(ReminderState.NoContact, (await _hub.OfAsync(contract)).Warnings.Single().Reminder);

        _hub.Day = 13;
        await _hub.RoundAsync();
        Assert.Equal(ReminderState.Sent, (await _hub.OfAsync(contract)).Warnings.Single().Reminder);
        Assert.Single(_hub.Messages, message => message.Phone == DeliverySite.PhoneOf(contract));
    }

    [Fact]
    public async Task Where_one_number_had_its_messages_of_the_day_it_is_reminded_the_next_day_and_the_other_not_again()
    {
        await _hub.TermsAsync();
        _hub.Hours = _hub.Hours with { MostPerDay = 1 };
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");
        await _hub.Watch.LookAsync("hub", default);
        var customer = (await _hub.OfAsync(contract)).Customer;
        const string other = "+8613700000077";
        Good(await _hub.Logins.AddAsync(contract.ToLowerInvariant(), customer, "陈静", other, "seven quiet lanterns drift", "li", default));
        Assert.Equal(RecordResult.Saved, await site.Records.SaveAsync([(await new ReminderLimits(site.Records, _hub.Hours, _hub).OneMoreAsync(other, isDue: false, default))!], [], "hub", default));

        await _hub.Telling.TellAsync(default);
        var waiting = (await _hub.OfAsync(contract)).Warnings.Single();
        Assert.Equal(ReminderState.Due, waiting.Reminder);
        Assert.DoesNotContain(DeliverySite.PhoneOf(contract), string.Join(' ', waiting.Reached!), StringComparison.Ordinal);
        Assert.Equal((1, 0), (To(DeliverySite.PhoneOf(contract)), To(other)));

        await _hub.Telling.TellAsync(default);
        Assert.Equal((1, 0), (To(DeliverySite.PhoneOf(contract)), To(other)));
        _hub.Day = 13;
        await _hub.Telling.TellAsync(default);
        await _hub.Telling.TellAsync(default);
        Assert.Equal((1, 1), (To(DeliverySite.PhoneOf(contract)), To(other)));
        Assert.Equal(ReminderState.Sent, (await _hub.OfAsync(contract)).Warnings.Single().Reminder);

        int To(string phone) => _hub.Messages.Count(message => message.Phone == phone);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_the_hub_died_while_one_number_was_held_back_that_one_is_reminded_the_next_day_and_the_other_not_again(bool left)
    {
        await _hub.TermsAsync();
        _hub.Hours = _hub.Hours with { MostPerDay = 1 };
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");
        await _hub.Watch.LookAsync("hub", default);
        var other = left ? "+8613700000078" : "+8613700000079";
        Good(await _hub.Logins.AddAsync(contract.ToLowerInvariant(), (await _hub.OfAsync(contract)).Customer, "陈静", other, "seven quiet lanterns drift", "li", default));
        Assert.Equal(RecordResult.Saved, await site.Records.SaveAsync([(await new ReminderLimits(site.Records, _hub.Hours, _hub).OneMoreAsync(other, isDue: false, default))!], [], "hub", default));

        if (left)
            _hub.AfterMessage = static () => throw new DiedException();
        else
            _hub.BeforeMessage = static () => throw new DiedException();

        await Assert.ThrowsAsync<DiedException>(() => _hub.Telling.TellAsync(default));
        (_hub.BeforeMessage, _hub.AfterMessage) = (static () => { }, static () => { });
        Assert.Equal(ReminderState.Sending, (await _hub.OfAsync(contract)).Warnings.Single().Reminder);
        Assert.DoesNotContain(DeliverySite.PhoneOf(contract), string.Join(' ', (await _hub.OfAsync(contract)).Warnings.Single().InDoubt!), StringComparison.Ordinal);

        // The store's clock stands in the morning of the first of December: from then on what was being sent is the past.
        (_hub.Day, _hub.Since) = (31, TimeSpan.FromHours(5));
        await _hub.Telling.TellAsync(default);
        await _hub.Telling.TellAsync(default);
        Assert.Equal((left ? 1 : 0, 1), (To(DeliverySite.PhoneOf(contract)), To(other)));
        Assert.Equal(ReminderState.Sent, (await _hub.OfAsync(contract)).Warnings.Single().Reminder);

        int To(string phone) => _hub.Messages.Count(message => message.Phone == phone);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_the_customers_pages_a_reminder_goes_with_its_month_and_with_the_contract(bool terminated)
    {
        await _hub.TermsAsync();
        var contract = await _hub.ContractAsync();
        await _hub.ReadAsync(contract, 1, 11, "55");
        await _hub.RoundAsync();
        var customer = (await _hub.OfAsync(contract)).Customer;
        var (crossed, logins) = (_hub.Crossings, _hub.Logins);
        Good(await logins.AddAsync(contract.ToLowerInvariant(), customer, "陈静", "+8613800000009", "seven quiet lanterns drift", "li", default));
        var shelves = new CustomerShelves(
            site.Records, crossed, logins, site.Customers, new(site.Contracts, site.Customers), new(site.Get<SettlementBook>(), site.Get<ReadingBook>(), _hub), new(_hub.Deliveries, _hub.Watch),
            new(site.Records, logins, _hub), RetailerId.Default, _hub);

        await shelves.PublishAsync(withFigures: true, default);
        Assert.True(Assert.Single(Of()).IsOpen);
        await shelves.PublishAsync(withFigures: true, default);
        Assert.Single(Of());

        if (terminated)
            await _hub.EndAsync(contract);
        else
            _hub.Day = 32;

        await shelves.PublishAsync(withFigures: true, default);
        Assert.False(Of()[^1].IsOpen);
        Assert.Equal(2, Of().Count);
        await shelves.PublishAsync(withFigures: true, default);
        Assert.Equal(2, Of().Count);

        // Customers of other tests have logins, too.
        List<CustomerReminder> Of() => [.. crossed.Items.Where(static item => item.Kind == CrossingKinds.Reminder).Select(static item => CustomerReminder.Read(item.Payload).Required).Where(one => one.Contract == contract)];
    }
}
