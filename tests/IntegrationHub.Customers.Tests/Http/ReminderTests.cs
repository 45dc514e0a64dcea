using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Tracking;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>What a customer is reminded of while a contract is delivered.</summary>
[Collection(CustomersCollection.Name)]
public sealed class ReminderTests(CustomersSite site)
{
    [Fact]
    public async Task A_reminder_stands_on_the_customers_own_page_until_it_has_passed()
    {
        var (customer, other) = (await site.CustomerAsync(), await site.CustomerAsync());
        using var client = await CustomerClient.SignedInAsync(site, customer);
        using var stranger = await CustomerClient.SignedInAsync(site, other);
        var reminder = new CustomerReminder("R-<b>9</b>", new(2026, 11), DeliveryWarningKind.BeyondBand, new(2026, 11, 11), Energy.FromMegawattHours(316.8m), Energy.FromMegawattHours(288), IsOpen: true);

        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Reminder, MarketJson.Write(reminder));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/my")).Contains("316.8 MWh", StringComparison.Ordinal), "the reminder has crossed");
        var page = await client.ReadAsync("/my");
        Assert.All(new[] { "more than the 288 MWh", "Readings until 2026-11-11", "beyond the free band", "R-&lt;b&gt;9" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.DoesNotContain("316.8 MWh", await stranger.ReadAsync("/my"), StringComparison.Ordinal);

        // What is the company's own, or cannot be read, shows nothing and stops nothing.
        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Reminder, MarketJson.Write(reminder with { Contract = "R-10", Kind = DeliveryWarningKind.CreditExceeded }));
        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Reminder, """{"contract":"R-11"}""");
        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Reminder, MarketJson.Write(reminder with { IsOpen = false }));
        await CustomersSite.UntilAsync(async () => !(await client.ReadAsync("/my")).Contains("316.8 MWh", StringComparison.Ordinal), "it has passed");
        Assert.DoesNotContain("R-10", await client.ReadAsync("/my"), StringComparison.Ordinal);
    }
}
