using System.Net;
using IntegrationHub.Api;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Who reaches which page.</summary>
[Collection(PortalCollection.Name)]
public sealed class AuthorityTests(PortalSite site)
{
    /// <summary>Stands for a case in addresses.</summary>
    private const string Case = "CASE";

    /// <summary>Pages by the permission that they need.</summary>
    private static readonly (string Path, Permission Permission)[] Pages =
    [
        ("/", Permission.OwnAccount), ("/account", Permission.OwnAccount), ("/exchanges", Permission.ReadExchanges), ("/ledger", Permission.ReadLedger),
        ("/reviews", Permission.ReadLedger), ("/verify", Permission.ReadLedger), ("/operations", Permission.ReadOperations), ("/people", Permission.ManagePeople), ("/people/li.na", Permission.ManagePeople), ("/service-accounts", Permission.ManagePeople), ("/break-glass", Permission.ReadBreakGlass),
        ("/tasks", Permission.DoTasks), ("/processes", Permission.ReadProcesses), ("/processes/start", Permission.StartProcesses), ($"/processes/{Case}/migrate", Permission.OperateProcesses),
        ("/contracts", Permission.ReadContracts), ("/customers", Permission.ReadCustomers), ("/customers/contacts?customer=Somebody", Permission.ReadCustomers), ("/packages", Permission.ReadCustomers), ("/account/password", Permission.OwnAccount),
        ("/bids", Permission.ReadBids), ("/bids/export", Permission.ReadBids), ("/settlements", Permission.ReadSettlements), ("/settlements/export", Permission.ReadSettlements), ("/indicators", Permission.ReadIndicators),
        ("/indicators/export", Permission.ReadIndicators), ("/members", Permission.ReadExchanges), ("/members/export", Permission.ReadExchanges), ("/contracts/new", Permission.KeepContracts), ("/articles", Permission.ReadCustomers), ("/articles/new", Permission.KeepArticles), ("/requests", Permission.ReadRequests), ("/surveys", Permission.ReadCustomers), ("/surveys/new", Permission.KeepArticles),
        ("/contracts/export", Permission.ReadContracts), ("/customers/export", Permission.ReadCustomers), ("/imports/customers", Permission.KeepContracts), ("/imports/package", Permission.KeepContracts),
        ("/imports/market-event", Permission.KeepBids), ("/imports/demand", Permission.KeepBids), ("/imports/calendar", Permission.KeepContracts), ("/imports/terms", Permission.KeepBids), ("/imports/bid", Permission.KeepBids),
        ("/imports/readings", Permission.KeepReadings), ("/imports/basis", Permission.KeepReadings), ("/imports/tracking", Permission.KeepReadings), ("/imports/purchases", Permission.KeepReadings), ("/imports/parameters", Permission.KeepReadings),
        ("/contracts/delivery", Permission.ReadContracts), ("/indicators/exposure", Permission.ReadIndicators), ("/ledger/export?kind=user.added", Permission.ReadLedger), ("/operations/notices", Permission.ReadOperations), ("/exchanges/export?state=Accepted", Permission.ReadExchanges), ("/reviews/export", Permission.ReadLedger), ("/search?q=nothing", Permission.OwnAccount),
        ("/packages/export", Permission.ReadCustomers), ("/processes/export", Permission.ReadProcesses), ("/requests/export", Permission.ReadRequests), ("/articles/export", Permission.ReadCustomers),
    ];

    public static TheoryData<Role> Roles() => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_reaches_what_the_table_says_and_nothing_else(Role role)
    {
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
        var granted = PermissionTable.Of([role]);
        var instance = await site.StartCaseAsync($"A-{role}");

        foreach (var (address, permission) in Pages)
        {
            var path = address.Replace(Case, instance.ToString(), StringComparison.Ordinal);
            var answer = await client.GetAsync(path);
            Assert.True(answer.StatusCode == (granted.Contains(permission) ? HttpStatusCode.OK : HttpStatusCode.Forbidden), $"{role} got {(int)answer.StatusCode} from {path}");
        }
    }

    [Theory]
    [InlineData(Role.Staff, HttpStatusCode.Forbidden)]
    [InlineData(Role.Bidder, HttpStatusCode.OK)]
    [InlineData(Role.Auditor, HttpStatusCode.OK)]
    [InlineData(Role.SystemAdministrator, HttpStatusCode.Forbidden)]
    public async Task The_content_of_a_bid_is_for_core_users_and_auditors(Role role, HttpStatusCode expected)
    {
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));

        foreach (var path in new[] { "content", "message", "document", "message/download", "document/download" })
            Assert.Equal(expected, (await client.GetAsync($"/exchanges/{site.Exchanges["bid"]}/{path}")).StatusCode is var status and not HttpStatusCode.NotFound ? status : expected);
    }

    [Fact]
    public async Task A_document_is_read_as_header_series_and_curves()
    {
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));

        var prices = await staff.ReadAsync($"/exchanges/{site.Exchanges["accepted"]}/content");
        foreach (var shown in new[] { "PRICES-1 / 1", "class=\"curve s3\"", "PT", "CNY" })
            Assert.Contains(shown, prices, StringComparison.Ordinal);

        // What nobody recognised may hold a bid.
        foreach (var (unreadable, status) in new[] { ("broken", HttpStatusCode.Conflict), ("script", HttpStatusCode.Forbidden) })
            Assert.Equal(status, (await staff.GetAsync($"/exchanges/{site.Exchanges[unreadable]}/content")).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"/exchanges/{Guid.CreateVersion7()}/content")).StatusCode);
    }

    [Fact]
    public async Task Words_about_a_bid_are_for_who_may_read_bids()
    {
        // The partner's words end the document's way and are an alarm.
        const string words = "certificate refused";
        var bid = await site.QuarantinedBidAsync("WORDS-1");
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var bidder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));

        foreach (var path in new[] { $"/exchanges/{bid}", "/" })
        {
            Assert.Contains(words, await bidder.ReadAsync(path), StringComparison.Ordinal);
            var seen = await staff.ReadAsync(path);
            Assert.DoesNotContain(words, seen, StringComparison.Ordinal);
            Assert.Contains("exchange.not-delivered", seen, StringComparison.Ordinal);
        }

        // The ledger is read by one administrator who reads no bids.
        using var audit = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.AuditAdministrator));
        var ledger = await audit.ReadAsync("/ledger?kind=exchange.not-delivered");
        Assert.Contains("exchange.not-delivered", ledger, StringComparison.Ordinal);
        Assert.DoesNotContain(words, ledger, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_export_evidence_of_prices_and_not_of_bids()
    {
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var page = $"/exchanges/{site.Exchanges["accepted"]}";

        var bundle = await client.PostAsync(page, page + "/evidence");
        for (var i = 0; i < 60 && bundle.StatusCode == HttpStatusCode.Conflict; i++)
        {
            // The ledger gives events their places about once a second.
            await Task.Delay(TimeSpan.FromSeconds(1));
            bundle = await client.PostAsync(page, page + "/evidence");
        }

        var refused = await client.PostAsync(page, $"/exchanges/{site.Exchanges["bid"]}/evidence");

        Assert.True(bundle.IsSuccessStatusCode, await bundle.Content.ReadAsStringAsync());
        Assert.Equal("application/vnd.etsi.asic-e+zip", bundle.Content.Headers.ContentType!.MediaType);
        Assert.Equal("PK"u8.ToArray(), (await bundle.Content.ReadAsByteArrayAsync())[..2]);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_refusal_shows_no_contract_to_who_reads_none()
    {
        var number = await site.ContractAsync("无权查看");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var bidder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sales.PostAsync("/account", $"/contracts/{number}/1/signing", ("days", "0"))).StatusCode);
        using var refused = await bidder.PostAsync("/account", $"/contracts/{number}/1/signing", ("days", "0"));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.DoesNotContain("无权查看", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_or_somebody_elses_is_not_found()
    {
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var token = await client.TokenOfAsync("/account");

        foreach (var path in new[] { $"/exchanges/{Guid.NewGuid()}", "/exchanges/1", $"/exchanges/{site.Exchanges["accepted"]}/passwords", "/exchanges/../nowhere" })
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await client.GetAsync(path)).StatusCode));

        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"/account/sessions/{Guid.NewGuid()}/end", ("form-token", token))).StatusCode);
    }

    [Fact]
    public async Task One_cannot_end_the_session_of_somebody_else()
    {
        using var me = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var other = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        var accounts = await site.Get<Identity.Administration.AccountAdministration>().ListAsync(default);
        var bidder = accounts.Single(item => item.Account.Name == PortalSite.Person(Role.Bidder).Name).Account.Id;
        var foreign = (await site.Get<Identity.Sessions.SessionService>().ListAsync(bidder, default))[0].Id;

        var answer = await me.PostAsync("/account", $"/account/sessions/{foreign}/end");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_download_of_a_strangers_bytes_is_never_shown_by_the_browser()
    {
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));

        var answer = await client.GetAsync($"/exchanges/{site.Exchanges["script"]}/received/download");

        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_without_policy_keeps_the_portal_from_starting()
    {
        var routes = new DefaultEndpointDataSource(new RouteEndpointBuilder(static _ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/forgotten"), 0).Build());
        var loose = new DefaultEndpointDataSource(new RouteEndpointBuilder(static _ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/any"), 0)
        {
            Metadata = { new AuthorizeAttribute() },
        }.Build());

        Assert.Contains("/forgotten", Assert.Throws<InvalidOperationException>(() => EndpointPolicies.Demand([routes])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => EndpointPolicies.Demand([loose]));
    }

    [Fact]
    public void What_is_open_to_everybody_is_this_and_nothing_else_and_says_why()
    {
        var listeners = new (string Name, IEnumerable<Endpoint> Endpoints)[]
        {
            ("partners", site.Get<EndpointDataSource>().Endpoints), ("api", site.Get<ApiSocket>().Endpoints), ("pages", site.Node.Portal!.Endpoints),
        };
        var open = listeners.SelectMany(static listener => listener.Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<OpenToEverybody>() is not null)
            .Select(endpoint => $"{listener.Name} {endpoint.RoutePattern.RawText}")).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "api /api/v1/sign-in/", "api /api/v1/sign-in/code", "api /api/v1/sign-in/code/another", "pages /api/{**call}", "pages /assets/{name}", "pages /settings/{what}/{value}", "pages /sign-in", "pages /sign-in/code",
                "pages /sign-in/code/another", "partners /ServiceEME", "partners /health/live", "partners /health/ready",
            ],
            open);
        var closed = site.Get<ApiSocket>().Endpoints.Select(static endpoint => (endpoint.Metadata.GetMetadata<SocketAlone>(), Name: endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName))
            .Where(static one => one.Item1 is not null).Select(static one => one.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["calculateSettlement", "consentToContract", "deployDefinition", "endService", "sendContractCode", "stepContract"], closed);
    }
}
