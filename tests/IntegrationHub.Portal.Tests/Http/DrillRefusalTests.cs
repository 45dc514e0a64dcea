using System.Net;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>A partner that is no simulator of this installation is never asked to go wrong.</summary>
[Collection(PortalCollection.Name)]
public sealed class DrillRefusalTests(PortalSite site)
{
    private const string Page = "/members/" + PortalSite.Center;

    [Fact]
    public async Task A_real_partner_has_no_drill_on_its_page_and_none_is_started_by_hand()
    {
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var caller = await PersonCaller.SignedInAsync(site, Role.Staff);
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);

        Assert.DoesNotContain("drill", await staff.ReadAsync(Page), StringComparison.Ordinal);
        var refused = await staff.PostAsync(Page, Page + "/drill", ("fault", "silent"), ("minutes", "5"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("ihub simulate trading-center", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.PostAsync(Page, "/members/nobody/drill", ("fault", "silent"), ("minutes", "5"))).StatusCode);

        Assert.Equal(IFaultDrills.NoSimulator, (await caller.ReadAsync(Page + "/drill")).GetProperty("code").GetString());
        await PersonCaller.RefusedAsync(await caller.PostAsync(Page + "/drill", new { fault = "silent", minutes = 5 }), HttpStatusCode.Conflict, IFaultDrills.NoSimulator);
        await PersonCaller.RefusedAsync(await caller.PostAsync(Page + "/drill/end"), HttpStatusCode.Conflict, IFaultDrills.NoSimulator);
        await PersonCaller.RefusedAsync(await legal.PostAsync(Page + "/drill", new { fault = "silent", minutes = 5 }), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        Assert.Empty(await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "drill.", 1, default));
    }
}
