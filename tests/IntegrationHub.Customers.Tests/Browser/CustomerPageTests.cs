using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Host.Bench.Portal;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Readings;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using Xunit.Abstractions;

namespace IntegrationHub.Customers.Tests.Browser;

/// <summary>The customers' pages in a real browser, in both languages: they show, break no rule of the content security policy, and can be used by everybody.</summary>
[Collection(CustomersCollection.Name)]
public sealed class CustomerPageTests(CustomersSite site, ITestOutputHelper output)
{
    private static readonly string? Program = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>What is no page, each with why. The list only gets shorter.</summary>
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["/assets/{name}"] = "comes with the pages",
        ["/bills.csv"] = "a file",
        ["/bills/{month}/{version:int}/pdf"] = "a file",
        ["/consumption.csv"] = "a file",
        ["/history.csv"] = "a file",
        ["/my/contracts/{number}/{version:int}/pdf"] = "a file",
    };

    private readonly List<string> _complaints = [];
    private readonly List<string> _seen = [];

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
        var prices = "prices-" + language.ToLowerInvariant();
        Assert.Empty((await site.Get<ArticleBook>().DraftAsync(new Article(prices, 1, ArticleKind.Package, "zh", "目录价格", "面向所有客户。", new(2026, 12, 1)), "li", default, ["FIXED"])).Problems);
        Assert.Empty((await site.Get<ArticleBook>().ReleaseAsync(prices, "wang", default)).Problems);
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
        foreach (var path in (string[])["/", "/policy", "/articles/" + key, "/articles/" + prices, "/nowhere", "/sign-in"])
            await ShowAsync(page, path, language);

        await page.FillAsync("#name", customer.Login);
        await page.FillAsync("#password", CustomersSite.Password);
        await page.ClickAsync("form.stack button");
        await page.ReachAsync("*/sign-in/code");
        await LookAsync(page, "code", language);
        await page.FillAsync("#code", site.CodeFor(customer));
        await page.ClickAsync("form.stack button");
        await page.ReachAsync("*/my");
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
        await page.ReachAsync("*?code=*");

        // The part waits by itself: nobody reloads.
        await page.WaitForSelectorAsync("#code");
        await LookAsync(page, "agree", language);
        await page.FillAsync("#words", "一月电量请减少。");
        await page.ClickAsync("form.stack .buttons button >> nth=0");
        await page.ReachAsync("*/my/requests/*");
        await ShownAsync(page, $"/my/contracts/{number}/1", "一月电量请减少。");
        Assert.Equal(0, await page.Locator("#agree").CountAsync());
        await LookAsync(page, "contract-being-changed", language);
        await ShowAsync(page, $"/my/requests/{Guid.NewGuid():D}", language);
        await AskAsync(page, language);
        await SurveyAsync(page, customer, language);
        await FiguresAsync(page, customer, language);
        await ShowAsync(page, "/my/subscriptions", language);
        await ShowAsync(page, "/history", language);
        await ShowAsync(page, "/password", language);
        foreach (var kind in Enum.GetValues<ArticleKind>())
            await ShowAsync(page, "/" + kind.ToString().ToLowerInvariant(), language);

        Assert.Empty(NotSeen());
        Assert.Empty(_complaints);
    }

    /// <summary>A request that is there, with its answer.</summary>
    private async Task AskAsync(IPage page, string language)
    {
        await page.GotoAsync(new Uri(site.Address, "/my").ToString());
        await page.FillAsync("#text", "No voltage since noon.");
        await page.ClickAsync("#ask form button");
        await page.ReachAsync("*/my/requests/*");
        var id = Guid.Parse(new Uri(page.Url).Segments[^1]);
        var requests = site.Get<ServiceRequestBook>();
        await CustomersSite.UntilAsync(async () => (await requests.ListAsync(openOnly: true, default)).Any(one => one.Id == id), "the request is open");
        await site.AnswerAsync(id, "Repaired at three.");
        await ShownAsync(page, $"/my/requests/{id:D}", "Repaired at three.");
        await LookAsync(page, "request-answered", language);
    }

    /// <summary>A survey that is asked, on the first page and on its own.</summary>
    private async Task SurveyAsync(IPage page, TestCustomer customer, string language)
    {
        var address = $"/my/surveys/{await site.AskAsync(customer)}";
        await ShownAsync(page, "/my", "Are you content?");
        await LookAsync(page, "my-survey", language);
        await ShowAsync(page, address, language);
    }

    /// <summary>Bills and consumption, with and without any.</summary>
    private async Task FiguresAsync(IPage page, TestCustomer customer, string language)
    {
        await ShowAsync(page, "/bills", language);
        await ShowAsync(page, "/consumption", language);
        var account = (await site.Get<CustomerBook>().ListAsync(null, default)).Single(one => one.CustomerName == customer.Name).AccountNumber;
        var bill = new CustomerBill(
            account + "/10kV", new(2026, 10), 2, "CNY", "R-9", "FIXED/1", new(2026, 10, 1), new(2026, 10, 31), Energy.FromMegawattHours(100), Energy.FromMegawattHours(90), 3,
            [new("fixed", "", "", 100, "MWh", 420, false, 42_000m), new("deviation", "", "10 of 90", 500, "CNY", 0.5m, false, 250m)], -12.5m);
        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Bill, MarketJson.Write(bill));
        await ShownAsync(page, "/bills", "42,250.00 CNY");
        await LookAsync(page, "bills-with", language);
        await ShowAsync(page, $"/bills/2026-10/2?account={account}%2F10kV", language);

        var day = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(-3);
        var text = LocalDatePattern.Iso.Format(day);
        var count = site.Get<ReadingBook>().Grids.Of(BillingMonth.Of(day)).Days[day.Day - 1].Count;
        await HandedIn.MeterAsync(site, account, text, [.. Enumerable.Repeat("2.5", count)]);
        var link = $"/consumption?account={account}%2F10kV&month={text[..7]}";
        await ShownAsync(page, link, text);
        await LookAsync(page, "consumption-month", language);
        await page.GotoAsync(new Uri(site.Address, $"{link}&day={text}").ToString());
        await LookAsync(page, "consumption-day", language);
        await NarrowAsync(page);
        await EntryAsync(page, account, language);
    }

    /// <summary>At the width of a phone the menu is folded and says where one is, and what stands at a chart can be read; else the menu stands beside the page.</summary>
    private static async Task NarrowAsync(IPage page)
    {
        var isNarrow = page.ViewportSize!.Width < 720;
        Assert.Equal((isNarrow, !isNarrow), (await page.Locator("details.menu").IsVisibleAsync(), await page.Locator("nav.side").IsVisibleAsync()));
        Assert.True((await page.Locator(".curves text.axis:not(.thin)").Last.BoundingBoxAsync())!.Height >= 9, "marks of a chart can be read");
        if (isNarrow)
        {
            Assert.False(await page.Locator(".menu a[href='/bills']").IsVisibleAsync());
            await page.ClickAsync(".menu summary");
            Assert.True(await page.Locator(".menu a[href='/bills']").IsVisibleAsync());
            Assert.Equal(1, await page.Locator(".menu a[aria-current=page]").CountAsync());
        }
    }

    /// <summary>Demand with a mistake, checked, handed in and seen again.</summary>
    private async Task EntryAsync(IPage page, string account, string language)
    {
        await ShowAsync(page, $"/consumption/demand?account={account}%2F10kV", language);
        var day = LocalDatePattern.Iso.Parse(await page.InputValueAsync("#day")).Value;
        var count = site.Get<ReadingBook>().Grids.Of(BillingMonth.Of(day)).Days[day.Day - 1].Count;
        await page.FillAsync("#values", string.Join('\n', Enumerable.Repeat("12.5", count - 1).Append("much")));
        await page.ClickAsync("button[value=check]");
        await page.WaitForSelectorAsync("#wrong");
        await LookAsync(page, "entry-wrong", language);
        Assert.EndsWith("much", await page.InputValueAsync("#values"), StringComparison.Ordinal);

        await page.FillAsync("#values", string.Join('\n', Enumerable.Range(0, count).Select(static i => 10 + (i % 7))));
        await page.ClickAsync("button[value=check]");
        await page.WaitForSelectorAsync("#checked .curves path.curve");
        await LookAsync(page, "entry-checked", language);
        await page.ClickAsync("button[value=send]");
        await page.WaitForSelectorAsync("#handed-in.good");
        await page.WaitForSelectorAsync("#kept .curves path.curve");
        await LookAsync(page, "entry-kept", language);
    }

    /// <summary>What crosses takes a moment.</summary>
    private async Task ShownAsync(IPage page, string path, string text) => await CustomersSite.UntilAsync(
        async () =>
        {
            await page.GotoAsync(new Uri(site.Address, path).ToString());
            return await page.GetByText(text).CountAsync() > 0;
        },
        $"{path} shows {text}");

    /// <summary>Pages that the application serves and that nobody looked at, and exceptions that are none any more.</summary>
    private IEnumerable<string> NotSeen()
    {
        var patterns = site.Pages.Endpoints.Where(static endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(static endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Where(static pattern => !pattern.StartsWith("/api/", StringComparison.Ordinal)).ToList();
        var links = new PageLinks([.. patterns.Select(static pattern => new PortalRoute(pattern, Needs: null))]);
        var seen = _seen.Select(links.RouteOf).OfType<PortalRoute>().Select(static route => route.Pattern).ToHashSet(StringComparer.Ordinal);
        return patterns.Where(pattern => seen.Contains(pattern) == Files.ContainsKey(pattern)).Concat(Files.Keys.Except(patterns));
    }

    private async Task ShowAsync(IPage page, string path, string language)
    {
        await page.GotoAsync(new Uri(site.Address, path).ToString());
        await LookAsync(page, path.Split('/') is [_, "my", var what, ..] ? what : path.Split('?')[0].Trim('/').Replace('/', '-'), language);
    }

    private async Task LookAsync(IPage page, string name, string language)
    {
        _seen.Add(new Uri(page.Url).AbsolutePath);
        Assert.Empty(await page.JudgeAsync(Path.Combine(Screenshots(), $"customers-{(name.Length == 0 ? "home" : name)}-{language}.png"), name));
    }

    private static string Screenshots()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        return Directory.CreateDirectory(Path.Combine(folder, "artifacts", "screenshots")).FullName;
    }
}
