using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Readings;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Readings;

namespace IntegrationHub.Customers.Tests.Support;

/// <summary>Figures of a customer on their way to the customers' side.</summary>
internal static class HandedIn
{
    /// <summary>Something that the company's side says, as it crosses.</summary>
    public static async Task FromCompanyAsync(CustomersSite site, TestCustomer customer, string kind, string payload)
    {
        var subject = (await site.Get<LoginBook>().FindAsync(customer.Login, default))!.Login.Customer;
        var item = new CrossingItem(Guid.CreateVersion7(), subject, kind, CrossingKinds.Version, payload, TimeProvider.System.GetUtcNow());
        Assert.Empty(await site.Get<ICompanyCrossings>().PublishAsync(RetailerId.Default, item, "li", default));
    }

    /// <summary>A day of an account as its meter has it, kWh by interval; <c>-</c> where nothing was read.</summary>
    public static async Task MeterAsync(CustomersSite site, string account, string day, IReadOnlyList<string> values)
    {
        Assert.Empty((await site.Get<ReadingBook>().ImportAsync($"accountNumber,voltageLevel,day,kwh\n{account},10kV,{day},{string.Join(' ', values)}\n", ReadingSource.Meter, "li", default)).Problems);
        await site.Get<CustomerShelves>().PublishAsync(withFigures: true, default);
    }
}
