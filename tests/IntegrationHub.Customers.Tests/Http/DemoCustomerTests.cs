using System.Net;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Host.Demo;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>A development folder has a customer to sign in as, made once.</summary>
[Collection(CustomersCollection.Name)]
public sealed class DemoCustomerTests(CustomersSite site)
{
    [Fact]
    public async Task Somebody_signs_in_for_the_customer_of_development_who_takes_no_part_in_the_market()
    {
        for (var i = 0; i < 2; i++)
            await DemoCustomer.EnsureAsync(site.Folder, site.Get<CustomerBook>(), site.Get<LoginBook>(), TimeProvider.System, default);

        var account = Assert.Single(await site.Get<CustomerBook>().ListAsync(null, default), static one => one.CustomerName == DemoCustomer.Name);
        Assert.False(account.MarketEligible);
        Assert.Single(await site.Get<LoginBook>().ListAsync(default), static one => one.Login.Name == DemoCustomer.Login);
        using var client = await CustomerClient.SignedInAsync(site, new TestCustomer(DemoCustomer.Name, DemoCustomer.Login, DemoCustomer.Phone));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/my")).StatusCode);
    }
}
