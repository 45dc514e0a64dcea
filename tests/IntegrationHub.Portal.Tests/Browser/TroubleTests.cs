using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IntegrationHub.Portal.Tests.Browser;

/// <summary>A part of a page that is not answered and a stream that is lost are told, with what to do, to who sees, who hears and who has a keyboard alone.</summary>
[Collection(PortalCollection.Name)]
public sealed class TroubleTests(PortalSite site, Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("en", "does not keep itself new", "Reload the page")]
    [InlineData("zh-CN", "不再自动更新", "重新载入页面")]
    public async Task When_the_session_ends_the_page_says_so_and_leads_to_signing_in(string language, string told, string link)
    {
        var person = await site.AnotherOfStaffAsync();
        if (await OpenAsync(person, language) is not { } page)
            return;

        var stream = page.WaitForResponseAsync("**/live?*");
        await page.GotoAsync(new Uri(site.Staff, "/exchanges").ToString());
        await stream;
        Assert.Equal("", await page.InnerTextAsync("#trouble"));
        var account = (await site.Get<AccountAdministration>().ListAsync(default)).Single(one => one.Account.Name == person.Name).Account.Id;
        await site.Get<SessionService>().EndAllAsync(account, "test", "test", default);

        await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = told }).WaitForAsync();
        await Chromium.LookAsync(page, "trouble-stale-" + language);
        await FollowAsync(page, link);
        await page.ReachAsync("*/sign-in?return=*exchanges*");
    }

    [Theory]
    [InlineData(403, "That was refused")]
    [InlineData(503, "That went wrong at the hub")]
    [InlineData(0, "The hub cannot be reached")]
    public async Task A_search_that_is_not_answered_says_so_until_one_is(int status, string told)
    {
        if (await OpenAsync(await site.AnotherOfStaffAsync(), "en") is not { } page)
            return;

        await page.GotoAsync(new Uri(site.Staff, "/exchanges").ToString());
        var before = await page.InnerTextAsync("#results");
        await page.RouteAsync("**/exchanges?*", route => status == 0 ? route.AbortAsync() : route.FulfillAsync(new() { Status = status, ContentType = "text/html", Body = "<h1>not this</h1>" }));
        await page.FocusAsync("#direction");
        await page.SelectOptionAsync("#direction", "out");

        var alert = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = told });
        await alert.WaitForAsync();
        Assert.Equal(before, await page.InnerTextAsync("#results"));
        Assert.Equal("direction", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await Chromium.LookAsync(page, $"trouble-{status}");

        await page.UnrouteAsync("**/exchanges?*");
        await page.SelectOptionAsync("#direction", "in");
        await page.ReachAsync("*/exchanges?*direction=in*");
        await alert.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("", await page.InnerTextAsync("#trouble"));
    }

    [Fact]
    public async Task A_reading_that_fails_is_told_and_taken_back_by_the_next_that_does_not()
    {
        if (await OpenAsync(await site.AnotherOfStaffAsync(), "en") is not { } page)
            return;

        var stream = page.WaitForResponseAsync("**/live?*");
        await page.GotoAsync(new Uri(site.Staff, "/processes").ToString());
        await stream;
        await page.RouteAsync("**/processes", static route => route.FulfillAsync(new() { Status = 500, Body = "" }));
        await site.StartCaseAsync("T-TROUBLE-1");
        var alert = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "went wrong at the hub" });
        await alert.WaitForAsync();

        await page.UnrouteAsync("**/processes");
        await site.StartCaseAsync("T-TROUBLE-2");
        await alert.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByText("T-TROUBLE-2").First.WaitForAsync();
    }

    private async Task<IPage?> OpenAsync(DemoPerson person, string language)
    {
        if (Chromium.Program is null)
        {
            output.WriteLine("SKIPPED: chromium is not installed");
            return null;
        }

        var page = await chromium.OpenAsync(site, person, language);
        await Chromium.SignInAsync(page, site, person);
        return page;
    }

    /// <summary>With the keyboard alone: the link comes first in the content.</summary>
    private static async Task FollowAsync(IPage page, string link)
    {
        await page.FocusAsync("#content");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal(link, await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
    }
}
