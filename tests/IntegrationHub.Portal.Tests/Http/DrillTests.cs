using System.Net;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>An operator has the simulated trading center go wrong from its page, sees it, and ends it.</summary>
[Collection(MarketCollection.Name)]
public sealed class DrillTests(MarketSite site)
{
    private const string Page = "/members/" + CenterFolder.CenterName;

    [Fact]
    public async Task An_operator_starts_a_drill_sees_it_and_ends_it_on_the_page_and_by_call()
    {
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        Assert.Contains("Answers late", await UntilAsync(() => staff.ReadAsync(Page), "id=\"drill-fault\""), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await staff.PostAsync(Page, Page + "/drill", ("fault", "duplicate"), ("minutes", "61"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync(Page, Page + "/drill", ("fault", "duplicate"), ("minutes", "5"))).StatusCode);
        Assert.Equal(Page, (await staff.PostAsync(Page, Page + "/drill", ("fault", "duplicate"), ("minutes", "5"), ("delay", "5"), ("operation", ""))).Location());
        var again = await staff.PostAsync(Page, Page + "/drill", ("fault", "duplicate"), ("minutes", "5"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("A drill is on already.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var shown = await UntilAsync(() => staff.ReadAsync(Page), "the simulator plays it");
        Assert.Contains("user:" + staff.Person!.Name, shown, StringComparison.Ordinal);
        var read = await auditor.ReadAsync(Page);
        Assert.Contains("Sends its documents twice", read, StringComparison.Ordinal);
        Assert.DoesNotContain("/drill/end", read, StringComparison.Ordinal);

        using var caller = await PersonCaller.SignedInAsync(site, Role.Staff);
        var told = await caller.ReadAsync(Page + "/drill");
        Assert.Equal("duplicate", told.GetProperty("running").GetProperty("fault").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await caller.PostAsync(Page + "/drill/end")).StatusCode);
        await PersonCaller.RefusedAsync(await caller.PostAsync(Page + "/drill/end"), HttpStatusCode.Conflict, IFaultDrills.None);
        Assert.Equal(HttpStatusCode.NoContent, (await caller.PostAsync(Page + "/drill", new { fault = "slow", minutes = 1, operation = "list", delaySeconds = 1 })).StatusCode);
        Assert.Equal(Page, (await staff.PostAsync(Page, Page + "/drill/end")).Location());
        Assert.Contains("id=\"drill-fault\"", await staff.ReadAsync(Page), StringComparison.Ordinal);

        var events = await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "drill.", 50, default);
        Assert.Equal(
            [("drill.ended", "user:" + staff.Person.Name), ("drill.started", "user:" + caller.Person.Name), ("drill.ended", "user:" + caller.Person.Name), ("drill.started", "user:" + staff.Person.Name)],
            events.Select(static one => (one.Kind, one.Actor)).Where(one => one.Actor.EndsWith(staff.Person.Name, StringComparison.Ordinal) || one.Actor.EndsWith(caller.Person.Name, StringComparison.Ordinal)));
    }

    private static async Task<string> UntilAsync(Func<Task<string>> read, string text)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await read() is var page && page.Contains(text, StringComparison.Ordinal))
                return page;

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"“{text}” was not shown.");
    }
}
