using IntegrationHub.Host.Simulation;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IntegrationHub.Portal.Tests.Browser;

/// <summary>An operator starts a drill in the browser, sees it, and ends it.</summary>
[Collection(MarketCollection.Name)]
public sealed class DrillPageTests(MarketSite site, Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_drill_is_started_seen_and_ended()
    {
        if (Chromium.Program is null)
        {
            output.WriteLine("SKIPPED: chromium is not installed");
            return;
        }

        var person = await site.AnotherOfStaffAsync();
        var page = await chromium.OpenAsync(site, person, "zh-CN", ColorScheme.Light, 1280);
        await Chromium.SignInAsync(page, site, person);
        await page.GotoAsync(new Uri(site.Staff, "/members/" + CenterFolder.CenterName).ToString());
        await Chromium.LookAsync(page, "drill");
        await page.SelectOptionAsync("#drill-fault", "duplicate");
        await page.FillAsync("#drill-minutes", "3");
        await page.ClickAsync("form[action$='/drill'] button.main");
        await page.WaitForSelectorAsync("form[action$='/drill/end']");
        await Chromium.LookAsync(page, "drill-running");
        await page.ClickAsync("form[action$='/drill/end'] button");
        await page.WaitForSelectorAsync("#drill-fault");
        await page.Context.CloseAsync();
    }
}
