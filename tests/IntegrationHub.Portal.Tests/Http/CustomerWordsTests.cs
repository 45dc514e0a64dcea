using System.Net;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>What everybody reads on the customers' pages is written by one person and released by another; what customers ask is answered once. On pages and by calls.</summary>
[Collection(PortalCollection.Name)]
public sealed class CustomerWordsTests(PortalSite site)
{
    private ArticleBook Articles => site.Get<ArticleBook>();

    [Fact]
    public async Task On_pages_a_text_is_checked_drafted_released_by_another_person_and_withdrawn()
    {
        await site.ContractAsync("北山铸造厂");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        (string, string)[] good = [("key", "hours-page"), ("kind", "Announcement"), ("language", "zh"), ("title", "营业时间"), ("text", "九点开门。"), ("on", "2026-11-28")];

        var wrong = await sales.PostAsync("/articles/new", "/articles/new", ("key", "No Name"), ("kind", "Announcement"), ("language", "fr"), ("title", ""), ("text", "北山铸造厂 pays less."), ("on", "2026-11-28"));
        var said = await wrong.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        foreach (var shown in new[] { "ARTICLE_FIELD", "ARTICLE_CONFIDENTIAL", "value=\"No Name\"", "pays less." })
            Assert.Contains(shown, said, StringComparison.Ordinal);

        var checkedOnly = await sales.PostAsync("/articles/new", "/articles/new", [.. good, ("act", "check")]);
        Assert.Contains("nothing is kept yet", await checkedOnly.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await Articles.FindAsync("hours-page", null, default));
        const string page = "/articles/hours-page/1";
        Assert.Equal(page, (await sales.PostAsync("/articles/new", "/articles/new", good)).Location());
        Assert.DoesNotContain("id=\"release\"", await sales.ReadAsync(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await sales.PostAsync(page, "/articles/hours-page/release")).StatusCode);

        // What is released is what was read.
        var digest = (await Articles.FindAsync("hours-page", null, default))!.Stored.Digest();
        Assert.Contains(digest, await legal.ReadAsync(page), StringComparison.Ordinal);
        await sales.PostAsync("/articles/new", "/articles/new", [.. good[..4], ("text", "十点开门。"), ("on", "2026-11-28")]);
        Assert.Contains("ARTICLE_CHANGED", await ReleaseAsync(legal, page, digest), StringComparison.Ordinal);
        await ReleaseAsync(legal, page, (await Articles.FindAsync("hours-page", null, default))!.Stored.Digest());
        var released = (await Articles.FindAsync("hours-page", null, default))!;
        Assert.Equal(("published", sales.Person!.Name, legal.Person!.Name), (released.Shown, released.Stored.Author, released.Stored.ReleasedBy));
        Assert.Equal(HttpStatusCode.NotFound, (await legal.GetAsync("/articles/nowhere/1")).StatusCode);

        Assert.Equal("/articles/hours-page/2", (await sales.PostAsync(page, "/articles/hours-page/withdraw")).Location());
        Assert.Equal("withdrawn", (await Articles.FindAsync("hours-page", null, default))!.Shown);
        Assert.Contains("newer version", await legal.ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_wrote_a_text_is_not_asked_for_factors_to_release_it()
    {
        using var head = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Head));
        var draft = await CustomerWords.DraftAsync(site, "own-text", head.Person!.Name);

        Assert.DoesNotContain("id=\"release\"", await head.ReadAsync("/articles/own-text/1"), StringComparison.Ordinal);
        var refused = await head.PostAsync("/articles/own-text/1", "/articles/own-text/release", ("digest", draft.Digest()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("ARTICLE_FOUR_EYES", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await Articles.FindAsync("own-text", null, default))!.IsDraft);
    }

    [Fact]
    public async Task By_calls_a_text_is_checked_drafted_released_by_another_person_and_withdrawn()
    {
        await site.ContractAsync("南江水泥厂");
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);
        using var head = await PersonCaller.SignedInAsync(site, Role.Head);
        var order = new { key = "hours-call", kind = "announcement", language = "zh", title = "营业时间", text = "九点开门。" };

        var wrong = await PersonCaller.RefusedAsync(
            await sales.PostAsync("/articles/checks", new { key = "!", kind = "policy", language = "zh", title = "南江水泥厂", text = "" }), HttpStatusCode.UnprocessableEntity, "ARTICLE_FIELD");
        Assert.Equal(["key", "text", "title"], wrong.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("element").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.NoContent, (await sales.PostAsync("/articles/checks", order)).StatusCode);
        await PersonCaller.RefusedAsync(await legal.PostAsync("/articles", order), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        var draft = await PersonCaller.JsonAsync(await sales.PostAsync("/articles", order));
        Assert.Equal(("draft", 1), (draft.GetProperty("state").GetString(), draft.GetProperty("version").GetInt32()));
        var digest = draft.GetProperty("digest").GetString();

        await PersonCaller.RefusedAsync(await sales.PostAsync("/articles/hours-call/release", new { digest }), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        using var socket = new ApiSocketClient(site.Folder);
        await PersonCaller.RefusedAsync(await socket.PostAsync("/api/v1/articles/hours-call/release", PortalSite.Person(Role.Legal).Name, new { digest }), HttpStatusCode.Forbidden, "SIGN_IN_NEEDED");
        await PersonCaller.RefusedAsync(await legal.ConfirmedAsync("/articles/hours-call/release", new { digest = new string('0', 64) }), HttpStatusCode.Conflict, "ARTICLE_CHANGED");
        var released = await PersonCaller.JsonAsync(await legal.ConfirmedAsync("/articles/hours-call/release", new { digest }));
        Assert.Equal(("published", legal.Person.Name), (released.GetProperty("state").GetString(), released.GetProperty("releasedBy").GetString()));
        await PersonCaller.RefusedAsync(await legal.ConfirmedAsync("/articles/hours-call/release", new { digest = "" }), HttpStatusCode.Conflict, "ARTICLE_NO_DRAFT");

        var own = await PersonCaller.JsonAsync(await head.PostAsync("/articles", order with { key = "head-call" }));
        await PersonCaller.RefusedAsync(await head.ConfirmedAsync("/articles/head-call/release", new { digest = own.GetProperty("digest").GetString() }), HttpStatusCode.Forbidden, "ARTICLE_FOUR_EYES");
        Assert.Equal("withdrawn", (await PersonCaller.JsonAsync(await sales.PostAsync("/articles/hours-call/withdraw"))).GetProperty("state").GetString());
        Assert.Contains((await legal.ReadAsync("/articles")).EnumerateArray(), static one => one.GetProperty("key").GetString() == "hours-call");
        Assert.Equal("published", (await legal.ReadAsync("/articles/hours-call?version=1")).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await legal.GetAsync("/articles/nowhere")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sales.PostAsync("/articles/nowhere/withdraw")).StatusCode);
    }

    [Fact]
    public async Task A_request_is_seen_with_its_time_left_and_answered_once()
    {
        var (late, open) = (await CustomerWords.RequestAsync(site, TimeSpan.FromHours(-1)), await CustomerWords.RequestAsync(site, TimeSpan.FromHours(3)));
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var caller = await PersonCaller.SignedInAsync(site, Role.Staff);
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);

        var list = await staff.ReadAsync("/requests");
        Assert.True(list.IndexOf(late.ToString(), StringComparison.Ordinal) < list.IndexOf(open.ToString(), StringComparison.Ordinal));
        Assert.Contains(" late<", list, StringComparison.Ordinal);
        var page = await staff.ReadAsync($"/requests/{open}");
        Assert.Contains("No voltage &lt;b&gt;since&lt;/b&gt; noon.", page, StringComparison.Ordinal);
        Assert.Contains(await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.request", 20, default), item => item.Actor == "user:" + staff.Person!.Name && item.Data.Contains(open.ToString(), StringComparison.Ordinal));

        var empty = await staff.PostAsync($"/requests/{open}", $"/requests/{open}/answer", ("text", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Contains("REQUEST_ANSWER", await empty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal($"/requests/{open}?handed-in=yes", (await staff.PostAsync($"/requests/{open}", $"/requests/{open}/answer", ("text", "Repaired at three."))).Location());
        await AnsweredAsync(open);
        Assert.Contains("Repaired at three.", await staff.ReadAsync($"/requests/{open}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"/requests/{Guid.NewGuid()}")).StatusCode);

        Assert.Contains((await caller.ReadAsync("/customer-requests")).EnumerateArray(), one => one.GetProperty("id").GetGuid() == late);
        Assert.DoesNotContain((await caller.ReadAsync("/customer-requests")).EnumerateArray(), one => one.GetProperty("id").GetGuid() == open);
        await PersonCaller.RefusedAsync(await caller.PostAsync($"/customer-requests/{open}/answer", new { text = "Again." }), HttpStatusCode.Conflict, "REQUEST_ANSWERED");
        await PersonCaller.RefusedAsync(await caller.PostAsync($"/customer-requests/{late}/answer", new { text = "" }), HttpStatusCode.UnprocessableEntity, "REQUEST_ANSWER");
        await PersonCaller.RefusedAsync(await legal.PostAsync($"/customer-requests/{late}/answer", new { text = "Yes." }), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        Assert.Equal(late, (await PersonCaller.JsonAsync(await caller.PostAsync($"/customer-requests/{late}/answer", new { text = "Sorry." }))).GetProperty("id").GetGuid());
        await AnsweredAsync(late);
        Assert.Equal(("Sorry.", caller.Person.Name), ((await site.Get<ServiceRequestBook>().FindAsync(late, default))!.Answer, (await site.Get<ServiceRequestBook>().FindAsync(late, default))!.AnsweredBy));
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync($"/customer-requests/{Guid.NewGuid()}")).StatusCode);
        Assert.Contains((await caller.ReadAsync("/customer-requests?all=true")).EnumerateArray(), one => one.GetProperty("id").GetGuid() == open);
    }

    /// <summary>The case of a request goes on by itself.</summary>
    private async Task AnsweredAsync(Guid request)
    {
        for (var i = 0; i < 300 && (await site.Get<ServiceRequestBook>().FindAsync(request, default))!.Answer is null; i++)
            await Task.Delay(100);

        Assert.NotNull((await site.Get<ServiceRequestBook>().FindAsync(request, default))!.Answer);
    }

    private async Task<string> ReleaseAsync(PortalClient person, string page, string digest)
    {
        Assert.Equal(HttpStatusCode.OK, (await person.PostAsync(page, "/articles/hours-page/release", ("digest", digest), ("confirm-password", DemoPeople.Password))).StatusCode);
        return await (await person.PostAsync(page, "/articles/hours-page/release", ("digest", digest), ("confirm-code", person.CodeOf(site)))).Content.ReadAsStringAsync();
    }
}
