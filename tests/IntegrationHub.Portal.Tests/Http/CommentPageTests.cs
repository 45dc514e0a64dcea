using System.Net;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>What people say at tasks and about cases, on their pages.</summary>
[Collection(PortalCollection.Name)]
public sealed class CommentPageTests(PortalSite site)
{
    private const string Script = "<script>document.title=\"owned\"</script>\r\nsecond line";

    [Fact]
    public async Task At_a_task_its_candidates_speak_and_a_script_in_a_comment_is_text()
    {
        var instance = await site.StartCaseAsync("T-SAID");
        using var author = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        var draft = await site.TaskAsync(instance, "draft");

        Assert.Equal($"{draft}#comments", (await author.PostAsync(draft, draft + "/comments", ("comment", Script))).Location());
        var refused = await author.PostAsync(draft, draft + "/comments", ("comment", new string('x', CommentRules.Longest) + "<b>"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await refused.Content.ReadAsStringAsync();
        Assert.Contains("1 to 2,000 characters", again, StringComparison.Ordinal);
        Assert.Contains("xxx&lt;b&gt;</textarea>", again, StringComparison.Ordinal);

        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        var page = await legal.ReadAsync(draft);
        Assert.Contains("&lt;script&gt;document.title=&quot;owned&quot;&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>document.title", page, StringComparison.Ordinal);
        Assert.Contains("second line", page, StringComparison.Ordinal);
        Assert.Contains(author.Person!.Name, page, StringComparison.Ordinal);

        using var finance = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Finance));
        Assert.Equal(HttpStatusCode.NotFound, (await finance.PostAsync("/tasks", draft + "/comments", ("comment", "let me in"))).StatusCode);
        Assert.DoesNotContain("owned", await finance.ReadAsync($"/processes/{instance}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await author.PostAsync(draft + "/comments", ("comment", "without a token"))).StatusCode);
        Assert.Single(await site.Get<CaseComments>().ReadAsync(instance, default));
    }

    [Fact]
    public async Task About_a_case_those_speak_who_read_what_it_holds_and_an_auditor_reads()
    {
        var instance = Guid.CreateVersion7();
        Assert.Null(await site.Get<ProcessEngine>().StartAsync(instance, "contract-signing", "R-COMMENT", ContextValue.Empty, null, default));
        var page = $"/processes/{instance}";
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));

        Assert.Equal($"{page}#comments", (await legal.PostAsync(page, page + "/comments", ("comment", "第三条请再看一下"))).Location());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await legal.PostAsync(page, page + "/comments", ("comment", " "))).StatusCode);
        Assert.Contains("第三条请再看一下", WebUtility.HtmlDecode(await legal.ReadAsync(page)), StringComparison.Ordinal);

        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var audited = await auditor.ReadAsync(page);
        Assert.Contains("第三条请再看一下", WebUtility.HtmlDecode(audited), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"comment\"", audited, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync("/account", page + "/comments", ("comment", "I was here"))).StatusCode);

        // Staff see where the case stands and not what it holds; the system administrator repairs it and says nothing.
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var administrator = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SystemAdministrator));
        foreach (var (other, status) in new[] { (staff, HttpStatusCode.NotFound), (administrator, HttpStatusCode.Forbidden) })
        {
            Assert.DoesNotContain("id=\"comments\"", await other.ReadAsync(page), StringComparison.Ordinal);
            Assert.Equal(status, (await other.PostAsync("/account", page + "/comments", ("comment", "me too"))).StatusCode);
        }

        Assert.Single(await site.Get<CaseComments>().ReadAsync(instance, default));
        var said = await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "process.commented", 100, default);
        Assert.Single(said, one => one.Data.Contains(instance.ToString("D"), StringComparison.Ordinal) && one.Actor == legal.Person!.Name && !one.Data.Contains("第三条", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_said_about_a_bid_is_for_core_users()
    {
        var instance = Guid.CreateVersion7();
        Assert.Null(await site.Get<ProcessEngine>().StartAsync(instance, "bid-submission", "B-COMMENT", ContextValue.Empty, null, default));
        var page = $"/processes/{instance}";
        using var bidder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        Assert.Equal($"{page}#comments", (await bidder.PostAsync(page, page + "/comments", ("comment", "not above 430"))).Location());

        using var head = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Head));
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync(page)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await head.PostAsync("/account", page + "/comments", ("comment", "why not?"))).StatusCode);
        Assert.NotNull(await site.Get<IProcessStore>().FindInstanceAsync(instance, default));
        Assert.Single(await site.Get<CaseComments>().ReadAsync(instance, default));
    }
}
