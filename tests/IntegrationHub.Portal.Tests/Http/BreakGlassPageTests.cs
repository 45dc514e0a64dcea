using System.Net;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Whoever is signed in sees that the way without SMS is open, and the audit administrator looks into it afterwards.</summary>
[Collection(PortalCollection.Name)]
public sealed class BreakGlassPageTests(PortalSite site)
{
    private BreakGlassDesk Desk => site.Get<BreakGlassDesk>();

    [Fact]
    public async Task While_it_is_open_every_page_says_so_and_afterwards_it_waits_for_a_review()
    {
        Assert.Empty(await site.Get<AccountAdministration>().AddAsync(
            new NewAccount("second.admin", UserClass.Core, [Role.SecurityAdministrator], "Second", "+8613700000077", Host.Demo.DemoPeople.Password), "test", default));
        using var admin = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SecurityAdministrator));
        using var audit = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.AuditAdministrator));
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var (id, asked) = await Desk.AskAsync("zhao.lei", "gateway down", new AdministratorProof("second.admin", EnvelopeCode: null), default);
        Assert.Empty(asked);

        Assert.Equal(HttpStatusCode.OK, (await admin.PostAsync("/break-glass", $"/break-glass/{id}/agree", ("confirm-password", Host.Demo.DemoPeople.Password))).StatusCode);
        var agreed = await admin.PostAsync("/break-glass", $"/break-glass/{id}/agree", ("confirm-code", admin.CodeOf(site)));
        Assert.Matches(">[0-9]{10}<", await agreed.Content.ReadAsStringAsync());
        foreach (var page in new[] { "/", "/account", "/exchanges" })
            Assert.Contains("zhao.lei", await staff.ReadAsync(page), StringComparison.Ordinal);

        Assert.Equal("/break-glass", (await admin.PostAsync("/break-glass", $"/break-glass/{id}/close")).Location());
        Assert.DoesNotContain("zhao.lei", await staff.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Contains("href=\"/break-glass\"", await audit.ReadAsync("/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/break-glass", $"/break-glass/{id}/review", ("finding", "fine"))).StatusCode);
        Assert.Equal("/break-glass", (await audit.PostAsync("/break-glass", $"/break-glass/{id}/review", ("finding", "nobody came in"))).Location());
        Assert.Equal(OpeningState.Reviewed, (await Desk.ListAsync(default)).Single(one => one.Id == id).State);
    }
}
