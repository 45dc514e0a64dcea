using System.Net;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>One question to everything.</summary>
[Collection(PortalCollection.Name)]
public sealed class SearchPageTests(PortalSite site)
{
    [Fact]
    public async Task Everything_is_found_by_what_it_is_called_and_the_question_is_an_entry()
    {
        var number = await site.ContractAsync("搜索纺织");
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var instance = await site.StartCaseAsync("SEARCH-CASE-1");
        var entry = (await site.Get<IExchangeReader>().SearchEventsAsync(RetailerId.Default, new EventFilter("user.", 1), default)).Single();

        foreach (var (asked, address) in new[]
        {
            ("PRICES-2", $"/exchanges/{site.Exchanges["broken"]}"), ("BID-1", $"/exchanges/{site.Exchanges["bid"]}"), (number, $"/contracts/{number}/1"), ("索纺", "/customers?search="),
            ("trading-cen", $"/members/{PortalSite.Center}"), (entry.Id.ToString(), $"/ledger/{entry.Id}"), (instance.ToString(), $"/processes/{instance}"), ("SEARCH-CASE-1", $"/processes/{instance}"),
        })
        {
            Assert.Contains($"href=\"{address}", Content(await auditor.ReadAsync("/search?q=" + Uri.EscapeDataString(asked))), StringComparison.Ordinal);
        }

        var look = (await site.Get<IExchangeReader>().SearchEventsAsync(RetailerId.Default, new EventFilter("look.search", 1), default)).Single();
        Assert.Contains("SEARCH-CASE-1", look.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_finds_what_his_pages_do_not_show_and_the_call_answers_as_the_page()
    {
        await site.QuarantinedBidAsync("SEARCH-BID-1");
        using var security = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SecurityAdministrator));
        foreach (var asked in new[] { "PRICES-2", PortalSite.Center, site.Exchanges["broken"].ToString(), "SEARCH-BID-1" })
            Assert.DoesNotContain("id=\"found-", Content(await security.ReadAsync("/search?q=" + asked)), StringComparison.Ordinal);

        using var caller = await PersonCaller.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        var found = await caller.ReadAsync("/search?q=SEARCH-BID-1");
        var thing = Assert.Single(found.GetProperty("things").EnumerateArray());
        Assert.Equal(("exchange", "Quarantined"), (thing.GetProperty("kind").GetString(), thing.GetProperty("state").GetString()));
        await PersonCaller.RefusedAsync(await caller.GetAsync("/search?q=x"), HttpStatusCode.UnprocessableEntity, "SEARCH_LENGTH");
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("x", HttpStatusCode.OK)]
    [InlineData("no such thing", HttpStatusCode.OK)]
    public async Task Of_nothing_found_and_nothing_asked_the_page_says_what_to_do(string asked, HttpStatusCode status)
    {
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var answer = await staff.GetAsync("/search?q=" + Uri.EscapeDataString(asked));

        Assert.Equal(status, answer.StatusCode);
        Assert.DoesNotContain("id=\"found-", Content(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await staff.GetAsync("/search?q=" + new string('x', 101))).StatusCode);
    }

    private static string Content(string page) => page[page.IndexOf("id=\"content\"", StringComparison.Ordinal)..];
}
