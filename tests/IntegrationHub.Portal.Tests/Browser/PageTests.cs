using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IntegrationHub.Portal.Tests.Browser;

/// <summary>Every page in a real browser: it shows, breaks no rule of the content security policy, and can be used by everybody.</summary>
[Collection(PortalCollection.Name)]
public sealed class PageTests(PortalSite site, Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private readonly List<string> _complaints = [];

    [Fact]
    public async Task Staff_see_their_pages_in_chinese_by_day()
    {
        if (await OpenAsync(PortalSite.Person(Role.Staff)) is not { } page)
            return;

        await ShowAsync(page, "/", "home-staff");
        await ShowAsync(page, "/exchanges", "exchanges");
        await ShowAsync(page, "/exchanges?state=Quarantined", "exchanges-empty");
        await ShowAsync(page, $"/exchanges/{site.Exchanges["accepted"]}", "exchange");
        await ShowAsync(page, $"/exchanges/{site.Exchanges["accepted"]}/content", "exchange-content");
        await ShowAsync(page, $"/exchanges/{site.Exchanges["broken"]}", "exchange-broken");
        await ShowAsync(page, $"/exchanges/{site.Exchanges["broken"]}/document", "document-broken");
        await ShowAsync(page, $"/exchanges/{site.Exchanges["bid"]}", "exchange-bid-staff");
        await ShowAsync(page, "/operations", "operations");
        await ShowAsync(page, "/account", "account");
        await ShowAsync(page, "/ledger", "forbidden");
        await ShowAsync(page, "/nowhere", "not-found");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task An_auditor_sees_ledger_and_reviews_in_english_at_night()
    {
        if (await OpenAsync(PortalSite.Person(Role.Auditor), "en", ColorScheme.Dark) is not { } page)
            return;

        await ShowAsync(page, "/", "home-auditor-dark");
        await ShowAsync(page, "/ledger", "ledger-dark");
        await ShowAsync(page, "/reviews", "reviews-dark");
        await ShowAsync(page, "/verify", "verify-dark");
        await ShowAsync(page, $"/exchanges/{site.Exchanges["accepted"]}/review", "review-dark");
        await ShowAsync(page, $"/exchanges/{site.Exchanges["bid"]}", "exchange-bid-dark");
        await ShowAsync(page, $"/exchanges/{site.Exchanges["bid"]}/message", "document-bid-dark");
        await ShowAsync(page, $"/exchanges/{site.Exchanges["bid"]}/content", "exchange-content-dark");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task A_task_is_filled_in_confirmed_and_seen_on_the_diagram()
    {
        var instance = await site.StartCaseAsync("B-2027-0001");
        if (await OpenAsync(PortalSite.Person(Role.Legal)) is not { } page)
            return;

        await ShowAsync(page, "/tasks", "tasks");
        await ShowAsync(page, await site.TaskAsync(instance, "draft"), "task");
        await page.FillAsync("#comment", "<script>document.title=\"owned\"</script>\n第二行");
        await page.ClickAsync("#comments form button");
        await page.WaitForSelectorAsync("#comments li");
        await Chromium.LookAsync(page, "task-comment");
        Assert.DoesNotContain("owned", await page.TitleAsync(), StringComparison.Ordinal);
        await AnswerAsync(page, "form.form button.main");
        await Chromium.LookAsync(page, "task-wrong");
        await page.FillAsync("#f-paper", "B-2027-0001");
        await page.FillAsync("#f-version", "1");
        await page.FillAsync("#f-begins", "2027-01-01");
        await page.ClickAsync("form.form button.main");
        await page.ReachAsync("*/tasks?done=*");

        await ShowAsync(page, $"/processes/{instance}", "process");
        await page.WaitForSelectorAsync("process-diagram[data-ready] .djs-container svg");
        await page.WaitForSelectorAsync("process-diagram .tokens[data-element-id=review]");
        Assert.Equal(1, await page.Locator("process-diagram a.bjs-powered-by").CountAsync());
        await Chromium.LookAsync(page, "process");
        const string Where = "() => document.querySelector('process-diagram .viewport').getAttribute('transform')";
        var places = new HashSet<string> { await page.EvaluateAsync<string>(Where) };
        await page.ClickAsync("[data-zoom=in]");
        Assert.True(places.Add(await page.EvaluateAsync<string>(Where)), "a button makes it larger");
        await page.FocusAsync("process-diagram");
        foreach (var key in new[] { "ArrowRight", "-" })
        {
            await page.Keyboard.PressAsync(key);
            Assert.True(places.Add(await page.EvaluateAsync<string>(Where)), $"{key} moves it");
        }

        await ShowAsync(page, "/processes", "processes");
        await page.Context.ClearCookiesAsync();

        var reviewer = await site.AnotherOfStaffAsync(Role.Legal);
        await Chromium.SignInAsync(page, site, reviewer);
        await ShowAsync(page, await site.TaskAsync(instance, "review"), "task-review");
        await page.CheckAsync("input[value=approve]");
        await page.ClickAsync("form.form button.main");
        await page.WaitForSelectorAsync("#password");
        await Chromium.LookAsync(page, "confirm");
        await page.FillAsync("#password", DemoPeople.Password);
        await page.ClickAsync("form.stack button.main");
        await page.WaitForSelectorAsync("#code");
        await page.FillAsync("#code", site.CodeFor(reviewer));
        await page.ClickAsync("form.stack button.main");
        await page.ReachAsync("*/tasks?done=*");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Sales_see_the_books()
    {
        var number = await site.ContractAsync("东方纺织厂");
        if (await OpenAsync(PortalSite.Person(Role.Sales)) is not { } page)
            return;

        await ShowAsync(page, "/contracts", "contracts");
        await ShowAsync(page, $"/contracts/{number}/1", "contract");
        await ShowAsync(page, $"/contracts/{await Amendments.MakeAsync(site, "东方纺织厂")}/versions", "contract-versions");
        await ShowAsync(page, "/customers", "customers");
        await ShowAsync(page, "/customers/contacts?customer=%E4%B8%9C%E6%96%B9%E7%BA%BA%E7%BB%87%E5%8E%82", "contacts");
        await ShowAsync(page, "/imports/customers", "import");
        await page.FillAsync("#text", "accountNumber,voltageLevel,customerName\nA-1,10kV,某客户\n");
        await AnswerAsync(page, "form.form button.main");
        await Chromium.LookAsync(page, "import-wrong");
        await ShowAsync(page, "/contracts/new", "contract-new");
        await CustomerWords.DraftAsync(site, "winter-hours-browser", PortalSite.Person(Role.Sales).Name);
        await ShowAsync(page, "/articles", "articles");
        await ShowAsync(page, "/articles/winter-hours-browser/1", "article-draft");
        await ShowAsync(page, "/articles/new", "article-new");
        await AnswerAsync(page, "form.form button.main");
        await Chromium.LookAsync(page, "article-wrong");
        var request = await CustomerWords.RequestAsync(site, TimeSpan.FromHours(2));
        await ShowAsync(page, "/requests", "requests");
        await ShowAsync(page, $"/requests/{request}", "request");
        await CustomerWords.CaseAsync(site, request);
        await ShowAsync(page, $"/processes/{ServiceRequestDesk.CaseOf(request):D}", "process-service-request");
        await CustomerWords.SurveyAsync(site, "content-browser", PortalSite.Person(Role.Legal).Name);
        await ShowAsync(page, "/surveys", "surveys");
        await ShowAsync(page, "/surveys/content-browser/1", "survey");
        await ShowAsync(page, "/surveys/new", "survey-new");
        await ShowAsync(page, "/packages", "packages-empty");
        await ShowAsync(page, "/processes/start", "process-start");
        await ShowAsync(page, "/account/password", "password");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task The_board_sees_bids_settlements_and_indicators_on_a_desk_and_on_a_phone()
    {
        await MarketBooks.DecideAsync(site);
        var settlement = await MarketBooks.SettleAsync(site);
        if (await OpenAsync(PortalSite.Person(Role.Board)) is not { } page)
            return;

        (string Path, string Name)[] pages =
        [
            ("/bids", "bids"), ($"/bids/events/{MarketBooks.Event}", "market-event"), ($"/bids/{MarketBooks.Bid}/1", "bid"), ("/settlements", "settlements"), ($"/settlements/{settlement.Name}", "settlement"),
            ($"/settlements/{settlement.Name}/bill?account=DEMO-S1&voltage=10kV", "bill"), ("/indicators", "indicators"), ("/members", "members"), ($"/members/{PortalSite.Center}", "member"),
        ];
        foreach (var (path, name) in pages)
            await ShowAsync(page, path, name);

        await page.SetViewportSizeAsync(390, 844);
        foreach (var (path, name) in pages)
        {
            await page.GotoAsync(new Uri(new Uri(page.Url), path).ToString());
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{name} is wider than the phone");
        }

        await Chromium.LookAsync(page, "phone-member");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Pages_fit_a_phone()
    {
        if (await OpenAsync(PortalSite.Person(Role.Staff), width: 390) is not { } page)
            return;

        foreach (var (path, name) in new[] { ("/", "phone-home"), ("/exchanges", "phone-exchanges"), ($"/exchanges/{site.Exchanges["broken"]}", "phone-exchange"), ("/account", "phone-account"), ("/tasks", "phone-tasks"), ("/processes", "phone-processes"), })
        {
            await ShowAsync(page, path, name);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"{path} is wider than the phone");
        }

        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task The_security_administrator_sees_people()
    {
        if (await OpenAsync(PortalSite.Person(Role.SecurityAdministrator), "en") is not { } page)
            return;

        await ShowAsync(page, "/", "home-security");
        await ShowAsync(page, "/people", "people");
        Assert.Empty(await site.Get<ServiceAccountBook>().ProposeAsync(new NewServiceAccount("metering", "AMI head end, Li Si", [Permission.KeepReadings], 600), "operator:li", default));
        await ShowAsync(page, "/service-accounts", "service-accounts");
        await ShowAsync(page, "/break-glass", "break-glass");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task The_system_administrator_looks_where_a_case_can_go()
    {
        var instance = await MovingCase.AtFirstVersionAsync(site, "moving-seen");
        if (await OpenAsync(PortalSite.Person(Role.SystemAdministrator)) is not { } page)
            return;

        await ShowAsync(page, $"/processes/{instance}/migrate", "migrate");
        await page.ClickAsync("form.stack button.main");
        await page.WaitForSelectorAsync("#seen li");
        await Chromium.LookAsync(page, "migrate-stays");
        await page.FillAsync("#map", "draft=write\ncheck=verify");
        await page.ClickAsync("form.stack button.main");
        await page.WaitForSelectorAsync("#reason");
        await Chromium.LookAsync(page, "migrate-can-go");
        await page.FillAsync("#reason", "新版表单");
        await page.ClickAsync("#seen button.main");
        await page.WaitForSelectorAsync("#password");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Whoever_comes_without_certificate_is_told_what_to_do()
    {
        if (Chromium.Program is null)
        {
            Skip();
            return;
        }

        var page = await chromium.OpenAsync(site, person: null);
        Listen(page);
        await page.GotoAsync(site.Core.ToString());
        await Chromium.LookAsync(page, "sign-in-no-certificate");
        Assert.Equal(0, await page.Locator("#password").CountAsync());

        await page.GotoAsync(site.Staff.ToString());
        await Chromium.LookAsync(page, "sign-in");
        await page.FillAsync("#name", "zhang.wei");
        await page.FillAsync("#password", "not this one at all");
        await AnswerAsync(page, "form.stack button");
        await Chromium.LookAsync(page, "sign-in-failed");
        Assert.DoesNotContain(_complaints, complaint => !complaint.Contains("400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_changes_the_list_without_loading_the_page_and_can_be_linked()
    {
        if (await OpenAsync(PortalSite.Person(Role.Staff), "en") is not { } page)
            return;

        await page.GotoAsync(new Uri(site.Staff, "/exchanges").ToString());
        await page.EvaluateAsync("() => { window.same = true; }");
        await page.SelectOptionAsync("#direction", "out");
        await page.ReachAsync("*/exchanges?*direction=out*");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#results .way.in').length === 0");

        Assert.True(await page.EvaluateAsync<bool>("() => window.same === true"));
        Assert.Contains("BID-1", await page.InnerTextAsync("#results"), StringComparison.Ordinal);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task A_script_in_a_partners_text_stays_text()
    {
        if (await OpenAsync(PortalSite.Person(Role.Auditor)) is not { } page)
            return;

        foreach (var path in new[] { "", "/received" })
        {
            await page.GotoAsync(new Uri(site.Core, $"/exchanges/{site.Exchanges["script"]}{path}").ToString());
            Assert.DoesNotContain("owned", await page.TitleAsync(), StringComparison.Ordinal);
        }

        Assert.Contains("<script>", await page.InnerTextAsync(".lines"), StringComparison.Ordinal);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Everything_can_be_reached_with_the_keyboard()
    {
        if (await OpenAsync(PortalSite.Person(Role.Staff), "en") is not { } page)
            return;

        await page.GotoAsync(new Uri(site.Staff, "/exchanges").ToString());
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("party", await page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    private async Task<IPage?> OpenAsync(DemoPerson person, string language = "zh-CN", ColorScheme colours = ColorScheme.Light, int width = 1280)
    {
        if (Chromium.Program is null)
        {
            Skip();
            return null;
        }

        var page = await chromium.OpenAsync(site, person, language, colours, width);
        Listen(page);
        await Chromium.SignInAsync(page, site, person);
        return page;
    }

    /// <summary>Sends a form whose answer has the same address, and waits for the whole answer.</summary>
    private static async Task AnswerAsync(IPage page, string button)
    {
        await page.EvaluateAsync("() => { window.before = true; }");
        await page.ClickAsync(button);
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
    }

    private void Skip() => output.WriteLine("SKIPPED: chromium is not installed");

    /// <summary>Whatever the browser complains about: scripts, styles and addresses that the policy forbids, and errors.</summary>
    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("status of 4", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    private async Task ShowAsync(IPage page, string path, string name)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), path).ToString());
        await Chromium.LookAsync(page, name);
    }
}
