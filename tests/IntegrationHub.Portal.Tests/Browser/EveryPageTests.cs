using System.Net;
using System.Text.RegularExpressions;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IntegrationHub.Portal.Tests.Browser;

/// <summary>
/// Every page that the routes know, on a phone at night, in English: looked at by somebody who may, without a complaint of the browser or of axe, and not wider than the phone. What is no page
/// says so itself: it is sent as a file.
/// </summary>
[Collection(PortalCollection.Name)]
public sealed class EveryPageTests(PortalSite site, Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const int Phone = 390;

    /// <summary>What the tour does not ask for, each with why. The list only gets shorter.</summary>
    private static readonly Dictionary<string, string> NotAsked = new(StringComparer.Ordinal)
    {
        ["/assets/{name}"] = "comes with the pages",
        ["/contracts/{number}/{version:int}/edit"] = "only a draft's author writes it anew, with the form of /contracts/new",
        ["/live"] = "a stream, which has no end; the pages hold it open",
    };

    private readonly List<string> _complaints = [];

    [Fact]
    public async Task Every_page_is_fit_for_everybody()
    {
        var left = site.Node.Portal!.Routes.Where(static route => !NotAsked.ContainsKey(route.Pattern)).ToDictionary(static route => route.Pattern, static route => route.Needs, StringComparer.Ordinal);
        Assert.Subset(site.Node.Portal!.Routes.Select(static route => route.Pattern).ToHashSet(), NotAsked.Keys.ToHashSet());
        if (Chromium.Program is null)
        {
            output.WriteLine("SKIPPED: chromium is not installed");
            return;
        }

        await WayInAsync(left);
        var addresses = await RouteAddresses.InAsync(site);
        var files = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var granted = PermissionTable.Of([role]);
            var mine = left.Where(route => route.Value is { } needs && granted.Contains(needs)).Select(static route => route.Key).ToList();
            if (mine.Count == 0)
                continue;

            using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
            var page = await OpenAsync(client);
            foreach (var pattern in mine)
            {
                // What the role may read in general may not be there for this person: a task of others.
                using var answer = await client.GetAsync(addresses.Of(pattern));
                if (answer.StatusCode != HttpStatusCode.OK)
                    continue;

                left.Remove(pattern);
                if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                    await LookAsync(page, new Uri(client.Door, addresses.Of(pattern)), pattern);
                else
                    files.Add(pattern);
            }

            await page.Context.CloseAsync();
        }

        Assert.Empty(left.Keys);
        Assert.All(files, static pattern => Assert.Matches("/(export|pdf|download|diagram|files/\\{file:int\\}|signatures/\\{signature:int\\})$", pattern));
        Assert.Empty(_complaints);
    }

    /// <summary>Where nobody is signed in yet.</summary>
    private async Task WayInAsync(Dictionary<string, Permission?> left)
    {
        var person = await site.AnotherOfStaffAsync();
        var page = await chromium.OpenAsync(site, person, "en", ColorScheme.Dark, Phone);
        Listen(page);
        await LookAsync(page, new Uri(site.Staff, "/sign-in"), "/sign-in");
        await page.FillAsync("#name", person.Name);
        await page.FillAsync("#password", DemoPeople.Password);
        await page.ClickAsync("form.stack button");
        await page.ReachAsync("*/sign-in/code");
        await JudgeAsync(page, "/sign-in/code");
        await page.Context.CloseAsync();
        Assert.True(left.Remove("/sign-in") && left.Remove("/sign-in/code"));
        Assert.DoesNotContain(left, static route => route.Value is null);
    }

    /// <summary>A browser with the session of somebody who signed in.</summary>
    private async Task<IPage> OpenAsync(PortalClient client)
    {
        var page = await chromium.OpenAsync(site, client.Person, "en", ColorScheme.Dark, Phone);
        Listen(page);
        await page.Context.AddCookiesAsync(client.Cookies.GetCookies(client.Door).Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = client.Door.ToString(), Secure = true, HttpOnly = true }));
        return page;
    }

    private async Task LookAsync(IPage page, Uri address, string pattern)
    {
        var answer = await page.GotoAsync(address.ToString());
        Assert.True(answer!.Status == 200, $"{pattern} answers {answer.Status} to the browser");
        await JudgeAsync(page, pattern);
    }

    private async Task JudgeAsync(IPage page, string pattern)
    {
        var name = "every" + Regex.Replace(pattern, "[^a-z]+", "-", RegexOptions.None, TimeSpan.FromSeconds(1)).TrimEnd('-');
        _complaints.AddRange(await page.JudgeAsync(Path.Combine(Chromium.Screenshots, name + ".png"), pattern));
        if (!await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"))
            _complaints.Add($"{pattern} is wider than the phone");
    }

    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
    }
}
