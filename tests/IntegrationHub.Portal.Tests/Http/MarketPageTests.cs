using System.Net;
using System.Text;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Portal.Texts;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Bids, settlements, indicators and members in pages: what they show, and to whom.</summary>
[Collection(PortalCollection.Name)]
public sealed class MarketPageTests(PortalSite site)
{
    [Fact]
    public async Task A_bid_is_shown_beside_its_ceiling_with_its_result_and_as_a_file()
    {
        await MarketBooks.DecideAsync(site);
        using var trader = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));

        var list = await trader.ReadAsync("/bids?state=Reconciled");
        Assert.Contains($"/bids/{MarketBooks.Bid}/1", list, StringComparison.Ordinal);
        Assert.DoesNotContain($"/bids/{MarketBooks.Bid}/1", await trader.ReadAsync("/bids?state=Draft"), StringComparison.Ordinal);
        var page = await trader.ReadAsync($"/bids/{MarketBooks.Bid}/1");
        Assert.Contains("class=\"curve s2\"", page, StringComparison.Ordinal);
        Assert.Contains("contract prices and costs", page, StringComparison.Ordinal);
        Assert.Contains("gao.feng", page, StringComparison.Ordinal);
        Assert.Contains("Result and bid agree.", page, StringComparison.Ordinal);
        Assert.Contains("RES-PAGES-1", page, StringComparison.Ordinal);
        var file = await trader.ReadAsync($"/bids/{MarketBooks.Bid}/1/export");
        Assert.StartsWith("interval,expectedMwh,contractedMwh,gapMwh,ceiling,bound,", file, StringComparison.Ordinal);
        Assert.Equal(25, file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        foreach (var missing in new[] { $"/bids/{MarketBooks.Bid}/2", "/bids/NO-SUCH/1", "/bids/events/NO-SUCH", "/members/nobody", "/settlements/2020-01/1", "/settlements/nonsense/1" })
            Assert.Equal((missing, HttpStatusCode.NotFound), (missing, (await (missing.StartsWith("/settle", StringComparison.Ordinal) ? await FinanceAsync() : trader).GetAsync(missing)).StatusCode));

        async Task<PortalClient> FinanceAsync() => await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Finance));
    }

    [Fact]
    public async Task What_a_result_gives_without_a_price_is_told_and_a_trader_enters_it_with_its_source()
    {
        MarketBooks.Good(await site.Get<MarketEventBook>().ImportAsync(MarketBooks.EventOf("DA-UNPRICED", TimeProvider.System.GetUtcNow().AddHours(9), MarketBooks.Day.PlusDays(3)), "li.na", default));
        var bid = await MarketBooks.UnpricedAsync(site, "DA-UNPRICED", "B-UNPRICED-PAGE");
        using var trader = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        var address = $"/bids/{bid}/1";
        var told = await trader.ReadAsync(address);
        Assert.All(new[] { "BID_RESULT_UNPRICED", "interval 2", "Enter the missing price" }, text => Assert.Contains(text, told, StringComparison.Ordinal));
        foreach (var (price, position, source, code) in new[] { ("?", "", "letter 12", "VALUE_UNREADABLE"), ("401.5", "x", "letter 12", "VALUE_UNREADABLE"), ("601", "", "letter 12", "PRICE_OUT_OF_LIMITS"), ("401.5", "1", "letter 12", "BID_RESULT_PRICED"), ("401.5", "", " ", "VALUE_MISSING") })
        {
            var refused = await trader.PostAsync(address, address + "/price", ("price", price), ("position", position), ("source", source));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(code, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(address, (await trader.PostAsync(address, address + "/price", ("price", "401.5"), ("position", "2"), ("source", "letter 12"))).Location());
        var waiting = await trader.ReadAsync(address);
        Assert.All(new[] { "BID_RESULT_UNPRICED", "Interval 2: 401.50 CNY/MWh, entered by", "Does not count until a second person confirms it." }, text => Assert.Contains(text, waiting, StringComparison.Ordinal));
        using var other = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var unseen = await other.ReadAsync(address);
        Assert.Contains("Interval 2: a price, entered by li.na from letter 12", unseen, StringComparison.Ordinal);
        Assert.DoesNotContain("401.5", unseen, StringComparison.Ordinal);
        var alone = await trader.PostAsync(address, address + "/price/confirm", ("price", "401.5"), ("position", ""));
        Assert.Contains("BID_FOUR_EYES", await alone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        MarketBooks.Good(await site.Get<BidPrices>().ConfirmAsync(bid, new BidPriceConfirmation { Price = 401.5m }, "gao.feng", default));
        var entered = await trader.ReadAsync(address);
        Assert.DoesNotContain("BID_RESULT_UNPRICED", entered, StringComparison.Ordinal);
        Assert.Contains("Interval 2: 401.50 CNY/MWh, entered by", entered, StringComparison.Ordinal);
        Assert.Contains("Interval 2: 401.50 CNY/MWh, entered by", await other.ReadAsync(address), StringComparison.Ordinal);
        Assert.Equal(801.5m, (await site.Get<BidEntries>().FindAsync(bid, null, default))!.Compare(null).Cost);
    }

    [Fact]
    public async Task A_trader_brings_event_demand_and_terms_and_writes_the_proposed_bid()
    {
        using var trader = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        await site.ContractAsync("需求客户二");
        var day = MarketBooks.Day.PlusDays(1);
        Assert.Contains("/bids", await PostAsync(trader, "market-event", MarketBooks.EventOf("DA-PAGES-2", TimeProvider.System.GetUtcNow().AddHours(9), day)), StringComparison.Ordinal);
        await PostAsync(trader, "demand", await MarketBooks.DemandAsync(site, day));
        await PostAsync(trader, "terms", MarketBooks.Terms);
        var plans = site.Get<BidPlanBook>();
        MarketBooks.Good(await plans.GapAsync("DA-PAGES-2", "gap", "li.na", default));
        MarketBooks.Good(await plans.CeilingAsync("DA-PAGES-2", "ceiling", "li.na", default));

        const string Page = "/bids/events/DA-PAGES-2";
        var wrong = await trader.PostAsync(Page, Page + "/propose", ("number", "not a number"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("BID_NUMBER", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/bids/B-PAGES-2/1", (await trader.PostAsync(Page, Page + "/propose", ("number", "B-PAGES-2"))).Location());
        var bid = (await site.Get<BidEntries>().FindAsync("B-PAGES-2", 1, default))!;
        Assert.Equal((BidState.Draft, "li.na"), (bid.State, bid.Author));

        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        Assert.DoesNotContain("/propose", await auditor.ReadAsync(Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsync(Page, Page + "/propose", ("number", "B-PAGES-3"))).StatusCode);
    }

    [Fact]
    public async Task A_settlement_is_read_down_to_the_terms_of_a_bill_and_profit_by_core_users_alone()
    {
        var settlement = await MarketBooks.SettleAsync(site);
        using var finance = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Finance));
        using var board = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Board));
        var address = "/settlements/" + settlement.Name;
        var page = await finance.ReadAsync(address);

        Assert.Contains(settlement.BillDigest, page, StringComparison.Ordinal);
        Assert.Contains("DEMO-S1/10kV", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Profit by package", page, StringComparison.Ordinal);
        Assert.Contains("Profit by package", await board.ReadAsync(address), StringComparison.Ordinal);
        var bill = await finance.ReadAsync(address + "/bill?account=DEMO-S1&voltage=10kV");
        Assert.Contains("Linked price", bill, StringComparison.Ordinal);
        Assert.DoesNotContain("Profit", bill, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await finance.GetAsync(address + "/bill?account=NOBODY&voltage=10kV")).StatusCode);
        using var drawn = await finance.GetAsync(address + "/bill/pdf?account=DEMO-S1&voltage=10kV");
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (drawn.StatusCode, drawn.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.NotFound, (await finance.GetAsync(address + "/bill/pdf?account=NOBODY&voltage=10kV")).StatusCode);
        Assert.Contains("Bills computed again: 2.", await (await finance.PostAsync(address, address + "/verify")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("DEMO-S2/10kV,", await finance.ReadAsync(address + "/export"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await finance.GetAsync("/indicators")).StatusCode);
        Assert.Contains(settlement.Name, await board.ReadAsync("/indicators"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_bids_bought_is_one_total_for_who_may_not_read_bids_and_a_bill_by_parts_names_each_contract()
    {
        var settled = await MarketBooks.SettleAsync(site);
        var energy = Market.Quantities.Energy.FromMegawattHours(2.5m);
        Market.Settlement.AccountLine[] lines = [.. new[] { "DA-SECRET-1", "DA-SECRET-2" }.Select(item => new Market.Settlement.AccountLine(Market.Settlement.AccountDocument.TradeOf(item), 1, energy, 875m))];
        var month = new Market.Time.BillingMonth(2024, 2);
        var won = settled with
        {
            Month = month, Version = 1, Corrects = null, Comparison = null, LeftToBasis = 3, Lines = lines,
            Purchases = [new("spot", energy, 900m), .. lines.Select(static line => new Market.Settlement.PurchaseCost(line.Series[4..], line.Energy, line.Amount!.Value) { OfBids = true })],
        };
        Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync([new(RecordKind.Settlement, $"{month}", 1, $"{won.State}", new(2024, 2, 1), new(2024, 2, 29), Market.Json.MarketJson.WriteUtf8(won))], [], "wu.xia", default));
        using var finance = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Finance));
        using var board = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Board));
        var page = await finance.ReadAsync($"/settlements/{month}/1");
        Assert.All(new[] { "What bids bought, in total", "1,750.00 CNY", "900.00 CNY", "internal trade (A02)", "Results of 3 bids are not added" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.All(new[] { "DA-SECRET", "875.00" }, text => Assert.DoesNotContain(text, page, StringComparison.Ordinal));
        Assert.Contains("DA-SECRET-2", await board.ReadAsync($"/settlements/{month}/1"), StringComparison.Ordinal);
        Assert.DoesNotContain("DA-SECRET", await (await finance.PostAsync($"/settlements/{month}/1", $"/settlements/{month}/1/verify")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // A bill by parts names every contract with its days, as its customer reads it, too.
        var stored = (await site.Get<SettlementBook>().BillsAsync(settled.Month, settled.Version, null, 1, default)).Bills[0];
        BillInputPart PartOf(string contract, int from, int to) => new(contract, 1, "FIX", 1, new(2024, 2, from), new(2024, 2, to), energy, 0, 0);
        var parts = stored with { Input = stored.Input with { Parts = [PartOf("R-PART-A", 1, 15), PartOf("R-PART-B", 16, 29)] } };
        var key = $"{site.Get<IBusinessRecords>().BlindKey(stored.Bill.Account)}/{month}";
        Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync([new(RecordKind.Bill, key, 1, $"{month}/1", null, null, Market.Json.MarketJson.WriteUtf8(parts))], [], "wu.xia", default));
        var place = stored.Bill.Account.LastIndexOf('/');
        var bill = await board.ReadAsync($"/settlements/{month}/1/bill?account={stored.Bill.Account[..place]}&voltage={stored.Bill.Account[(place + 1)..]}");
        Assert.All(new[] { "R-PART-A / 1", "2024-02-01 – 2024-02-15, FIX/1", "R-PART-B / 1", "2024-02-16 – 2024-02-29, FIX/1" }, text => Assert.Contains(text, System.Net.WebUtility.HtmlDecode(bill), StringComparison.Ordinal));
        var texts = new PortalTexts();
        var drawn = BillFile.LinesOf(parts.ForCustomer(won), texts, Language.English).ToList();
        Assert.Equal(["R-PART-A, 2024-02-01 … 2024-02-15, FIX/1", "R-PART-B, 2024-02-16 … 2024-02-29, FIX/1"], drawn.Take(2).Select(static line => line.Figure));
    }

    [Fact]
    public async Task A_file_that_is_wrong_is_told_line_by_line_and_nothing_of_it_is_kept()
    {
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        const string Page = "/imports/customers";
        using var content = new MultipartFormDataContent
        {
            { new StringContent(await sales.TokenOfAsync(Page)), "form-token" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\nIMP-1,10kV,好客户,500,2026-01-01,yes,industry\nIMP-2,10kV,坏客户,many,2026-13-01,yes,industry\n")), "file", "customers.csv" },
        };
        var wrong = await sales.SendAsync(HttpMethod.Post, Page, content, ("Origin", site.Staff.GetLeftPart(UriPartial.Authority)));
        var page = await wrong.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("capacityKw", page, StringComparison.Ordinal);
        Assert.Contains("servedFrom", page, StringComparison.Ordinal);
        Assert.DoesNotContain(await site.Get<CustomerBook>().ListAsync(null, default), static account => account.AccountNumber.StartsWith("IMP-", StringComparison.Ordinal));
        Assert.Contains("FILE_EMPTY", await (await sales.PostAsync(Page, Page)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_text_is_read_as_a_file_is_and_shown_again_and_one_that_is_too_long_is_told()
    {
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        const string Page = "/imports/customers";

        var wrong = await sales.PostAsync(Page, Page, ("text", "accountNumber\n" + new string('x', 100_000)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains(new string('x', 100_000), await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var large = await sales.PostAsync(Page, Page, ("text", new string('x', (8 << 20) + 1)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Contains("as a file", await large.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await sales.PostAsync("/contracts/new", "/contracts/new", ("months", new string('1', 100_000)))).StatusCode);
    }

    [Fact]
    public async Task A_contract_is_drafted_in_the_page_with_the_customers_accounts()
    {
        await site.ContractAsync("起草客户");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        await PostAsync(sales, "package", """{"code":"PAGE-FIX","version":1,"names":{"en":"Fixed","zh":"固定价"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420}}""");
        const string Page = "/contracts/new";
        (string, string)[] fields =
        [
            ("number", "PAGE-R-1"), ("version", "1"), ("customer", "起草客户"), ("buyer", "C-0009"), ("type", "A08"), ("from", "2027-01-01"), ("to", "2027-03-31"), ("quantity", "90"), ("months", "1 1 2"),
            ("package", "PAGE-FIX/1"), ("template", "retail-zh/1"), ("notice", "30"),
        ];

        Assert.Contains("PAGE-FIX/1", await sales.ReadAsync(Page), StringComparison.Ordinal);
        var wrong = await sales.PostAsync(Page, Page, [.. fields.Select(static field => field.Item1 is "quantity" or "from" ? (field.Item1, "soon") : field)]);
        var told = await wrong.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("id=\"from-wrong\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("validFrom", told, StringComparison.Ordinal);
        Assert.Contains("value=\"PAGE-R-1\"", told, StringComparison.Ordinal);
        Assert.Equal("/contracts/PAGE-R-1/1", (await sales.PostAsync(Page, Page, fields)).Location());
        var drafted = (await site.Get<ContractBook>().FindAsync("PAGE-R-1", 1, default))!.Contract;
        Assert.Equal((sales.Person!.Name, 1, 3), (drafted.Author, drafted.Terms.Accounts.Count, drafted.Terms.Months.Count));
        Assert.Contains("PAGE-R-1,1,Retail", await sales.ReadAsync("/contracts/export?search=PAGE-R-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_are_shown_with_their_lanes()
    {
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));

        Assert.Contains("10X1001A1001A450", await staff.ReadAsync("/members"), StringComparison.Ordinal);
        Assert.Contains("Sending and receiving", await staff.ReadAsync("/members/" + PortalSite.Center), StringComparison.Ordinal);
        Assert.Contains($"{PortalSite.Center},Trading center,10X1001A1001A450,A01,TradingCenter,Files,yes", await staff.ReadAsync("/members/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_members_certificates_are_known_once_they_are_seen_and_their_end_is_told_before_it_comes()
    {
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        Assert.Contains("Not seen yet", await staff.ReadAsync("/members/" + PortalSite.Fetcher), StringComparison.Ordinal);

        site.Get<Host.Node.PartnerCertificates>().Seen(site.FetcherCertificate);

        var page = await staff.ReadAsync("/members/" + PortalSite.Fetcher);
        Assert.Contains("ends soon", page, StringComparison.Ordinal);
        Assert.Contains(site.FetcherCertificate.SerialNumber, page, StringComparison.Ordinal);
        Assert.Contains("ends soon", await staff.ReadAsync("/members"), StringComparison.Ordinal);
        Assert.Contains("grid-operator tls", await staff.ReadAsync("/operations"), StringComparison.Ordinal);
        foreach (var shown in new[] { page, await staff.ReadAsync("/operations") })
        {
            Assert.Contains("owned", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>document", shown, StringComparison.Ordinal);
        }

        using var socket = new ApiSocketClient(site.Folder);
        var member = await (await socket.GetAsync("/api/v1/members/" + PortalSite.Fetcher, staff.Person!.Name)).Content.ReadAsStringAsync();
        Assert.Contains("\"level\":\"soon\"", member, StringComparison.Ordinal);
        Assert.Contains("\"level\":\"unseen\"", member, StringComparison.Ordinal);
    }

    private static async Task<string> PostAsync(PortalClient client, string kind, string text)
    {
        var answer = await client.PostAsync("/imports/" + kind, "/imports/" + kind, ("text", text));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, page);
        return page;
    }
}
