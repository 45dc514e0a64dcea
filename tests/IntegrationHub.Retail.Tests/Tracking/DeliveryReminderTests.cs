using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Processes.Tracking;

namespace IntegrationHub.Retail.Tests.Tracking;

/// <summary>Reminders that are not sent at once.</summary>
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
}
