using System.Net;
using IntegrationHub.Customers.Tests.Support;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>Sessions of customers end when nobody uses them, and after their length whatever happens; the company's ledger knows why.</summary>
[Collection(CustomersCollection.Name)]
public sealed class SessionTests(CustomersSite site)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_session_is_known_by_its_browser_and_system_and_no_code_stands_for_the_retailers_name()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        Assert.Contains(">Firefox on Windows</span>", await client.ReadAsync("/my"), StringComparison.Ordinal);
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        Assert.Contains((await caller.ReadAsync("/account/sessions")).EnumerateArray(), static one => one.GetProperty("browser").GetString() == "Firefox" && one.GetProperty("system").GetString() == "Windows");

        var page = await client.ReadAsync("/");
        Assert.Contains("演示售电公司", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Host.Data.StarterConfiguration.DevelopmentCode, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_is_over_and_use_makes_it_last()
    {
        var (clock, idle) = (new AheadClock(), site.Options.Portal.Customers.IdleTimeout);
        await using var pages = await site.ServeAsync(clock);
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, pages.Address, customer);

        for (var i = 0; i < 3; i++)
        {
            clock.Pass(idle - Minute);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/my")).StatusCode);
        }

        clock.Pass(idle);
        await IsOverAsync(client, customer, "idle");
    }

    [Fact]
    public async Task A_session_is_over_after_its_length_however_much_it_is_used()
    {
        var (clock, options) = (new AheadClock(), site.Options.Portal.Customers);
        await using var pages = await site.ServeAsync(clock);
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, pages.Address, customer);

        var left = options.SessionLength - Minute;
        while (left > TimeSpan.Zero)
        {
            var step = left < options.IdleTimeout - Minute ? left : options.IdleTimeout - Minute;
            clock.Pass(step);
            left -= step;
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/my")).StatusCode);
        }

        clock.Pass(Minute);
        await IsOverAsync(client, customer, "expired");
    }

    [Fact]
    public async Task A_code_that_comes_too_late_begins_no_session()
    {
        var clock = new AheadClock();
        await using var pages = await site.ServeAsync(clock);
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        using var client = new CustomerClient(pages.Address);
        Assert.Equal("/sign-in/code", (await client.PasswordAsync(customer)).Location());
        var token = CustomerClient.FieldIn(await client.ReadAsync("/sign-in/code"), "form-token");

        clock.Pass(Identity.Sessions.SessionPolicy.Unfinished);

        Assert.StartsWith("/sign-in", (await client.PostAsync("/sign-in/code", ("code", site.CodeFor(customer)), ("form-token", token))).Location(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await client.GetAsync("/my")).Location(), StringComparison.Ordinal);
    }

    private async Task IsOverAsync(CustomerClient client, TestCustomer customer, string why)
    {
        foreach (var path in new[] { "/my", "/bills", "/bills.csv", "/consumption" })
            Assert.StartsWith("/sign-in", (await client.GetAsync(path)).Location(), StringComparison.Ordinal);

        await CustomersSite.UntilAsync(
            async () => (await site.EventsAsync("customer.session")).Any(entry => entry.Data.Contains(customer.Login, StringComparison.Ordinal) && entry.Data.Contains("session-ended", StringComparison.Ordinal) && entry.Data.Contains(why, StringComparison.Ordinal)),
            "the ledger knows that the session ended");
    }
}
