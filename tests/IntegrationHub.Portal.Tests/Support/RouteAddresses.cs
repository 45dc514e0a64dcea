using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>
/// For every address with a place in it one that is there: tests that go over all routes, pages and calls, read something behind each. A route that is not here fails them, so a new page
/// gets its line.
/// </summary>
internal sealed class RouteAddresses
{
    private readonly Dictionary<string, string> _known;

    private RouteAddresses(Dictionary<string, string> known) => _known = known;

    /// <summary>The address behind a pattern; the exchange in it is a bid.</summary>
    public string Of(string pattern) =>
        _known.TryGetValue(pattern, out var address) ? address
        : pattern.Contains('{', StringComparison.Ordinal) ? throw new InvalidOperationException($"No address is known for {pattern}: give it one in {nameof(RouteAddresses)}.")
        : pattern;

    public static async Task<RouteAddresses> InAsync(PortalSite site)
    {
        await MarketBooks.DecideAsync(site);
        var settlement = (await MarketBooks.SettleAsync(site)).Name;
        var contract = await Amendments.MakeAsync(site, "走遍客户");
        Assert.Empty((await site.Get<AttachmentBook>().AddAsync(contract, "scan.txt", "paper"u8.ToArray(), "liu.yang", default)).Problems);
        var signed = new ContractSignature(contract, 2, 1, new string('0', 64), "liu.yang", SignatureWay.HubKey, [1, 2, 3], TimeProvider.System.GetUtcNow(), "", "");
        Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync([SignatureBook.ToRecord(signed)], [], "liu.yang", default));
        var own = contract.ToUpperInvariant();
        Assert.Empty((await site.Get<PackageBook>().ImportAsync(
            $$"""{"code":"{{own}}","version":1,"names":{"en":"Fixed","zh":"固定价"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420} }""", "liu.yang", default)).Problems);
        var delivered = await DeliveryBooks.DeliverAsync(site);
        Assert.Empty((await site.Get<AttachmentBook>().AddAsync(delivered.Contract, "scan.txt", "paper"u8.ToArray(), "liu.yang", default)).Problems);
        var article = "walked-" + contract.ToLowerInvariant();
        await CustomerWords.DraftAsync(site, article, PortalSite.Person(Identity.People.Role.Sales).Name);
        await CustomerWords.SurveyAsync(site, article, PortalSite.Person(Identity.People.Role.Sales).Name);
        var request = await CustomerWords.RequestAsync(site, TimeSpan.FromHours(3));
        var instance = await site.StartCaseAsync("W-" + contract);
        // What a case of the process of the tests holds nobody reads by a call.
        var readable = await MovingCase.AtFirstVersionAsync(site, "contract-walked-" + contract.ToLowerInvariant());
        var entry = (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "user.added", 1, default))[0].Id;
        var (exchange, bill) = (site.Exchanges["bid"], $"/settlements/{settlement}/bill");
        const string Account = "?account=DEMO-S1&voltage=10kV";
        return new RouteAddresses(new(StringComparer.Ordinal)
        {
            ["/exchanges/{id:guid}"] = $"/exchanges/{exchange}",
            ["/exchanges/{id:guid}/content"] = $"/exchanges/{exchange}/content",
            ["/exchanges/{id:guid}/{what}"] = $"/exchanges/{exchange}/document",
            ["/exchanges/{id:guid}/{what}/download"] = $"/exchanges/{exchange}/document/download",
            ["/exchanges/{id:guid}/review"] = $"/exchanges/{exchange}/review",
            ["/ledger/{id:guid}"] = $"/ledger/{entry}",
            ["/search"] = "/search?q=walked",
            ["/api/v1/search"] = "/api/v1/search?q=walked",
            ["/members/{name}"] = $"/members/{PortalSite.Center}",
            ["/people/{name}"] = $"/people/{PortalSite.Person(Identity.People.Role.Bidder).Name}",
            ["/api/v1/people/{name}"] = $"/api/v1/people/{PortalSite.Person(Identity.People.Role.Bidder).Name}",
            ["/tasks/{instance:guid}/{token:int}"] = await site.TaskAsync(instance, "draft"),
            ["/processes/{id:guid}"] = $"/processes/{instance}",
            ["/processes/{id:guid}/diagram"] = $"/processes/{instance}/diagram",
            ["/processes/{id:guid}/migrate"] = $"/processes/{instance}/migrate",
            ["/customers/contacts"] = $"/customers/contacts?customer={Uri.EscapeDataString("走遍客户")}",
            ["/articles/{key}/{version:int}"] = $"/articles/{article}/1",
            ["/requests/{id:guid}"] = $"/requests/{request}",
            ["/surveys/{key}/{version:int}"] = $"/surveys/{article}/1",
            ["/surveys/{key}/{version:int}/export"] = $"/surveys/{article}/1/export",
            ["/packages/{code}/{version:int}"] = $"/packages/{own}/1",
            ["/contracts/{number}/{version:int}"] = $"/contracts/{delivered.Contract}/1",
            ["/contracts/{number}/decomposition"] = $"/contracts/{delivered.Contract}/decomposition",
            ["/contracts/{number}/versions"] = $"/contracts/{contract}/versions",
            ["/contracts/{number}/{version:int}/pdf"] = $"/contracts/{contract}/1/pdf",
            ["/contracts/{number}/signatures/{signature:int}"] = $"/contracts/{contract}/signatures/1",
            ["/customers/one"] = $"/customers/one?customer={Uri.EscapeDataString("走遍客户")}",
            ["/api/v1/customers/one"] = $"/api/v1/customers/one?customer={Uri.EscapeDataString("走遍客户")}",
            ["/api/v1/customer-requests/{id:guid}"] = $"/api/v1/customer-requests/{request}",
            ["/api/v1/contracts/{number}/course"] = $"/api/v1/contracts/{contract}/course",
            ["/api/v1/contracts/{number}/signatures/{signature:int}"] = $"/api/v1/contracts/{contract}/signatures/1",
            ["/contracts/{number}/files/{file:int}"] = $"/contracts/{contract}/files/1",
            ["/bids/events/{code}"] = $"/bids/events/{MarketBooks.Event}",
            ["/bids/events/{code}/propose"] = $"/bids/events/{MarketBooks.Event}/propose",
            ["/bids/{number}/{version:int}"] = $"/bids/{MarketBooks.Bid}/1",
            ["/bids/{number}/{version:int}/price"] = $"/bids/{MarketBooks.Bid}/1/price",
            ["/bids/{number}/{version:int}/price/confirm"] = $"/bids/{MarketBooks.Bid}/1/price/confirm",
            ["/bids/{number}/{version:int}/export"] = $"/bids/{MarketBooks.Bid}/1/export",
            ["/settlements/{month}/{version:int}"] = $"/settlements/{settlement}",
            ["/settlements/{month}/purchases/export"] = $"/settlements/{MarketBooks.Month}/purchases/export",
            ["/api/v1/purchases/{month}"] = $"/api/v1/purchases/{MarketBooks.Month}",
            ["/settlements/{month}/{version:int}/export"] = $"/settlements/{settlement}/export",
            ["/settlements/{month}/{version:int}/bill"] = bill + Account,
            ["/settlements/{month}/{version:int}/bill/pdf"] = $"{bill}/pdf{Account}",

            ["/api/v1/market-events/{code}"] = $"/api/v1/market-events/{MarketBooks.Event}",
            ["/api/v1/market-events/{code}/proposals"] = $"/api/v1/market-events/{MarketBooks.Event}/proposals",
            ["/api/v1/bids/{number}/result"] = $"/api/v1/bids/{MarketBooks.Bid}/result",
            ["/api/v1/settlements/{month}/{version:int}"] = $"/api/v1/settlements/{settlement}",
            ["/api/v1/settlements/{month}/{version:int}/bill/pdf"] = $"/api/v1{bill}/pdf{Account}",
            ["/api/v1/bids/{number}"] = $"/api/v1/bids/{MarketBooks.Bid}",
            ["/api/v1/bids/{number}/prices"] = $"/api/v1/bids/{MarketBooks.Bid}/prices",
            ["/api/v1/bids/{number}/prices/confirmation"] = $"/api/v1/bids/{MarketBooks.Bid}/prices/confirmation",
            ["/api/v1/subscriptions"] = $"/api/v1/subscriptions?customer={Uri.EscapeDataString("走遍客户")}",
            ["/api/v1/definitions/{process}"] = "/api/v1/definitions/two-eyes",
            ["/api/v1/definitions/{process}/file"] = "/api/v1/definitions/two-eyes/file",
            ["/api/v1/instances/{id:guid}"] = $"/api/v1/instances/{instance}",
            ["/api/v1/instances/{id:guid}/history"] = $"/api/v1/instances/{instance}/history",
            ["/api/v1/instances/{id:guid}/comments"] = $"/api/v1/instances/{readable}/comments",
            ["/api/v1/customers/contacts"] = $"/api/v1/customers/contacts?customer={Uri.EscapeDataString("走遍客户")}",
            ["/api/v1/packages/{code}"] = $"/api/v1/packages/{own}",
            ["/api/v1/contracts/{number}"] = $"/api/v1/contracts/{contract}",
            ["/api/v1/contracts/{number}/files"] = $"/api/v1/contracts/{contract}/files",
            ["/api/v1/contracts/{number}/files/{file:int}"] = $"/api/v1/contracts/{contract}/files/1",
            ["/api/v1/contracts/{number}/pdf"] = $"/api/v1/contracts/{contract}/pdf",
            ["/api/v1/contracts/{number}/text"] = $"/api/v1/contracts/{contract}/text",
            ["/api/v1/deliveries/{number}"] = $"/api/v1/deliveries/{delivered.Contract}",
            ["/api/v1/deliveries/{number}/days/{day}"] = $"/api/v1/deliveries/{delivered.Contract}/days/{delivered.Day:uuuu-MM-dd}",
            ["/api/v1/contracts/{number}/decomposition"] = $"/api/v1/contracts/{delivered.Contract}/decomposition",
            ["/api/v1/contracts/{number}/changes"] = $"/api/v1/contracts/{contract}/changes",
            ["/api/v1/bids/{number}/changes"] = $"/api/v1/bids/{MarketBooks.Bid}/changes?from=1&to=1",
            ["/api/v1/settlements/{month}/changes"] = $"/api/v1/settlements/{MarketBooks.Month}/changes?from=1&to=1",
            ["/api/v1/readings/{month}/gaps"] = $"/api/v1/readings/{MarketBooks.Month}/gaps",
            ["/api/v1/settlements/{month}/{version:int}/bills"] = $"/api/v1/settlements/{settlement}/bills",
            ["/api/v1/articles/{key}"] = $"/api/v1/articles/{article}",
            ["/api/v1/surveys/{key}"] = $"/api/v1/surveys/{article}",
            ["/api/v1/members/{name}"] = $"/api/v1/members/{PortalSite.Center}",
            ["/api/v1/members/{name}/health"] = $"/api/v1/members/{PortalSite.Center}/health",
            ["/api/v1/members/{name}/drill"] = $"/api/v1/members/{PortalSite.Center}/drill",
            ["/api/v1/ledger/events/{id:guid}"] = $"/api/v1/ledger/events/{entry}",
            ["/api/v1/exchanges/{id:guid}"] = $"/api/v1/exchanges/{exchange}",
            ["/api/v1/exchanges/{id:guid}/bytes/{what}"] = $"/api/v1/exchanges/{exchange}/bytes/document",
        });
    }
}
