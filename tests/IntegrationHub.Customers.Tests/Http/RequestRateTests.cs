using System.Net;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Host.Configuration.Sections;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>The customers' pages with limits that a test reaches, counting the machine itself.</summary>
[Collection(CustomersCollection.Name)]
public sealed class RequestRateTests(CustomersSite site)
{
    private static readonly RequestLimitOptions Limits = new() { AnonymousPerMinute = 10, SessionPerMinute = 30, CostlyPerMinute = 5, CountLoopback = true };

    [Fact]
    public async Task Who_reads_too_fast_waits_and_who_is_signed_in_at_the_same_address_does_not()
    {
        var customer = await site.CustomerAsync();
        await using var pages = await site.ServeAsync(TimeProvider.System, Limits);
        using var signedIn = await CustomerClient.SignedInAsync(site, pages.Address, customer);
        using var visitor = new CustomerClient(pages.Address);
        var home = await visitor.ReadAsync("/");
        var style = home[home.IndexOf("/assets/portal.", StringComparison.Ordinal)..].Split('"')[0];
        for (var i = 1; i < Limits.AnonymousPerMinute; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(style)).StatusCode);
        }

        var refused = await visitor.GetAsync("/");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("notice", await NoticeOfAsync(refused), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(style)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync("/my")).StatusCode);
    }

    [Fact]
    public async Task A_customers_session_exports_so_often_and_reads_on()
    {
        var customer = await site.CustomerAsync();
        await using var pages = await site.ServeAsync(TimeProvider.System, Limits);
        using var client = await CustomerClient.SignedInAsync(site, pages.Address, customer);
        for (var i = 0; i < Limits.CostlyPerMinute; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/bills.csv")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync("/bills.csv")).StatusCode);
        for (var i = Limits.CostlyPerMinute + 1; i < Limits.SessionPerMinute; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/bills")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync("/bills")).StatusCode);
    }

    /// <summary>What the page says next, in whichever language.</summary>
    private static async Task<string> NoticeOfAsync(HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync();
        return page.Contains("wait a minute and try again", StringComparison.Ordinal) || page.Contains("请稍候一分钟再试", StringComparison.Ordinal) ? "notice" : page;
    }
}
