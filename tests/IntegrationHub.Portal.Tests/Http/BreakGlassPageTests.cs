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
        var code = System.Text.RegularExpressions.Regex.Match(await agreed.Content.ReadAsStringAsync(), ">(?<code>[0-9]{10})<", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["code"].Value;
        Assert.Equal(10, code.Length);
        await NoticesTellOfItAsync(code);
        foreach (var page in new[] { "/", "/account", "/exchanges" })
            Assert.Contains("zhao.lei", await staff.ReadAsync(page), StringComparison.Ordinal);

        Assert.Equal("/break-glass", (await admin.PostAsync("/break-glass", $"/break-glass/{id}/close")).Location());
        Assert.DoesNotContain("zhao.lei", await staff.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Contains("href=\"/break-glass\"", await audit.ReadAsync("/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/break-glass", $"/break-glass/{id}/review", ("finding", "fine"))).StatusCode);
        Assert.Equal("/break-glass", (await audit.PostAsync("/break-glass", $"/break-glass/{id}/review", ("finding", "nobody came in"))).Location());
        Assert.Equal(OpeningState.Reviewed, (await Desk.ListAsync(default)).Single(one => one.Id == id).State);
    }

    /// <summary>What administrators were told is in the list of notices: the words for administrators, numbers and code for nobody.</summary>
    private async Task NoticesTellOfItAsync(string code)
    {
        foreach (var (role, reads) in new[] { (Role.SystemAdministrator, true), (Role.Staff, false) })
        {
            using var caller = await PersonCaller.SignedInAsync(site, role);
            var notices = await caller.ReadAsync("/operations/notices?kind=break-glass.");
            var told = notices.GetProperty("notices").EnumerateArray().Where(static one => one.GetProperty("to").GetString() == "second.admin").ToList();

            var one = Assert.Single(told);
            Assert.Equal(("sms", "sent", "…077"), (one.GetProperty("way").GetString(), one.GetProperty("state").GetString(), one.GetProperty("phones")[0].GetString()));
            Assert.Equal(reads, one.GetProperty("text").GetString()?.Contains("break-glass open for zhao.lei", StringComparison.Ordinal) == true);
            Assert.DoesNotContain("13700000077", notices.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(code, notices.GetRawText(), StringComparison.Ordinal);
        }
    }
}
