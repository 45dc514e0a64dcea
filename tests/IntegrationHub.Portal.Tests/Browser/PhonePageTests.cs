using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IntegrationHub.Portal.Tests.Browser;

/// <summary>What is read on a phone: lists in few lines, texts without a box that cuts them.</summary>
[Collection(PortalCollection.Name)]
public sealed class PhonePageTests(PortalSite site, Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const int Phone = 390;

    [Fact]
    public async Task A_row_of_exchanges_takes_three_lines_at_most()
    {
        if (await OpenAsync(PortalSite.Person(Role.Staff), "/exchanges") is not { } page)
            return;

        var heights = await page.EvalOnSelectorAllAsync<double[]>("#results tbody tr", "rows => rows.map(row => row.getBoundingClientRect().height)");
        Assert.True(heights.Length > 3, "there are rows");
        Assert.All(heights, static height => Assert.InRange(height, 30, 90));
        Assert.True(await page.EvalOnSelectorAsync<bool>("#results tbody tr", "row => [...row.querySelectorAll('td')].some(cell => cell.textContent.trim() && getComputedStyle(cell).display !== 'none')"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_text_of_a_bid_is_read_whole_without_a_box_that_scrolls()
    {
        await MarketBooks.DecideAsync(site);
        if (await OpenAsync(PortalSite.Person(Role.Bidder), $"/bids/{MarketBooks.Bid}/1") is not { } page)
            return;

        var hidden = await page.EvalOnSelectorAllAsync<double[]>(".source:has(.paper)", "boxes => boxes.map(box => box.scrollHeight - box.clientHeight)");
        Assert.NotEmpty(hidden);
        Assert.All(hidden, static rest => Assert.InRange(rest, 0, 1));
        await page.Context.CloseAsync();
    }

    /// <summary>A page as a person sees it on a phone; null where there is no browser.</summary>
    private async Task<IPage?> OpenAsync(DemoPerson person, string path)
    {
        if (Chromium.Program is null)
        {
            output.WriteLine("SKIPPED: chromium is not installed");
            return null;
        }

        var page = await chromium.OpenAsync(site, person, "en", ColorScheme.Light, Phone);
        await Chromium.SignInAsync(page, site, person);
        await page.GotoAsync(new Uri(site.DoorOf(person), path).ToString());
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Chromium.Screenshots, $"phone{path.Replace('/', '-')}.png"), FullPage = true });
        return page;
    }
}
