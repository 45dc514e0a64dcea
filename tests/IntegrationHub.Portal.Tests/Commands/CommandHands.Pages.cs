using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node.Operations;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Storage.Operations;
using NodaTime;

namespace IntegrationHub.Portal.Tests.Commands;

/// <summary>The books, people and programs in the pages.</summary>
public sealed partial class CommandHands
{
    private static Dictionary<string, Func<CommandHands, Task<Act>>> PageWays => new(StringComparer.Ordinal)
    {
        ["pages POST /account/absences"] = static async hands =>
        {
            var (deputy, from, to) = hands.Days();
            var person = (await hands.ClientAsync(Role.Sales)).Person!.Name;
            return await hands.PostAsync(Role.Sales, "/account/absences", "/account/absences", ("person", person), ("deputy", deputy), ("from", from), ("to", to));
        },
        ["pages POST /account/absences/end"] = static async hands =>
        {
            var (deputy, from, to) = hands.Days();
            var client = await hands.ClientAsync(Role.Sales);
            await TakenAsync(await client.PostAsync("/account/absences", "/account/absences", ("person", client.Person!.Name), ("deputy", deputy), ("from", from), ("to", to)));
            return await hands.PostAsync(Role.Sales, "/account/absences", "/account/absences/end", ("person", client.Person!.Name), ("from", from));
        },
        ["pages POST /account/password"] = static hands =>
            hands.NewcomerAsync(async (client, site) =>
            {
                const string Page = "/account/password";
                (string, string)[] wanted = [("password", "meadow copper violin"), ("again", "meadow copper violin")];
                await TakenAsync(await client.PostAsync(Page, Page, ("confirm-password", DemoPeople.Password)));
                await TakenAsync(await client.PostAsync(Page, Page, ("confirm-code", client.CodeOf(site))));
                await TakenAsync(await client.PostAsync(Page, Page, wanted));
            }),
        ["pages POST /account/sessions/{session:guid}/end"] = static hands =>
            hands.NewcomerAsync(async (client, site) => await TakenAsync(await client.PostAsync("/account", $"/account/sessions/{(await hands.SessionAsync(client)).Session}/end"))),
        ["pages POST /people/{name}/sessions/{session:guid}/end"] = static async hands =>
        {
            using var other = await PortalClient.SignedInAsync(hands.Site, PortalSite.Person(Role.Staff));
            return await hands.PostAsync(Role.SecurityAdministrator, "/people", $"/people/{other.Person!.Name}/sessions/{(await hands.SessionAsync(other)).Session}/end");
        },
        ["pages POST /bids/events/{code}/propose"] = static async hands =>
        {
            await MarketBooks.DecideAsync(hands.Site);
            // A day of its own: what was decided bought the energy of the other. Other tests bring customers, whose demand nobody declared.
            var day = MarketBooks.Day.PlusDays(1);
            MarketBooks.Good(await hands.Site.Get<DemandBook>().ImportAsync(await MarketBooks.DemandAsync(hands.Site, day), Trader, default));
            var plans = hands.Site.Get<BidPlanBook>();
            var market = await hands.MarketAsync(day);
            MarketBooks.Good(await plans.GapAsync(market, "gap", Trader, default));
            MarketBooks.Good(await plans.CeilingAsync(market, "ceiling", Trader, default));
            return await hands.PostAsync(Role.Bidder, $"/bids/events/{market}", $"/bids/events/{market}/propose", ("number", Fresh("B-PROPOSED")));
        },
        ["pages POST /bids/{number}/{version:int}/price"] = static async hands =>
        {
            var bid = await MarketBooks.UnpricedAsync(hands.Site, await hands.MarketAsync(), Fresh("B-UNPRICED"));
            return await hands.PostAsync(Role.Bidder, $"/bids/{bid}/1", $"/bids/{bid}/1/price", ("price", "401.5"), ("position", ""), ("source", "letter 12"));
        },
        ["pages POST /bids/{number}/{version:int}/price/confirm"] = static async hands =>
        {
            var bid = await MarketBooks.UnpricedAsync(hands.Site, await hands.MarketAsync(), Fresh("B-UNPRICED"));
            MarketBooks.Good(await hands.Site.Get<BidPrices>().EnterAsync(bid, new BidPriceDraft { Price = 401.5m, Source = "letter 12" }, "gao.feng", default));
            return await hands.PostAsync(Role.Bidder, $"/bids/{bid}/1", $"/bids/{bid}/1/price/confirm", ("price", "401.5"), ("position", ""));
        },
        ["pages POST /break-glass"] = static async hands =>
        {
            var person = await hands.Site.AnotherOfStaffAsync();
            return await hands.ConfirmedAsync(Role.SecurityAdministrator, "/break-glass", "/break-glass", ("name", person.Name), ("reason", "gateway down"));
        },
        ["pages POST /break-glass/{id}/close"] = static async hands => await hands.PostAsync(Role.SecurityAdministrator, "/break-glass", $"/break-glass/{await hands.OpenedAsync()}/close"),
        ["pages POST /break-glass/{id}/review"] = static async hands =>
        {
            var id = await hands.OpenedAsync();
            Assert.Empty(await hands.Site.Get<BreakGlassDesk>().CloseAsync(id, "user:chen.jing", default));
            return await hands.PostAsync(Role.AuditAdministrator, "/break-glass", $"/break-glass/{id}/review", ("finding", "nobody came in"));
        },
        ["pages POST /contracts/new"] = static async hands =>
        {
            var (_, customer) = await hands.CustomerAsync();
            await hands.Site.Get<Retail.Packages.PackageBook>().ImportAsync(PackageOf("CMD-FIX"), Sales, default);
            return await hands.PostAsync(
                Role.Sales, "/contracts/new", "/contracts/new", ("number", Fresh("CMD-R")), ("version", "1"), ("customer", customer), ("buyer", "C-0009"), ("type", "A08"), ("from", "2027-01-01"), ("to", "2027-03-31"),
                ("quantity", "90"), ("months", "1 1 2"), ("package", "CMD-FIX/1"), ("template", "retail-zh/1"), ("notice", "30"));
        },
        ["pages POST /contracts/{number}/{version:int}/give-up"] = static async hands =>
        {
            var page = $"/contracts/{await hands.Site.ContractAsync(Fresh("起草客户"))}/1";
            return await hands.PostAsync(Role.Sales, page, page + "/give-up", ("reason", "typed twice"));
        },
        ["pages POST /contracts/{number}/{version:int}/signing"] = static async hands =>
        {
            var page = $"/contracts/{await hands.Site.ContractAsync(Fresh("起草客户"))}/1";
            return await hands.PostAsync(Role.Sales, page, page + "/signing", ("days", "14"));
        },
        ["pages POST /customers/contacts"] = static async hands =>
        {
            var (_, customer) = await hands.CustomerAsync();
            return await hands.PostAsync(Role.Sales, ContactsOf(customer), "/customers/contacts", ("customer", customer), ("name", "陈静"), ("reason", "licence"), ("phone", "+8613800002222"));
        },
        ["pages POST /customers/contacts/confirm"] = static hands => hands.ContactStepAsync(Role.Legal, "confirm"),
        ["pages POST /customers/contacts/object"] = static hands => hands.ContactStepAsync(Role.Sales, "object", "confirm"),
        ["pages POST /customers/contacts/dismiss"] = static hands => hands.ContactStepAsync(Role.Legal, "dismiss", "confirm", "object"),
        ["pages POST /customers/contacts/withdraw"] = static hands => hands.ContactStepAsync(Role.Sales, "withdraw"),
        ["pages POST /exchanges/{id:guid}/acts"] = static async hands =>
        {
            var page = $"/exchanges/{await hands.Site.QuarantinedBidAsync(Fresh("CMD-ACT"))}";
            return await hands.PostAsync(Role.Bidder, page, page + "/acts", ("act", "release"), ("reason", "their line is back"));
        },
        ["pages POST /exchanges/{id:guid}/evidence"] = static async hands =>
        {
            var client = await hands.ClientAsync(Role.Staff);
            return new Act(client.Person!.Name, () => Bundles.ExportAsync(client, hands.Site.Exchanges["accepted"]));
        },
        ["pages POST /imports/basis"] = static hands => hands.ImportAsync(
            Role.Settlement, "basis", """{"month":"2025-07","version":1,"currency":"CNY","area":"10YIHUB-MARKET0N","references":[{"name":"day-ahead","flat":401.25}],"purchases":[{"item":"spot","energy":12.5,"price":399.99,"publishedPrice":410,"fee":0}],"tolerance":{"energy":0.001,"amount":0.01}}"""),
        ["pages POST /imports/bid"] = static async hands => await hands.ImportAsync(Role.Bidder, "bid", BidOf(await hands.MarketAsync())),
        ["pages POST /imports/customers"] = static hands => hands.ImportAsync(Role.Sales, "customers", CustomersCsv(Fresh("K"), Fresh("页面客户"))),
        ["pages POST /imports/calendar"] = static async hands =>
        {
            var (account, _) = await hands.CustomerAsync();
            return await hands.ImportAsync(Role.Sales, "calendar", $"accountNumber,voltageLevel,from,to,kind,share\n{account},10kV,2027-02-05,2027-02-12,holiday,0.9\n");
        },
        ["pages POST /imports/demand"] = static async hands =>
        {
            var (account, _) = await hands.CustomerAsync();
            return await hands.ImportAsync(Role.Bidder, "demand", $"accountNumber,voltageLevel,day,mwh\n{account},10kV,{LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(9):uuuu-MM-dd},{string.Join(' ', Enumerable.Repeat("0.4", 24))}\n");
        },
        ["pages POST /imports/market-event"] = static hands => hands.ImportAsync(Role.Bidder, "market-event", MarketBooks.EventOf(Fresh("DA-IMPORTED"), TimeProvider.System.GetUtcNow().AddHours(5))),
        ["pages POST /imports/package"] = static hands => hands.ImportAsync(Role.Sales, "package", PackageOf(Fresh("PAGE-CMD"))),
        ["pages POST /imports/readings"] = static async hands =>
        {
            var (account, _) = await hands.CustomerAsync();
            return await hands.ImportAsync(Role.Settlement, "readings", hands.ReadingsOf(account));
        },
        ["pages POST /imports/terms"] = static hands => hands.ImportAsync(Role.Bidder, "terms", MarketBooks.Terms.Replace("\"PAGES\"", $"\"{Fresh("CMD")}\"", StringComparison.Ordinal).Replace("2020-01-01", "2090-01-01", StringComparison.Ordinal)),
        ["pages POST /imports/parameters"] = static async hands => await hands.ImportAsync(Role.Settlement, "parameters", await Http.ParameterPageTests.NextAsync(hands.Site)),
        ["pages POST /imports/tracking"] = static async hands => await hands.ImportAsync(Role.Settlement, "tracking", await DeliveryBooks.NextTermsAsync(hands.Site)),
        ["pages POST /operations/nodes/forget"] = static async hands =>
        {
            var (name, now) = (NodeIdentity.NameOf(Fresh("gone"), Guid.NewGuid().ToString("N")[..NodeReport.MarkLength]), TimeProvider.System.GetUtcNow());
            await hands.Site.Get<NodeBook>().ReportAsync(RetailerId.Default, new NodeReport(name, "1.0", now, now, now, 1, null, null, null, 1, 2, null, null), goesOn: false, default);
            return await hands.PostAsync(Role.SystemAdministrator, "/operations", "/operations/nodes/forget", ("name", name), ("reason", "scrapped"));
        },
        ["pages POST /service-accounts"] = static hands => hands.ConfirmedAsync(
            Role.SecurityAdministrator, "/service-accounts", "/service-accounts", ("name", Fresh("cmd-program").Replace('-', '.')), ("purpose", "metering"), ("scope", nameof(Permission.ReadCustomers)), ("perMinute", "60")),
        ["pages POST /service-accounts/{name}/approve"] = static async hands => await hands.ProgramAsync(approved: false, "approve"),
        ["pages POST /service-accounts/{name}/revoke"] = static async hands => await hands.ProgramAsync(approved: true, "revoke"),
        ["pages POST /service-accounts/{name}/rotate"] = static async hands => await hands.ProgramAsync(approved: true, "rotate"),
        ["pages POST /sign-in"] = static async hands =>
        {
            var person = await hands.Site.AnotherOfStaffAsync();
            return new Act(person.Name, () => hands.PasswordAsync(person, static (_, _) => Task.CompletedTask));
        },
        ["pages POST /sign-in/code"] = static async hands =>
        {
            var person = await hands.Site.AnotherOfStaffAsync();
            return new Act(person.Name, () => hands.PasswordAsync(person, async (client, site) => await TakenAsync(await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", site.CodeFor(person))))));
        },
        ["pages POST /sign-in/code/another"] = static async hands =>
        {
            var person = await hands.Site.AnotherOfStaffAsync();
            var client = PortalClient.At(hands.Site.Staff);
            await TakenAsync(await client.PostAsync("/sign-in", "/sign-in", ("name", person.Name), ("password", DemoPeople.Password)));
            return new Act(person.Name, async () =>
            {
                using (client)
                    await TakenAsync(await client.PostAsync("/sign-in/code", "/sign-in/code/another"));
            });
        },
        ["pages POST /sign-out"] = static hands => hands.NewcomerAsync(static async (client, _) => await TakenAsync(await client.PostAsync("/account", "/sign-out"))),
    };

    private static string ContactsOf(string customer) => $"/customers/contacts?customer={Uri.EscapeDataString(customer)}";

    /// <summary>Does something as somebody who signs in for it alone.</summary>
    private async Task<Act> NewcomerAsync(Func<PortalClient, PortalSite, Task> act)
    {
        var client = await PortalClient.SignedInAsync(Site, PortalSite.Person(Role.Staff));
        return new Act(client.Person!.Name, async () =>
        {
            using (client)
                await act(client, Site);
        });
    }

    private async Task PasswordAsync(DemoPerson person, Func<PortalClient, PortalSite, Task> then)
    {
        using var client = PortalClient.At(Site.Staff);
        await TakenAsync(await client.PostAsync("/sign-in", "/sign-in", ("name", person.Name), ("password", DemoPeople.Password)));
        await then(client, Site);
    }

    private async Task<(Guid Account, Guid Session)> SessionAsync(PortalClient client)
    {
        var account = (await Site.Get<AccountAdministration>().ListAsync(default)).Single(one => one.Account.Name == client.Person!.Name).Account.Id;
        return (account, (await Site.Get<SessionService>().ListAsync(account, default))[0].Id);
    }

    /// <summary>A way in without SMS that two administrators opened.</summary>
    private async Task<string> OpenedAsync()
    {
        var (people, desk) = (Site.Get<AccountAdministration>(), Site.Get<BreakGlassDesk>());
        var names = new[] { Fresh("first.admin").Replace('-', '.'), Fresh("other.admin").Replace('-', '.') };
        foreach (var name in names)
            Assert.Empty(await people.AddAsync(new NewAccount(name, UserClass.Core, [Role.SecurityAdministrator], name, string.Create(CultureInfo.InvariantCulture, $"+8613700{Interlocked.Increment(ref _number):D6}"), DemoPeople.Password), "test", default));

        var person = await Site.AnotherOfStaffAsync();
        var (id, asked) = await desk.AskAsync(person.Name, "gateway down", new AdministratorProof(names[0], EnvelopeCode: null), default);
        Assert.Empty(asked);
        Assert.Empty((await desk.AgreeAsync(id!, new AdministratorProof(names[1], EnvelopeCode: null), default)).Refused);
        return id!;
    }

    private async Task<Act> ContactStepAsync(Role role, string step, params string[] before)
    {
        var (customer, contact) = await ContactAsync();
        var changes = Site.Get<ContactChanges>();
        foreach (var one in before)
            MarketBooks.Good(one == "confirm" ? await changes.ConfirmAsync(customer, contact, "papers", Legal, default) : await changes.ObjectAsync(customer, contact, "wrong", Sales, default));

        return await PostAsync(role, ContactsOf(customer), "/customers/contacts/" + step, ("customer", customer), ("name", contact.Name), ("reason", "papers"), ("phone", contact.Phone));
    }

    private Task<Act> ImportAsync(Role role, string kind, string text) => PostAsync(role, "/imports/" + kind, "/imports/" + kind, ("text", text));

    private async Task<Act> ProgramAsync(bool approved, string step)
    {
        var (book, name) = (Site.Get<ServiceAccountBook>(), Fresh("cmd-service"));
        Assert.Empty(await book.ProposeAsync(new NewServiceAccount(name, "metering", [Permission.KeepReadings], 60), "operator:li", default));
        if (approved)
            Assert.Empty(await book.ApproveAsync(name, "user:other", static _ => false, default));

        return await ConfirmedAsync(Role.SecurityAdministrator, "/service-accounts", $"/service-accounts/{name}/{step}");
    }
}
