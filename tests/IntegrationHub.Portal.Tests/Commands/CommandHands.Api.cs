using System.Globalization;
using System.Net;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Portal.Tests.Commands;

/// <summary>The books at the API.</summary>
public sealed partial class CommandHands
{
    private const string Sales = "liu.yang", Legal = "huang.min", Trader = "li.na", Settler = "wu.xia", Operator = "zhao.lei";

    private static readonly string FirstOfMonth = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-01", CultureInfo.InvariantCulture);

    private static Dictionary<string, Func<CommandHands, Task<Act>>> ApiWays => new(StringComparer.Ordinal)
    {
        ["api POST /api/v1/absences"] = static hands => Task.FromResult(Call(Sales, () => hands.Socket.PostAsync("/api/v1/absences", Sales, hands.Away()))),
        ["api POST /api/v1/absences/{person}/{from}/end"] = static async hands =>
        {
            var away = hands.Away();
            await TakenAsync(await hands.Socket.PostAsync("/api/v1/absences", Sales, away));
            return Call(Sales, () => hands.Socket.PostAsync($"/api/v1/absences/{Sales}/{away.From}/end", Sales));
        },
        ["api POST /api/v1/bids"] = static async hands =>
        {
            var market = await hands.MarketAsync();
            return Call(Trader, () => hands.Socket.PostTextAsync("/api/v1/bids", Trader, BidOf(market), "application/json"));
        },
        ["api POST /api/v1/bids/{number}/prices"] = static async hands =>
        {
            var bid = await MarketBooks.UnpricedAsync(hands.Site, await hands.MarketAsync(), Fresh("B-UNPRICED"));
            return Call(Trader, () => hands.Socket.PostAsync($"/api/v1/bids/{bid}/prices", Trader, new { price = 401.5, source = "letter 12" }));
        },
        ["api POST /api/v1/bids/{number}/prices/confirmation"] = static async hands =>
        {
            var bid = await MarketBooks.UnpricedAsync(hands.Site, await hands.MarketAsync(), Fresh("B-UNPRICED"));
            MarketBooks.Good(await hands.Site.Get<BidPrices>().EnterAsync(bid, new BidPriceDraft { Price = 401.5m, Source = "letter 12" }, "gao.feng", default));
            return Call(Trader, () => hands.Socket.PostAsync($"/api/v1/bids/{bid}/prices/confirmation", Trader, new { price = 401.5 }));
        },
        ["api POST /api/v1/market-events"] = static hands => Task.FromResult(Call(
            Trader, () => hands.Socket.PostTextAsync("/api/v1/market-events", Trader, MarketBooks.EventOf(Fresh("DA-API"), TimeProvider.System.GetUtcNow().AddHours(5)), "application/json"))),
        ["api POST /api/v1/contracts"] = static async hands =>
        {
            // The same draft again is written anew.
            var number = await hands.Site.ContractAsync(Fresh("接口客户"));
            var terms = ContractJson.Write((await hands.Site.Get<ContractBook>().FindAsync(number, 1, default))!.Contract.Terms);
            return Call(Sales, () => hands.Socket.PostTextAsync("/api/v1/contracts", Sales, terms, "application/json"));
        },
        ["api POST /api/v1/contracts/{number}/give-up"] = static async hands =>
        {
            var number = await hands.Site.ContractAsync(Fresh("接口客户"));
            return Call(Sales, () => hands.Socket.PostAsync($"/api/v1/contracts/{number}/give-up", Sales, new { version = 1, reason = "typed twice" }));
        },
        ["api POST /api/v1/contracts/{number}/steps"] = static async hands =>
        {
            await hands.PackageAsync();
            var number = await hands.Site.ContractAsync(Fresh("接口客户"));
            return Call(Sales, () => hands.Socket.PostAsync($"/api/v1/contracts/{number}/steps", Sales, new { action = "submit" }));
        },
        ["api POST /api/v1/contracts/{number}/codes"] = static async hands =>
        {
            var (number, phone) = await hands.OfferedAsync();
            return Call(Sales, () => hands.Socket.PostAsync($"/api/v1/contracts/{number}/codes", Sales, new { session = ConsentCode.MakeSession(), phone }));
        },
        ["api POST /api/v1/contracts/{number}/consents"] = static async hands =>
        {
            var (number, phone) = await hands.OfferedAsync();
            var session = ConsentCode.MakeSession();
            await TakenAsync(await hands.Socket.PostAsync($"/api/v1/contracts/{number}/codes", Sales, new { session, phone }));
            var code = SmsOutbox.Read(PeopleOfNode.OutboxFile(hands.Site.Folder)).Last(message => message.Phone == phone).Text[..ConsentCode.Digits];
            // Whoever enters it: who agrees is the customer, whose code it is.
            return new Act("customer", async () => await TakenAsync(await hands.Socket.PostAsync($"/api/v1/contracts/{number}/consents", Sales, new { session, code })));
        },
        ["api POST /api/v1/customers"] = static hands => Task.FromResult(Call(Sales, () => hands.Socket.PostTextAsync("/api/v1/customers", Sales, CustomersCsv(Fresh("K"), Fresh("接口客户")), "text/csv"))),
        ["api POST /api/v1/customers/ends"] = static async hands =>
        {
            var (_, customer) = await hands.CustomerAsync();
            return Call(Sales, () => hands.Socket.PostAsync("/api/v1/customers/ends", Sales, new { customer, on = "2027-12-31" }));
        },
        ["api POST /api/v1/customers/contacts"] = static async hands =>
        {
            var (_, customer) = await hands.CustomerAsync();
            return Call(Sales, () => hands.Socket.PostAsync("/api/v1/customers/contacts", Sales, new { customer, name = "陈静", phone = "+8613800001111" }));
        },
        ["api POST /api/v1/customers/contacts/steps"] = static async hands =>
        {
            var (customer, contact) = await hands.ContactAsync();
            return Call(Legal, () => hands.Socket.PostAsync("/api/v1/customers/contacts/steps", Legal, new { action = "confirm", customer, name = contact.Name, phone = contact.Phone, reason = "signed papers" }));
        },
        ["api POST /api/v1/exchanges/{id:guid}/cancel"] = static async hands =>
        {
            var exchange = await hands.Site.QuarantinedBidAsync(Fresh("CMD-CANCEL"));
            await TakenAsync(await hands.Socket.PostAsync($"/api/v1/exchanges/{exchange}/release", Trader, new { reason = "mended" }));
            return Call(Trader, () => hands.Socket.PostAsync($"/api/v1/exchanges/{exchange}/cancel", Trader, new { reason = "wrong day" }));
        },
        ["api POST /api/v1/exchanges/{id:guid}/release"] = static async hands =>
        {
            var exchange = await hands.Site.QuarantinedBidAsync(Fresh("CMD-RELEASE"));
            return Call(Trader, () => hands.Socket.PostAsync($"/api/v1/exchanges/{exchange}/release", Trader, new { reason = "mended" }));
        },
        ["api POST /api/v1/exchanges/{id:guid}/evidence"] = static hands => Task.FromResult(new Act("wang.fang", async () =>
        {
            // Whether it comes or has to wait for the ledger: who asked stands there.
            var answer = await hands.Socket.PostAsync($"/api/v1/exchanges/{hands.Site.Exchanges["accepted"]}/evidence", "wang.fang");
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Conflict, await answer.Content.ReadAsStringAsync());
        })),
        ["api POST /api/v1/packages"] = static hands => Task.FromResult(Call(Sales, () => hands.Socket.PostTextAsync("/api/v1/packages", Sales, PackageOf(Fresh("API-FIX")), "application/json"))),
        ["api POST /api/v1/readings"] = static async hands =>
        {
            var (account, _) = await hands.CustomerAsync();
            return Call(Settler, () => hands.Socket.PostTextAsync("/api/v1/readings", Settler, hands.ReadingsOf(account), "text/csv"));
        },
        ["api POST /api/v1/settlements/{month}"] = static async hands =>
        {
            // The month is settled anew by what became known: the day on which a meter was silent.
            await MarketBooks.SettleAsync(hands.Site);
            MarketBooks.Good(await hands.Site.Get<Retail.Readings.ReadingBook>().ImportAsync(
                $"accountNumber,voltageLevel,day,kwh\nDEMO-S2,10kV,{MarketBooks.Month}-10,{string.Join(' ', Enumerable.Repeat("61.5", 96))}\n", Market.Readings.ReadingSource.Meter, Settler, default));
            return Call(Settler, () => hands.Socket.PostAsync($"/api/v1/settlements/{MarketBooks.Month}", Settler));
        },
    };

    /// <summary>Days that nobody else of these tests is away on.</summary>
    private (string Deputy, string From, string To) Days()
    {
        var day = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(40 + (3 * Interlocked.Increment(ref _number)));
        return (Legal, LocalDatePattern.Iso.Format(day), LocalDatePattern.Iso.Format(day.PlusDays(1)));
    }

    private AbsenceAsked Away()
    {
        var (deputy, from, to) = Days();
        return new AbsenceAsked(deputy, from, to);
    }

    private sealed record AbsenceAsked(string Deputy, string From, string To);

    private static string BidOf(string market) => $$"""{"number":"{{Fresh("B-CMD")}}","event":"{{market}}","intervals":[{"position":1,"steps":[{"quantity":1.5,"price":400}]}]}""";

    private static string PackageOf(string code) => $$$"""{"code":"{{{code}}}","version":1,"names":{"en":"Fixed","zh":"固定价"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420}}""";

    private static string CustomersCsv(string account, string customer) =>
        $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\n{account},10kV,{customer},500,{FirstOfMonth},yes,industry\n";

    private string ReadingsOf(string account)
    {
        var day = LocalDatePattern.Iso.Parse(FirstOfMonth).Value;
        var count = Site.Get<Retail.Readings.ReadingBook>().Grids.Of(Market.Time.BillingMonth.Of(day)).Days[0].Count;
        return $"accountNumber,voltageLevel,day,kwh\n{account},10kV,{FirstOfMonth},{string.Join(' ', Enumerable.Repeat("1.5", count))}\n";
    }

    private async Task<string> MarketAsync(LocalDate? day = null)
    {
        var market = Fresh("DA-CMD");
        MarketBooks.Good(await Site.Get<Retail.Bids.MarketEventBook>().ImportAsync(MarketBooks.EventOf(market, TimeProvider.System.GetUtcNow().AddHours(5), day), Trader, default));
        return market;
    }

    private async Task<(string Account, string Customer)> CustomerAsync()
    {
        var (account, customer) = (Fresh("K"), Fresh("命令客户"));
        MarketBooks.Good(await Site.Get<CustomerBook>().ImportAsync(CustomersCsv(account, customer), Sales, default));
        return (account, customer);
    }

    private async Task<(string Customer, Market.Customers.CustomerContact Contact)> ContactAsync()
    {
        var (_, customer) = await CustomerAsync();
        var contact = new Market.Customers.CustomerContact("陈静", string.Create(CultureInfo.InvariantCulture, $"+861390000{1000 + Interlocked.Increment(ref _number)}"));
        MarketBooks.Good(await Site.Get<ContactChanges>().AddAsync(customer, contact, Sales, default));
        return (customer, contact);
    }

    /// <summary>The package that contracts of the site name.</summary>
    private async Task PackageAsync()
    {
        if (await Site.Get<Retail.Packages.PackageBook>().FindAsync("IND-TOU", 1, default) is null)
            MarketBooks.Good(await Site.Get<Retail.Packages.PackageBook>().ImportAsync(PackageOf("IND-TOU"), Sales, default));
    }

    /// <summary>A contract that is offered to a customer who can be reached.</summary>
    private async Task<(string Number, string Phone)> OfferedAsync()
    {
        var (customer, contact) = await ContactAsync();
        MarketBooks.Good(await Site.Get<ContactChanges>().ConfirmAsync(customer, contact, "signed papers", Legal, default));
        await PackageAsync();
        var number = await Site.ContractAsync(customer);
        var book = Site.Get<ContractBook>();
        MarketBooks.Good(await book.StepAsync(number, null, new(ContractAction.Submit, Sales), default));
        var text = MarketBooks.Good(await book.TextAsync((await book.FindAsync(number, 1, default))!, default));
        MarketBooks.Good(await book.StepAsync(number, null, new(ContractAction.Offer, Legal, text.Digest), default));
        return (number, contact.Phone);
    }
}
