using System.Globalization;
using System.Text;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Processes.Consents;
using Microsoft.Playwright;
using NodaTime;
using Xunit.Abstractions;

namespace IntegrationHub.Portal.Tests.Browser;

/// <summary>
/// What a newcomer does in the browser with the demo's persons and the simulated trading center: a contract, a bid and a settlement from their files to their end,
/// every check by somebody else with password and code again, and evidence that is verified outside.
/// </summary>
[Collection(MarketCollection.Name)]
public sealed class NewcomerTests(MarketSite site, Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const string Customer = "新客户纺织厂";
    private const string Phone = "+8613800009999";
    private const int Tries = 400;

    private readonly List<string> _complaints = [];

    private static LocalDate Begins { get; } = OnboardingChapter.BeginsAfter(LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));

    /// <summary>Another person than who brought the file finds the number in the customer's papers.</summary>
    private async Task ConfirmContactAsync()
    {
        var legal = await EnterAsync(Role.Legal);
        await GoAsync(legal, "/customers/contacts?customer=" + Uri.EscapeDataString(Customer));
        await legal.FillAsync("#confirm-name", "陈经理");
        await legal.FillAsync("#confirm-phone", Phone);
        await legal.FillAsync("#confirm-reason", "signed papers");
        await legal.ClickAsync("#confirm button.main");
        await legal.WaitForSelectorAsync("td .state.good");
        Assert.Equal(1, await legal.Locator("td .state.good").CountAsync());
    }

    [Fact]
    public async Task A_contract_goes_from_its_draft_into_force()
    {
        if (Skipped())
            return;

        const string Number = "NEW-R-0001";
        var sales = await EnterAsync(Role.Sales);
        await BringAsync(sales, "customers", $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone\nNEW-1,10kV,{Customer},500,{Iso(Begins)},yes,textile,陈经理,{Phone}\n");
        await BringAsync(sales, "package", """{"code":"NEW-FIX","version":1,"names":{"en":"Fixed","zh":"固定价"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420}}""");
        await GoAsync(sales, "/contracts/new");
        await sales.FillAsync("#number", Number);
        await sales.FillAsync("#customer", Customer[..2]);
        await sales.WaitForSelectorAsync($"#customers option[value='{Customer}']", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        await sales.FillAsync("#customer", Customer);
        await sales.PressAsync("#customer", "Tab");
        // The customer's code comes from the records, here the first of its account numbers.
        await UntilAsync(async () => await sales.InputValueAsync("#buyer") == "NEW-1", "the customer's code does not come");
        await sales.FillAsync("#from", Iso(Begins));
        await sales.FillAsync("#to", Iso(Begins.PlusMonths(1).PlusDays(-1)));
        await sales.FillAsync("#quantity", "100");
        await sales.SelectOptionAsync("#template", "retail-zh/2");
        await sales.ClickAsync("form.form button.main");
        await sales.ReachAsync($"*/contracts/{Number}/1");

        var address = await BeginAsync(sales, "contract-signing", Number);
        await OpenTaskAsync(sales, Number, "Draft the contract");
        await sales.FillAsync("#f-contract", Number);
        await sales.FillAsync("#f-version", "1");
        await sales.FillAsync("#f-offerDays", "14");
        await SendAsync(sales, null);
        await DecideAsync(await EnterAsync(Role.Legal), PortalSite.Person(Role.Legal), Number, "Legal review", "approve");
        await DecideAsync(await EnterAsync(Role.Risk), PortalSite.Person(Role.Risk), Number, "Risk review", "approve");

        // The customer answers on the customers' side; here with the code of the text message.
        await UntilAsync(async () => await TextAsync(sales, $"/contracts/{Number}/1") is var text && text.Contains("offered", StringComparison.OrdinalIgnoreCase), "it is not offered");
        var (consents, session) = (site.Get<CustomerConsents>(), ConsentCode.MakeSession());
        await ConfirmContactAsync();
        MarketBooks.Good(await consents.AskForContractAsync(Number, session, Phone, default));
        var code = SmsOutbox.Read(PeopleOfNode.OutboxFile(site.Folder)).Last(static message => message.Phone == Phone).Text[..ConsentCode.Digits];
        MarketBooks.Good(await consents.AgreeToContractAsync(Number, session, code, default));

        var signatory = await EnterAsync(Role.Signatory);
        await OpenTaskAsync(signatory, Number, "Sign for the company");
        await SendAsync(signatory, PortalSite.Person(Role.Signatory));
        await EndsAsync(sales, address);
        Assert.Contains("in force", await TextAsync(sales, $"/contracts/{Number}/1"), StringComparison.OrdinalIgnoreCase);
        await ShowAsync(sales, $"/contracts/{Number}/1", "newcomer-contract");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task A_bid_goes_from_the_announcement_to_its_result_and_its_evidence_is_verified_outside()
    {
        if (Skipped())
            return;

        const string Event = "NEW-DA";
        const string Bid = "NEW-B-1";
        var trader = await EnterAsync(Role.Bidder);
        var day = Begins.PlusDays(1);
        MarketBooks.Good(await site.Get<Retail.Customers.CustomerBook>().ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,servedTo,marketEligible,industry\nNEW-2,10kV,日前客户,500,{Iso(day)},{Iso(day)},yes,textile\n", "liu.yang", default));
        await BringAsync(trader, "market-event", MarketBooks.EventOf(Event, TimeProvider.System.GetUtcNow().AddHours(5), day));
        await BringAsync(trader, "demand", await MarketBooks.DemandAsync(site, day));
        await BringAsync(trader, "terms", MarketBooks.Terms);

        await GoAsync(trader, $"/bids/events/{Event}");
        await trader.ClickAsync("a[href^='/processes/start']");
        Assert.True(await trader.IsCheckedAsync($"input[name='field.event'][value={Event}]"));
        await trader.ClickAsync("form.form button.main");
        await trader.ReachAsync("*/processes/0*");
        var address = new Uri(trader.Url).AbsolutePath;
        await UntilAsync(async () => (await TextAsync(trader, $"/bids/events/{Event}")).Contains("contract prices and costs", StringComparison.Ordinal), "there is no plan");
        await ShowAsync(trader, $"/bids/events/{Event}", "newcomer-event");
        await trader.FillAsync("#number", Bid);
        await trader.ClickAsync("form.inline button.main");
        await trader.ReachAsync($"*/bids/{Bid}/1");
        await OpenTaskAsync(trader, Event, "Propose the bid");
        await trader.FillAsync("#f-bid", Bid);
        await SendAsync(trader, null);
        await DecideAsync(await EnterAsync(Role.TradingLead), PortalSite.Person(Role.TradingLead), Event, "Approve the bid", "approve");
        await EndsAsync(trader, address);
        await ShowAsync(trader, $"/bids/{Bid}/1", "newcomer-bid");
        Assert.Contains("Result and bid agree.", await trader.InnerTextAsync("main"), StringComparison.Ordinal);

        await GoAsync(trader, $"/exchanges?mrid={Bid}&direction=out");
        await trader.ClickAsync("#results tbody a");
        await trader.WaitForSelectorAsync("form[action$='/evidence']");
        var bundle = await DownloadAsync(trader);
        var (authority, key) = site.Trust;
        await using var verify = ChildProcess.Start(["verify", bundle, "--trust", authority, "--log-key", key]);
        Assert.True(await verify.ExitedAsync(default) == 0, verify.Tail);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task A_month_goes_from_its_readings_to_the_dispute_of_a_line()
    {
        if (Skipped())
            return;

        // Contracts of that month were signed before there was a hub.
        var month = MarketBooks.Month;
        await SettlementChapter.TakeOverAsync(site.Node, month, default);
        var clerk = await EnterAsync(Role.Settlement);
        await BringAsync(clerk, "readings", SettlementChapter.Readings(month));
        var address = await BeginAsync(clerk, "settlement-submission", month.ToString(), ("#f-month", month.ToString()));
        await OpenTaskAsync(clerk, month.ToString(), "Decide about missing readings");
        await clerk.CheckAsync("input[value=substitute]");
        await SendAsync(clerk, null);
        await DecideAsync(clerk, PortalSite.Person(Role.Settlement), month.ToString(), "Review the deviations", "ok");
        await DecideAsync(await EnterAsync(Role.Finance), PortalSite.Person(Role.Finance), month.ToString(), "Approve the settlement", "approve");
        await OpenTaskAsync(clerk, month.ToString(), "State the problem");
        await clerk.FillAsync("#f-claim", "Our meter of that day agrees with the validated data.");
        await SendAsync(clerk, null);
        await EndsAsync(clerk, address);

        await ShowAsync(clerk, $"/settlements/{month}/1", "newcomer-settlement");
        Assert.Contains("Lines that differ: 1", await clerk.InnerTextAsync("main"), StringComparison.Ordinal);
        await clerk.ClickAsync("table.stacked a[href*='/bill?']");
        await clerk.ReachAsync("*/bill?*");
        Assert.Contains("Linked price", await clerk.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(_complaints);
    }

    private bool Skipped()
    {
        if (Chromium.Program is null)
            output.WriteLine("SKIPPED: chromium is not installed");

        return Chromium.Program is null;
    }

    private async Task<IPage> EnterAsync(Role role)
    {
        var page = await chromium.OpenAsync(site, PortalSite.Person(role), "en");
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("status of 4", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
        await Chromium.SignInAsync(page, site, PortalSite.Person(role));
        return page;
    }

    /// <summary>Chooses a file and has it checked and taken.</summary>
    private static async Task BringAsync(IPage page, string kind, string text)
    {
        await GoAsync(page, "/imports/" + kind);
        await page.SetInputFilesAsync("#file", new FilePayload { Name = kind + ".txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) });
        await page.ClickAsync("form.form button.main");
        await page.WaitForSelectorAsync(".say");
        Assert.True(await page.Locator(".say.good").CountAsync() == 1, await page.InnerTextAsync("main"));
    }

    private static async Task<string> BeginAsync(IPage page, string process, string key, params (string Field, string Value)[] fields)
    {
        await GoAsync(page, "/processes/start?process=" + process);
        await page.FillAsync("#case", key);
        foreach (var (field, value) in fields)
            await page.FillAsync(field, value);

        await page.ClickAsync("form.form button.main");
        await page.ReachAsync("*/processes/0*");
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task OpenTaskAsync(IPage page, string key, string task)
    {
        var link = page.Locator("#results a", new PageLocatorOptions { HasTextString = task });
        await UntilAsync(
            async () =>
            {
                await GoAsync(page, "/tasks?case=" + Uri.EscapeDataString(key));
                return await link.CountAsync() > 0;
            },
            $"the task {task} does not come");
        await link.First.ClickAsync();
        await page.WaitForSelectorAsync("form.form");
    }

    private async Task DecideAsync(IPage page, DemoPerson person, string key, string task, string decision)
    {
        await OpenTaskAsync(page, key, task);
        await page.CheckAsync($"input[value={decision}]");
        await SendAsync(page, person);
    }

    /// <summary>Sends the form, and shows both factors again where a person is named.</summary>
    private async Task SendAsync(IPage page, DemoPerson? person)
    {
        await page.ClickAsync("form.form button.main");
        if (person is not null)
        {
            await page.FillAsync("#password", DemoPeople.Password);
            await page.ClickAsync("form.stack button.main");
            await page.WaitForSelectorAsync("#code");
            await page.FillAsync("#code", site.CodeFor(person));
            await page.ClickAsync("form.stack button.main");
        }

        await page.ReachAsync("*/tasks?done=*");
    }

    private static Task EndsAsync(IPage page, string address) => UntilAsync(
        async () =>
        {
            await GoAsync(page, address);
            return await page.Locator(".crumbs .state.good").CountAsync() > 0;
        },
        "the case does not end");

    private async Task<string> DownloadAsync(IPage page)
    {
        var (address, file) = (page.Url, Path.Combine(site.Root, "evidence.asice"));
        await UntilAsync(
            async () =>
            {
                // Evidence waits until its events have their places in the ledger.
                await page.GotoAsync(address);
                var coming = new TaskCompletionSource<IDownload>(TaskCreationOptions.RunContinuationsAsynchronously);
                page.Download += (_, download) => coming.TrySetResult(download);
                await page.ClickAsync("form[action$='/evidence'] button");
                await UntilAsync(() => Task.FromResult(coming.Task.IsCompleted || page.Fits("*/evidence")), "neither the evidence nor a word about it comes");
                if (!coming.Task.IsCompleted)
                    return false;

                await (await coming.Task).SaveAsAsync(file);
                return true;
            },
            "there is no evidence");
        return file;
    }

    private static async Task<string> TextAsync(IPage page, string path)
    {
        await GoAsync(page, path);
        return await page.InnerTextAsync("main");
    }

    private static Task GoAsync(IPage page, string path) => page.GotoAsync(new Uri(new Uri(page.Url), path).ToString());

    private static async Task ShowAsync(IPage page, string path, string name)
    {
        await GoAsync(page, path);
        await Chromium.LookAsync(page, name);
    }

    private static async Task UntilAsync(Func<Task<bool>> done, string otherwise)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await done())
                return;

            await Task.Delay(TimeSpan.FromMilliseconds(150));
        }

        Assert.Fail(otherwise);
    }

    private static string Iso(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
