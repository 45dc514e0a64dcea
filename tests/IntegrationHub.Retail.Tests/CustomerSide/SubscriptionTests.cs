using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Tests.Tracking;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.CustomerSide;

/// <summary>Choices as they are kept, and what they do to the reminders of tracking and to news of bills.</summary>
public sealed class SubscriptionTests(SettlementSite settled) : IClassFixture<SettlementSite>
{
    private readonly RetailSite _site = settled.Site;

    [Fact]
    public async Task Choices_are_kept_version_after_version_and_the_same_once_more_is_none()
    {
        var hub = new NoticeSite(_site);
        var (_, login, _) = await hub.PersonAsync();
        Assert.Same(SubscriptionChoices.Usual, await hub.Subscriptions.OfAsync(login, default));
        await hub.ChooseAsync(login, SubscriptionTopic.NewBill, page: false, sms: false);
        await hub.ChooseAsync(login, SubscriptionTopic.NewBill, page: false, sms: false);
        await hub.ChooseAsync(login, SubscriptionTopic.Announcement, page: false, sms: true, days: 7);

        var kept = (await hub.Subscriptions.FindAsync(login, default))!;
        Assert.Equal((2, 7, false), (kept.Version, kept.Kept.EndingDays, kept.Kept.Of(SubscriptionTopic.NewBill).Sms));
        Assert.Equal([1, 2], (await _site.Records.ListAsync(new(RecordKind.Subscription) { Key = login }, default)).Select(static record => record.Version));
        Assert.Equal(2, (await _site.EventsAsync("customer-subscriptions.chosen")).Count(one => one.Data.Contains($"\"{login}\"", StringComparison.Ordinal)));
        var crossed = hub.Crossings.Items.Where(item => item.Kind == CrossingKinds.Subscriptions && item.Subject == CustomerLogin.SubjectOf(login)).Select(static item => LoginSubscriptions.Read(item.Payload).Required).ToList();
        Assert.Equal([1, 2], crossed.Select(static one => one.Version));
        Assert.True(crossed[1].Kept.Says(kept.Kept));
    }

    [Fact]
    public void What_is_due_cannot_be_switched_off_and_what_is_no_choice_is_told()
    {
        var usual = SubscriptionChoices.Usual;
        Assert.Empty(usual.Check());
        Assert.Equal(SubscriptionChoices.LegallyDue, Assert.Single((usual with { Topics = [.. usual.Topics.Select(static one => one with { Sms = false })] }).Check()).Code);
        Assert.All(
            new[] { usual with { EndingDays = 0 }, usual with { EndingDays = 181 }, usual with { Topics = [.. usual.Topics.Skip(1)] }, usual with { Topics = [.. usual.Topics, usual.Topics[^1]] } },
            static choices => Assert.Equal(SubscriptionChoices.Unusable, Assert.Single(choices.Check()).Code));
        Assert.NotEmpty(LoginSubscriptions.Read(MarketJson.Write(new LoginSubscriptions("x", 1, usual with { EndingDays = 0 }))).Problems);
    }

    [Fact]
    public async Task The_bills_of_a_month_are_news_once_for_all_accounts_and_those_of_before_are_none()
    {
        const string Customer = "东方纺织厂";
        var hub = new NoticeSite(_site);
        var before = await CloseAsync();
        var (_, login, phone) = await hub.PersonAsync(Customer);
        await hub.Shelves.PublishAsync(withFigures: true, default);
        await hub.Sending.SendAsync(default);
        Assert.True(hub.Crossings.Items.Any(static item => item.Kind == CrossingKinds.Bill), $"the bills of {before} have crossed");
        Assert.Empty(hub.To(phone));

        var month = await CloseAsync();
        for (var i = 0; i < 2; i++)
        {
            await hub.Shelves.PublishAsync(withFigures: true, default);
            await hub.Sending.SendAsync(default);
        }

        Assert.Equal($"{month} 账单已出 / your bill of {month} is there", Assert.Single(hub.To(phone)));
        Assert.Equal(month, Assert.Single(hub.PageOf(login)).Thing);
    }

    [Theory]
    [InlineData(true, true, ReminderState.Sent, 1)]
    [InlineData(true, false, ReminderState.NotWanted, 0)]
    [InlineData(false, true, ReminderState.Sent, 1)]
    public async Task The_reminder_of_tracking_goes_to_who_wants_it(bool onRecord, bool wants, ReminderState expected, int messages)
    {
        var delivery = new DeliverySite(_site);
        await delivery.TermsAsync();
        var contract = await delivery.ContractAsync(contact: onRecord);
        await delivery.ReadAsync(contract, 1, 11, "55");
        await delivery.Watch.LookAsync("hub", default);
        var customer = (await delivery.OfAsync(contract)).Customer;
        var (login, phone) = (contract.ToLowerInvariant(), DeliverySite.PhoneOf(contract));
        Good(await delivery.Logins.AddAsync(login, customer, "陈静", phone, "a long phrase of words " + contract, "li", default));
        if (!wants)
            await new NoticeSite(_site).ChooseAsync(login, SubscriptionTopic.Deviation, page: true, sms: false);

        await delivery.Telling.TellAsync(default);
        Assert.Equal((expected, messages), ((await delivery.OfAsync(contract)).Warnings.Single().Reminder, delivery.Messages.Count(message => message.Phone == phone)));
    }

    [Fact]
    public async Task The_reminder_of_tracking_waits_for_the_morning_and_for_the_days_limit()
    {
        var delivery = new DeliverySite(_site) { Since = TimeSpan.FromHours(10.5) };
        delivery.Hours = delivery.Hours with { Quiet = new(new(22, 0), new(8, 0)), MostPerDay = 1 };
        await delivery.TermsAsync();
        var contract = await delivery.ContractAsync();
        await delivery.ReadAsync(contract, 1, 11, "55");
        await delivery.RoundAsync();
        Assert.Equal(ReminderState.Due, (await delivery.OfAsync(contract)).Warnings.Single().Reminder);
        Assert.DoesNotContain(delivery.Messages, message => message.Phone == DeliverySite.PhoneOf(contract));

        delivery.Since = TimeSpan.FromHours(19.9);
        await delivery.Telling.TellAsync(default);
        Assert.Equal(ReminderState.Due, (await delivery.OfAsync(contract)).Warnings.Single().Reminder);
        delivery.Since = TimeSpan.FromHours(20);
        await delivery.Telling.TellAsync(default);
        await delivery.Telling.TellAsync(default);
        Assert.Equal(ReminderState.Sent, (await delivery.OfAsync(contract)).Warnings.Single().Reminder);
        Assert.Single(delivery.Messages, message => message.Phone == DeliverySite.PhoneOf(contract));

        // The day's message is sent: another warning of the same customer waits for the next day.
        Assert.Null(await new ReminderLimits(_site.Records, delivery.Hours, delivery).OneMoreAsync(DeliverySite.PhoneOf(contract), isDue: false, default));
        Assert.NotNull(await new ReminderLimits(_site.Records, delivery.Hours, delivery).OneMoreAsync(DeliverySite.PhoneOf(contract), isDue: true, default));
    }

    private async Task<string> CloseAsync()
    {
        var month = await settled.MonthAsync();
        await month.ReadAllAsync();
        var calculated = Good(await month.Settlements.CalculateAsync(month.Month, "li", default));
        Good(await month.Settlements.ChangeAsync(
            month.Month, calculated.Version, static before => Market.Checked.Good(before with { State = Retail.Settlement.SettlementState.Submitted }), "settlement.submitted", "li", default));
        return month.Month.ToString();
    }
}
