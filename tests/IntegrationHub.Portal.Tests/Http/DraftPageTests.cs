using System.Net;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Portal.Pages.Imports;
using IntegrationHub.Portal.Pages.Tasks;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>A draft from its form to its reviewers: changed, given up, handed in; what is wrong is said at its field, and the price stands in what is signed.</summary>
[Collection(PortalCollection.Name)]
public sealed class DraftPageTests(PortalSite site)
{
    private const string New = "/contracts/new";

    [Fact]
    public async Task A_draft_is_changed_by_its_author_and_given_up_with_a_reason_and_the_next_version_is_drafted()
    {
        using var sales = await SalesAsync("起草一号");
        var (page, fields) = ("/contracts/DRAFT-1/1", Fields("DRAFT-1", "起草一号"));
        Assert.Equal(page, (await sales.PostAsync(New, New, fields)).Location());
        Assert.Contains($"href=\"{page}/edit\"", await sales.ReadAsync(page), StringComparison.Ordinal);

        var form = await sales.ReadAsync(page + "/edit");
        Assert.All(new[] { "value=\"90\"", "value=\"2027-03-31\"", "value=\"1 1 2\"", "value=\"green\" checked" }, text => Assert.Contains(text, form, StringComparison.Ordinal));
        Assert.Equal(page, (await sales.PostAsync(page + "/edit", New, With(fields, "quantity", "120"))).Location());
        Assert.Equal(120m, (await ContractAsync("DRAFT-1", 1)).Contract.Terms.Quantity!.Value.MegawattHours);
        using (var colleague = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales)))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(page + "/edit")).StatusCode);
            Assert.DoesNotContain(page + "/edit", await colleague.ReadAsync(page), StringComparison.Ordinal);
        }

        var silent = await sales.PostAsync(page, page + "/give-up", ("reason", " "));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, ContractState.Draft), (silent.StatusCode, (await ContractAsync("DRAFT-1", 1)).Contract.State));
        Assert.Contains("CONTRACT_REASON", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(page, (await sales.PostAsync(page, page + "/give-up", ("reason", "the customer <moved>"))).Location());
        Assert.Contains("the customer &lt;moved&gt;", await sales.ReadAsync(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sales.PostAsync(page, page + "/give-up", ("reason", "again"))).StatusCode);

        Assert.Contains("name=\"version\" value=\"2\"", await sales.ReadAsync(New + "?number=DRAFT-1"), StringComparison.Ordinal);
        Assert.Equal("/contracts/DRAFT-1/2", (await sales.PostAsync(New, New, With(fields, "version", "2"))).Location());
    }

    [Fact]
    public async Task Giving_up_is_a_call_too_and_takes_nothing_that_is_no_draft()
    {
        using var sales = await SalesAsync("起草二号");
        Assert.Equal("/contracts/DRAFT-2/1", (await sales.PostAsync(New, New, Fields("DRAFT-2", "起草二号"))).Location());
        var caller = await PersonCaller.SignedInAsync(site, PortalSite.Person(Role.Sales));

        var done = await PersonCaller.JsonAsync(await caller.PostAsync("/contracts/DRAFT-2/give-up", new { version = 1, reason = "typed twice" }));
        Assert.Equal("rejected", done.GetProperty("state").GetString());
        Assert.Equal("typed twice", (await ContractAsync("DRAFT-2", 1)).GivenUp!.Reason);
        Assert.Equal(HttpStatusCode.Conflict, (await caller.PostAsync("/contracts/DRAFT-2/give-up", new { version = 1, reason = "again" })).StatusCode);
    }

    [Fact]
    public async Task Signing_begins_from_the_draft_with_its_task_filled_and_names_no_contract_that_is_not_there()
    {
        using var sales = await SalesAsync("起草三号");
        const string Page = "/contracts/DRAFT-3/1";
        Assert.Equal(Page, (await sales.PostAsync(New, New, Fields("DRAFT-3", "起草三号"))).Location());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sales.PostAsync(Page, Page + "/signing", ("days", "91"))).StatusCode);

        var task = (await sales.PostAsync(Page, Page + "/signing", ("days", "21"))).Location()!;
        Assert.Matches("^/tasks/", task);
        Assert.Equal(task, (await sales.PostAsync(Page, Page + "/signing", ("days", "21"))).Location());
        Assert.Contains(task, await sales.ReadAsync(Page), StringComparison.Ordinal);
        var form = await sales.ReadAsync(task);
        Assert.All(new[] { "name=\"field.contract\" value=\"DRAFT-3\"", "name=\"field.version\" value=\"1\"", "name=\"field.offerDays\" value=\"21\"" }, text => Assert.Contains(text, form, StringComparison.Ordinal));

        foreach (var (number, version, field) in new[] { ("DRAFT-3", "2", "version"), ("NOBODYS", "1", "contract") })
        {
            var refused = await CompleteAsync(sales, task, number, version);
            var told = await refused.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains($"id=\"f-{field}-wrong\"", told, StringComparison.Ordinal);
            Assert.Contains("There is no such contract, or it has not this version.", told, StringComparison.Ordinal);
            Assert.Contains($"name=\"field.contract\" value=\"{number}\"", told, StringComparison.Ordinal);
        }

        Assert.Equal("/tasks?done=DRAFT-3", (await CompleteAsync(sales, task, "DRAFT-3", "1")).Location());
        await UntilAsync(async () => (await RowAsync(task)).State.Tokens.Values.Any(static token => token.Node == "legalReview"));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        var review = await legal.ReadAsync(await site.TaskAsync(Guid.Parse(task.Split('/')[2]), "legalReview"));
        Assert.All(
            new[] { "固定电价：420.00 元/MWh", "按月结算", "提前 30 日书面通知", "甲方为乙方配置绿色电力", "Fixed price", "Record of the terms, for programs" },
            text => Assert.Contains(text, review, StringComparison.Ordinal));
        Assert.DoesNotContain("monthly。", review, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_made_a_case_come_back_is_said_above_the_form_in_words()
    {
        var instance = await site.StartCaseAsync("T-CAME-BACK", ("problem", Value.Of("CONTRACT_ACCOUNTS at accounts[0] (2 times): Import the account, or correct the period. CONTRACT_DIGEST: Have it reviewed again.")));
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));

        var page = await sales.ReadAsync(await site.TaskAsync(instance, "draft"));

        Assert.Contains("It came back:", page, StringComparison.Ordinal);
        Assert.Contains("<b class=\"mono\">accounts[0]</b>", page, StringComparison.Ordinal);
        Assert.Contains("Have it reviewed again.", page, StringComparison.Ordinal);
        Assert.Equal([("CONTRACT_ACCOUNTS", "accounts[0]"), ("CONTRACT_DIGEST", "")], ReturnedProblem.Read("CONTRACT_ACCOUNTS at accounts[0] (2 times): Import it. CONTRACT_DIGEST: Again.").Select(static one => (one.Code, one.Where)));
        Assert.Empty(ReturnedProblem.Read("Somebody wrote this."));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_draft_is_told_in_one_round_at_its_fields_by_their_labels()
    {
        using var sales = await SalesAsync("起草四号");

        var answer = await sales.PostAsync(New, New, ("customer", "nobody"), ("version", "1"), ("package", "DRAFT-FIX/1"), ("template", "retail-zh/2"));
        var told = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        foreach (var (id, label) in new[] { ("number", "Number"), ("buyer", "Code of the customer"), ("from", "First day"), ("to", "Last day"), ("quantity", "Energy of the period (MWh)") })
        {
            Assert.Contains($"<a href=\"#{id}\">{label}</a>", told, StringComparison.Ordinal);
            Assert.Matches($"<input id=\"{id}\"[^>]*aria-invalid=\"true\"[^>]*aria-describedby=\"{id}-wrong", told);
            Assert.Contains($"id=\"{id}-wrong\"", told, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("id=\"type-wrong\"", told, StringComparison.Ordinal);
        Assert.All(new[] { "mRid", "validFrom" }, name => Assert.DoesNotContain(name, told, StringComparison.Ordinal));
        var one = await (await sales.PostAsync(New, New, With(Fields("DRAFT-4", "起草四号"), "quantity", "much"))).Content.ReadAsStringAsync();
        Assert.Contains("One point stands in the way:", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_customers_code_and_the_type_follow_from_what_is_known()
    {
        using var sales = await SalesAsync("起草五号");
        var account = (await site.Get<CustomerBook>().ListAsync(null, default)).First(static one => one.CustomerName == "起草五号").AccountNumber;

        Assert.Equal("/contracts/DRAFT-5/1", (await sales.PostAsync(New, New, With(With(Fields("DRAFT-5", "起草五号"), "buyer", ""), "type", ""))).Location());
        var terms = (await ContractAsync("DRAFT-5", 1)).Contract.Terms;
        Assert.Equal(("C-0001", "A08"), (terms.Buyer.MRid, terms.Type));
        Assert.Contains("name=\"buyer\" value=\"C-0001\"", await sales.ReadAsync($"{New}?customer={Uri.EscapeDataString("起草五号")}"), StringComparison.Ordinal);
        Assert.Single(terms.Accounts, one => one.AccountNumber == account);
    }

    [Fact]
    public async Task Articles_and_surveys_say_what_is_wrong_at_their_fields_without_internal_names()
    {
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        foreach (var (form, label) in new[] { ("/articles/new", "title"), ("/surveys/new", "title") })
        {
            var told = await (await sales.PostAsync(form, form, ("key", "a-key"), ("kind", "Announcement"), ("language", "zh"), ("on", "2027-01-01"), ("until", "2027-01-01"), ("questions", "text: what?"), ("text", "words"))).Content.ReadAsStringAsync();
            Assert.Contains($"id=\"{label}-wrong\"", told, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"#{label}\">", told, StringComparison.Ordinal);
            Assert.DoesNotContain("The title has", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_is_kept_with_a_contract_from_its_page_and_by_a_call_and_who_only_reads_is_pointed_at_no_shell()
    {
        using var sales = await SalesAsync("起草六号");
        const string Page = "/contracts/DRAFT-6/1";
        Assert.Equal(Page, (await sales.PostAsync(New, New, Fields("DRAFT-6", "起草六号"))).Location());
        using (var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor)))
        {
            var read = await auditor.ReadAsync(Page);
            Assert.Contains("Sales adds them", read, StringComparison.Ordinal);
            Assert.DoesNotContain("ihub contract", read, StringComparison.Ordinal);
            Assert.DoesNotContain("/files\"", read, StringComparison.Ordinal);
        }

        Assert.Equal(Page, (await sales.SendFileAsync(Page, Page + "/files", "offer.txt", "paper"u8.ToArray())).Location());
        Assert.Contains("offer.txt", await sales.ReadAsync(Page), StringComparison.Ordinal);
        using var caller = await PersonCaller.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var octets = new ByteArrayContent("letter"u8.ToArray());
        var kept = await PersonCaller.JsonAsync(await caller.SendAsync(HttpMethod.Post, "/contracts/DRAFT-6/files?name=letter.txt", octets));
        Assert.Equal((2, "letter.txt"), (kept.GetProperty("number").GetInt32(), kept.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_bids_case_begins_with_the_gate_of_its_event()
    {
        var gate = TimeProvider.System.GetUtcNow().AddHours(30);
        MarketBooks.Good(await site.Get<MarketEventBook>().ImportAsync(MarketBooks.EventOf("DA-GATE", gate, MarketBooks.Day.PlusDays(5)), "li.na", default));
        MarketBooks.Good(await site.Get<MarketEventBook>().ImportAsync(MarketBooks.EventOf("DA-GATE-SHUT", TimeProvider.System.GetUtcNow().AddHours(-1), MarketBooks.Day.PlusDays(6)), "li.na", default));
        using var trader = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        const string Start = "/processes/start";

        var form = await trader.ReadAsync(Start + "?process=bid-submission&case=DA-GATE");
        Assert.Contains("value=\"DA-GATE\" checked", form, StringComparison.Ordinal);
        Assert.Contains("(Asia/Shanghai)", form, StringComparison.Ordinal);
        Assert.DoesNotContain("DA-GATE-SHUT", form, StringComparison.Ordinal);
        Assert.DoesNotContain("gateClosure", form, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await trader.PostAsync(Start, Start, ("process", "bid-submission"), ("case", "DA-GATE-SHUT"), ("field.event", "DA-GATE-SHUT"))).StatusCode);
        var begun = (await trader.PostAsync(Start, Start, ("process", "bid-submission"), ("case", "DA-GATE"), ("field.event", "DA-GATE"))).Location()!;

        var variables = (await site.Get<IProcessStore>().FindInstanceAsync(Guid.Parse(begun.Split('/')[^1]), default))!.State.Variables;
        Assert.Equal((await site.Get<MarketEventBook>().FindAsync("DA-GATE", default))!.GateClosure, ((InstantValue)variables["gateClosure"]).Instant);
    }

    [Fact]
    public async Task Every_example_of_a_package_can_be_put_into_the_box_and_taken()
    {
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        const string Import = "/imports/package";
        var page = await sales.ReadAsync(Import);
        Assert.True(PackageExamples.All.Count >= 11);
        Assert.All(PackageExamples.Fields, field => Assert.Contains($"<dt class=\"mono\">{field}</dt><dd>", page, StringComparison.Ordinal));
        foreach (var example in PackageExamples.All)
        {
            Assert.Contains($"hx-get=\"{Import}?example={example.Name}\"", page, StringComparison.Ordinal);
            Assert.Contains($"EXAMPLE-{example.Name.ToUpperInvariant()}", (await sales.ReadAsync($"{Import}?example={example.Name}")).Split("<textarea")[1].Split("</textarea>")[0], StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await sales.PostAsync(Import, Import, ("text", example.Text))).StatusCode);
        }
    }

    [Fact]
    public async Task A_contracts_page_says_who_reviewed_and_signed_it_what_the_customer_said_and_how_it_was_filed()
    {
        var number = await site.ContractAsync("签署一号");
        var at = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
        var digest = new string('a', 64);
        var consent = new Consent(ConsentSubject.Contract, number, 1, 1, $"{number}/{digest}", digest, "+8613800004321", [], at) { Answer = ConsentAnswer.Agreed, AnsweredAt = at.AddMinutes(3), StampedAt = at.AddMinutes(4) };
        var signature = new ContractSignature(number, 1, 1, digest, "zhou.wei", SignatureWay.HubKey, [1, 2, 3], at.AddHours(1), consent.Name, "call");
        var filing = new ContractFiling(number, 1, 1, "FILE-COURSE-1", PortalSite.Center, signature.Name, "call") { Accepted = "FILE-COURSE-1" };
        var book = site.Get<IBusinessRecords>();
        Assert.Equal(RecordResult.Saved, await book.SaveAsync([consent.ToRecord(0), SignatureBook.ToRecord(signature), await site.Get<FilingBook>().ToRecordAsync(filing, default)], [], "hub", default));
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));

        var page = await auditor.ReadAsync($"/contracts/{number}/1");
        Assert.All(
            new[] { "The customer agreed", "2026-11-20 10:03:00", "with a code by text message to …4321", "timestamped 2026-11-20 10:04:00", "zhou.wei", "with the hub&#x27;s key", $"/contracts/{number}/signatures/1", "/exchanges?mrid=FILE-COURSE-1", "accepted" },
            text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.DoesNotContain("+8613800004321", page, StringComparison.Ordinal);
        using var file = await auditor.GetAsync($"/contracts/{number}/signatures/1");
        Assert.Equal([1, 2, 3], await file.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync($"/contracts/{number}/signatures/2")).StatusCode);

        using var caller = await PersonCaller.SignedInAsync(site, PortalSite.Person(Role.Sales));
        var course = await caller.ReadAsync($"/contracts/{number}/course");
        Assert.Equal(("…4321", "accepted"), (course.GetProperty("consents")[0].GetProperty("phone").GetString(), course.GetProperty("filings")[0].GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_customers_page_has_accounts_contracts_load_bills_and_requests_together_by_what_the_reader_may()
    {
        await MarketBooks.SettleAsync(site);
        var customer = (await site.Get<CustomerBook>().ListAsync(null, default)).First(static one => one.AccountNumber == "DEMO-S1").CustomerName;
        var address = $"/customers/one?customer={Uri.EscapeDataString(customer)}";
        using var finance = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Finance));

        var page = await finance.ReadAsync(address);
        Assert.All(new[] { "DEMO-S1/10kV", "id=\"load\"", "id=\"contracts\"", "id=\"bills\"", "/bill?account=DEMO-S1&amp;voltage=10kV" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains(address.Replace("&", "&amp;", StringComparison.Ordinal), await finance.ReadAsync("/customers?search=DEMO-S1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await finance.GetAsync("/customers/one?customer=nobody")).StatusCode);
        using var caller = await PersonCaller.SignedInAsync(site, PortalSite.Person(Role.Finance));
        var called = await caller.ReadAsync($"/customers/one?customer={Uri.EscapeDataString(customer)}");
        Assert.True(called.GetProperty("bills").GetArrayLength() > 0);
        Assert.True(called.GetProperty("load").GetArrayLength() > 0);
        await PersonCaller.RefusedAsync(await caller.GetAsync("/customers/one?customer=nobody"), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        Assert.Equal(PermissionTable.Of([Role.Sales]).Contains(Permission.ReadSettlements), (await sales.ReadAsync(address)).Contains("id=\"bills\"", StringComparison.Ordinal));
    }

    private static (string, string)[] Fields(string number, string customer) =>
    [
        ("number", number), ("version", "1"), ("customer", customer), ("buyer", "C-0009"), ("type", ""), ("from", "2027-01-01"), ("to", "2027-03-31"), ("quantity", "90"), ("months", "1 1 2"),
        ("package", "DRAFT-FIX/1"), ("template", "retail-zh/2"), ("clause", "green"), ("notice", "30"),
    ];

    private static (string, string)[] With((string Name, string Value)[] fields, string name, string value) => [.. fields.Select(field => field.Name == name ? (name, value) : field)];

    private async Task<PortalClient> SalesAsync(string customer)
    {
        await site.ContractAsync(customer);
        Assert.Empty((await site.Get<PackageBook>().ImportAsync("""{"code":"DRAFT-FIX","version":1,"names":{"en":"Fixed","zh":"固定价"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420}}""", "liu.yang", default)).Problems);
        return await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
    }

    private async Task<StoredContract> ContractAsync(string number, int version) => (await site.Get<ContractBook>().FindAsync(number, version, default))!;

    private async Task<InstanceRow> RowAsync(string task) => (await site.Get<IProcessStore>().FindInstanceAsync(Guid.Parse(task.Split('/')[2]), default))!;

    private static async Task<HttpResponseMessage> CompleteAsync(PortalClient client, string task, string number, string version)
    {
        var page = await client.ReadAsync(task);
        var shown = page.Split("name=\"shown\" value=\"")[1].Split('"')[0];
        return await client.PostAsync(task, task + "/complete", ("shown", shown), ("field.contract", number), ("field.version", version), ("field.offerDays", "21"));
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; !await holds(); attempt++)
        {
            Assert.True(attempt < 600, "the case does not go on");
            await Task.Delay(100);
        }
    }
}
