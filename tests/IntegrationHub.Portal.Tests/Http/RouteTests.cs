using System.Net;
using IntegrationHub.Host.Bench.Portal;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>What can be read at the doors, as the bench goes over it.</summary>
[Collection(PortalCollection.Name)]
public sealed class RouteTests(PortalSite site)
{
    [Fact]
    public async Task Everything_that_can_be_read_is_listed_with_what_it_needs_and_a_tour_measures_what_the_person_may_read()
    {
        var routes = site.Node.Portal!.Routes;
        Assert.Contains(routes, static route => route is { Pattern: "/sign-in", Needs: null, IsPlain: true });
        Assert.Contains(routes, static route => route is { Pattern: "/exchanges/{id:guid}", Needs: Permission.ReadExchanges, IsPlain: false });
        Assert.DoesNotContain(routes, static route => route.Pattern is "/sign-out" || route.Pattern.Contains("**", StringComparison.Ordinal));

        // Among the newest is one that staff may read, whatever other tests left.
        await site.PricesAsync("TOUR-1");
        var person = await site.AnotherOfStaffAsync();
        using var browser = new BenchBrowser(site.Staff, null);
        await browser.SignInAsync(person, Host.Node.PeopleOfNode.OutboxFile(site.Folder), default);
        var measured = await new PageTour(routes, repetitions: 1).GoAsync(browser, Role.Staff, default);

        Assert.Contains(measured, static page => page is { Route.Pattern: "/exchanges/{id:guid}/{what}", IsPage: true, Transferred: > 1000 });
        Assert.Contains(measured, static page => page is { Route.Pattern: "/exchanges/{id:guid}/{what}/download", IsPage: false });
        Assert.DoesNotContain(measured, static page => page.Route.Needs is Permission.ReadBids or Permission.ManagePeople or Permission.ReadLedger);
        Assert.Equal(HttpStatusCode.OK, browser.CodePage!.Status);
    }
}
