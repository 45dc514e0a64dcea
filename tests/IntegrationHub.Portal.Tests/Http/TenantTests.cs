using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Protection;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Another retailer in the same store: what it keeps is not there for ours, by pages and by calls, as what there never was.</summary>
[Collection(PortalCollection.Name)]
public sealed class TenantTests(PortalSite site)
{
    private static readonly RetailerId Other = new(2);

    [Fact]
    public async Task What_another_retailer_keeps_is_not_found()
    {
        var mine = new Kept(site.Exchanges["bid"], await site.ContractAsync("邻居客户"), await site.StartCaseAsync("T-MINE"), "");
        mine = mine with { Task = (await site.TaskAsync(mine.Case, "draft")).Split('/')[^1] };
        var theirs = await KeepAsync();

        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        using var bidder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        using var operations = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SystemAdministrator));
        string[] read =
        [
            "/exchanges/EXCHANGE", "/exchanges/EXCHANGE/content", "/exchanges/EXCHANGE/document", "/exchanges/EXCHANGE/document/download", "/exchanges/EXCHANGE/review", "/contracts/CONTRACT/1",
            "/contracts/CONTRACT/1/pdf", "/processes/CASE", "/processes/CASE/diagram", "/api/v1/exchanges/EXCHANGE", "/api/v1/exchanges/EXCHANGE/bytes/document", "/api/v1/contracts/CONTRACT",
            "/api/v1/contracts/CONTRACT/text", "/api/v1/instances/CASE", "/api/v1/instances/CASE/history",
        ];
        await AreMineAloneAsync(auditor, mine, theirs, read);
        await AreMineAloneAsync(legal, mine, theirs, "/tasks/CASE/TASK");
        await AreMineAloneAsync(operations, mine, theirs, "/processes/CASE/migrate");

        var (reviewing, bidding) = (await PersonCaller.SessionAsync(site, legal), await PersonCaller.SessionAsync(site, bidder));
        // By a call a task of others and one that never was are not open alike.
        foreach (var instance in new[] { theirs.Case, Guid.CreateVersion7() })
            Assert.Equal(HttpStatusCode.Conflict, (await legal.GetAsync($"/api/v1/tasks/{instance}/{theirs.Task}", reviewing)).StatusCode);

        // Acts change nothing of the other, and lists and searches do not know it.
        foreach (var (client, path) in new[] { (auditor, "/exchanges/EXCHANGE/evidence"), (bidder, "/exchanges/EXCHANGE/acts"), (legal, "/tasks/CASE/TASK/claim"), (operations, "/processes/CASE/cancel") })
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await client.PostAsync("/account", theirs.In(path), ("act", "cancel"), ("reason", "not ours"))).StatusCode));

        foreach (var path in new[] { "/api/v1/exchanges/EXCHANGE/cancel", "/api/v1/exchanges/EXCHANGE/release" })
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await bidder.SendAsync(HttpMethod.Post, theirs.In(path), JsonContent.Create(new { reason = "not ours" }), bidding)).StatusCode));

        foreach (var (path, word) in new[] { ("/exchanges?mrid=OTHER-1", theirs.Exchange.ToString()), ("/contracts?search=R-OTHER", "R-OTHER-1/1"), ("/processes?case=T-OTHER", theirs.Case.ToString()) })
            Assert.DoesNotContain(word, await auditor.ReadAsync(path), StringComparison.Ordinal);
    }

    /// <summary>An exchange, a contract and a case of the other retailer, kept by the same code as ours.</summary>
    private async Task<Kept> KeepAsync()
    {
        await using var store = await NodeStore.Provider(site.Options.Storage.Provider).OpenAsync(site.Get<HubStore>().Options with { Retailer = Other, MayAttach = true }, crashPoints: null, default);
        await using var books = new ServiceCollection().AddLogging().AddSingleton(site.Get<IIdSource>()).AddSingleton(site.Get<IConfidentialAccess>())
            .AddIntegrationHubStorage(store).AddRetail(store, DateTimeZoneProviders.Tzdb["Asia/Shanghai"]).BuildServiceProvider();
        var now = TimeProvider.System.GetUtcNow();
        var exchange = new OutboundExchange
        {
            Id = Guid.CreateVersion7(), Retailer = Other, Party = new PartyId(Guid.CreateVersion7()), Document = new DocumentKey("10XSELF--------B", "OTHER-1", 1), Profile = "ReserveBid 7.2",
            RootElement = "ReserveBid_MarketDocument", State = OutboundState.Quarantined, Priority = LanePriority.Normal, CreatedAt = now, UpdatedAt = now, CanonicalDigest = SHA256.HashData("<bid/>"u8), DocumentArchiveId = Guid.CreateVersion7(), Size = 6,
        };
        Assert.Null(await books.GetRequiredService<ISendingStore>().QueueAsync(exchange, "<bid/>"u8.ToArray(), null, [], default));
        Assert.NotNull(await books.GetRequiredService<IExchangeReader>().FindAsync(Other, exchange.Id, default));
        var contract = await site.ContractAsync(books, "邻居", "R-OTHER-1");

        var processes = books.GetRequiredService<IProcessStore>();
        using var engine = new ProcessEngine(processes, [], NoNotifier.Instance, TimeProvider.System, EngineOptions.Default);
        Assert.Empty((await engine.DeployAsync(await PortalSite.TwoEyesAsync(), "test", default)).Findings);
        var instance = Guid.CreateVersion7();
        Assert.Null(await engine.StartAsync(instance, "two-eyes", "T-OTHER", ContextValue.Empty, null, default));
        var task = (await processes.FindInstanceAsync(instance, default))!.State.Tokens.Values.Single(static token => token.Node == "draft").Id;
        return new Kept(exchange.Id, contract, instance, $"{task}");
    }

    /// <summary>Mine is there, so it is the retailer that makes theirs not be found.</summary>
    private async Task AreMineAloneAsync(PortalClient client, Kept mine, Kept theirs, params string[] paths)
    {
        var session = await PersonCaller.SessionAsync(site, client);
        foreach (var path in paths)
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, (await client.GetAsync(mine.In(path), session)).StatusCode));
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await client.GetAsync(theirs.In(path), session)).StatusCode));
        }
    }

    private sealed record Kept(Guid Exchange, string Contract, Guid Case, string Task)
    {
        public string In(string path) => path.Replace("EXCHANGE", Exchange.ToString(), StringComparison.Ordinal).Replace("CONTRACT", Contract, StringComparison.Ordinal)
            .Replace("CASE", Case.ToString(), StringComparison.Ordinal).Replace("TASK", Task, StringComparison.Ordinal);
    }
}
