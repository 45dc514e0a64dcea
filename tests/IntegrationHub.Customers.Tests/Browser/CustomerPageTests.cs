using Deque.AxeCore.Playwright;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.CustomerSide;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IntegrationHub.Customers.Tests.Browser;

/// <summary>The customers' pages in a real browser, in both languages: they show, break no rule of the content security policy, and can be used by everybody.</summary>
[Collection(CustomersCollection.Name)]
public sealed class CustomerPageTests(CustomersSite site, ITestOutputHelper output)
{
    private static readonly string? Program = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private readonly List<string> _complaints = [];

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light, 1280)]
    [InlineData("en", ColorScheme.Dark, 390)]
    public async Task A_customer_reads_signs_in_and_sees_the_offered_contract(string language, ColorScheme colours, int width)
    {
        if (Program is null)
        {
            output.WriteLine("SKIPPED: chromium is not installed");
            return;
        }

        var key = "seen-" + language.ToLowerInvariant();
        Assert.Empty((await site.Get<ArticleBook>().DraftAsync(new Article(key, 1, ArticleKind.Policy, "zh", "市场化用户须知", "第一段。\n\n第二段。", new(2026, 12, 1)), "li", default)).Problems);
        Assert.Empty((await site.Get<ArticleBook>().ReleaseAsync(key, "wang", default)).Problems);
        var customer = await site.CustomerAsync();
        var number = await site.OfferAsync(customer);
        await site.ArrivedAsync(customer);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [] });
        var context = await browser.NewContextAsync(new() { IgnoreHTTPSErrors = true, Locale = language, ColorScheme = colours, ViewportSize = new() { Width = width, Height = 860 } });
        context.SetDefaultTimeout(120_000);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("status of 4", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
        foreach (var path in (string[])["/", "/policy", "/articles/" + key, "/nowhere", "/sign-in"])
            await ShowAsync(page, path, language);

        await page.FillAsync("#name", customer.Login);
        await page.FillAsync("#password", CustomersSite.Password);
        await page.ClickAsync("form.stack button");
        await page.WaitForURLAsync("**/sign-in/code");
        await LookAsync(page, "code", language);
        await page.FillAsync("#code", site.CodeFor(customer));
        await page.ClickAsync("form.stack button");
        await page.WaitForURLAsync("**/my");
        await CustomersSite.UntilAsync(
            async () =>
            {
                await page.ReloadAsync();
                return await page.GetByText($"{number} / 1").CountAsync() > 0;
            },
            "the contract has crossed");
        await LookAsync(page, "my", language);
        await ShowAsync(page, $"/my/contracts/{number}/1", language);
        await page.ClickAsync("#agree form button");
        await page.WaitForURLAsync("**code=asked*");
        await LookAsync(page, "agree", language);
        await ShowAsync(page, $"/my/requests/{Guid.NewGuid():D}", language);
        Assert.Empty(_complaints);
    }

    private async Task ShowAsync(IPage page, string path, string language)
    {
        await page.GotoAsync(new Uri(site.Address, path).ToString());
        await LookAsync(page, path.Split('/') is [_, "my", var what, ..] ? what : path.Trim('/').Replace('/', '-'), language);
    }

    private static async Task LookAsync(IPage page, string name, string language)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots(), $"customers-{(name.Length == 0 ? "home" : name)}-{language}.png"), FullPage = true });
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, $"{name}: " + string.Join("; ", found.Violations.Select(violation => $"{violation.Id} {violation.Help} {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}")));
    }

    private static string Screenshots()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        return Directory.CreateDirectory(Path.Combine(folder, "artifacts", "screenshots")).FullName;
    }
}
