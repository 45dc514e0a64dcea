using System.Globalization;
using System.Net;
using System.Text.Json;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>The pages once more beside the same hub, with limits that a test reaches and that count the machine itself.</summary>
[Collection(PortalCollection.Name)]
public sealed class RequestRateTests(PortalSite site) : IAsyncLifetime
{
    private const int Anonymous = 12;
    private const int Session = 10;
    private const int Costly = 4;

    private PortalApplication? _pages;

    public async Task InitializeAsync()
    {
        var portal = site.Options.Portal;
        var (certificate, chain) = PortalOfNode.Load(site.Folder, portal.Certificate, portal.Key, site.Options.Pki, TimeProvider.System);
        _pages = await PortalApplication.StartAsync(
            new PortalSettings
            {
                Doors = [new PortalDoor(Door.Staff, new IPEndPoint(IPAddress.Loopback, 0), portal.Staff.HostName), new PortalDoor(Door.Core, new IPEndPoint(IPAddress.Loopback, 0), portal.Core.HostName)],
                Certificate = certificate, Chain = chain, TimeZone = TimeZoneInfo.Utc, Code = site.Options.Hub.Code, Api = site.Get<ApiSocket>().ServeAsync,
                Requests = new RequestLimits { Anonymous = Anonymous, Session = Session, Costly = Costly, Loopback = true },
            },
            site.Node.Services, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_pages is not null)
            await _pages.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_not_signed_in_waits_after_so_many_requests_and_assets_are_not_counted()
    {
        using var visitor = PortalClient.At(_pages!.AddressOf(Door.Staff), from: IPAddress.Parse("127.77.0.1"));
        using var other = PortalClient.At(_pages.AddressOf(Door.Staff), from: IPAddress.Parse("127.77.0.2"));
        var page = await visitor.ReadAsync("/sign-in");
        var style = page[page.IndexOf("/assets/portal.", StringComparison.Ordinal)..].Split('"')[0];
        for (var i = 1; i < Anonymous; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/sign-in")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(style)).StatusCode);
        }

        var refused = await visitor.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("wait a minute and try again", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.GetAsync("/exchanges")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(style)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/sign-in")).StatusCode);
        await CallRefusedAsync(await visitor.GetAsync("/api/v1/account"));
    }

    [Fact]
    public async Task A_password_is_not_tried_more_often_than_costly_requests_are_answered()
    {
        using var visitor = PortalClient.At(_pages!.AddressOf(Door.Staff), from: IPAddress.Parse("127.77.0.3"));
        var token = await visitor.TokenOfAsync("/sign-in");
        for (var i = 0; i < Costly; i++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await visitor.PostAsync("/sign-in", ("form-token", token), ("name", "nobody-" + i.ToString(CultureInfo.InvariantCulture)), ("password", "none of these"))).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.PostAsync("/sign-in", ("form-token", token), ("name", "nobody"), ("password", "none of these"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/sign-in")).StatusCode);
    }

    [Fact]
    public async Task A_session_has_its_own_count_and_exports_are_counted_besides()
    {
        using var client = PortalClient.At(_pages!.AddressOf(Door.Staff), from: IPAddress.Parse("127.77.0.4"));
        using var second = PortalClient.At(_pages.AddressOf(Door.Staff), from: IPAddress.Parse("127.77.0.4"));
        await SignInAsync(client, await site.AnotherOfStaffAsync());
        await SignInAsync(second, await site.AnotherOfStaffAsync());
        for (var i = 0; i < Costly; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/members/export")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync("/members/export")).StatusCode);
        for (var i = Costly + 1; i < Session; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task Calls_are_counted_as_pages_are_and_those_that_cost_much_besides()
    {
        using var client = PortalClient.At(_pages!.AddressOf(Door.Staff), from: IPAddress.Parse("127.77.0.5"));
        using var second = PortalClient.At(_pages.AddressOf(Door.Staff), from: IPAddress.Parse("127.77.0.6"));
        var session = PersonCaller.Session(await PersonCaller.TokenAsync(site, client, await site.AnotherOfStaffAsync()));
        var other = PersonCaller.Session(await PersonCaller.TokenAsync(site, second, await site.AnotherOfStaffAsync()));
        foreach (var costly in new[] { "/members", "/exchanges", "/members", "/exchanges" })
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1" + costly, session)).StatusCode);

        await CallRefusedAsync(await client.GetAsync("/api/v1/members", session));
        // Refused before anything is read, and what costs little goes on until it is too much as well.
        await CallRefusedAsync(await client.SendAsync(HttpMethod.Post, $"/api/v1/exchanges/{Guid.NewGuid()}/evidence", null, session));
        for (var i = Costly + 2; i < Session; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/account", session)).StatusCode);

        await CallRefusedAsync(await client.GetAsync("/api/v1/account", session));
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/api/v1/members", other)).StatusCode);
    }

    [Fact]
    public async Task A_password_is_tried_by_calls_no_more_often_than_costly_requests_are_answered()
    {
        using var visitor = PortalClient.At(_pages!.AddressOf(Door.Staff), from: IPAddress.Parse("127.77.0.7"));
        for (var i = 0; i < Costly; i++)
            await PersonCaller.RefusedAsync(await TryAsync($"nobody-{i}"), HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");

        await CallRefusedAsync(await TryAsync("nobody"));

        Task<HttpResponseMessage> TryAsync(string name) => visitor.SendAsync(HttpMethod.Post, "/api/v1/sign-in", System.Net.Http.Json.JsonContent.Create(new { name, password = "none of these" }));
    }

    [Fact]
    public async Task A_demonstration_on_one_machine_is_not_counted()
    {
        using var visitor = PortalClient.At(site.Staff);
        for (var i = 0; i < new RequestLimits().Anonymous + 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/sign-in")).StatusCode);
    }

    private async Task SignInAsync(PortalClient client, DemoPerson person)
    {
        Assert.Equal("/sign-in/code", (await client.PostAsync("/sign-in", "/sign-in", ("name", person.Name), ("password", DemoPeople.Password))).Location());
        Assert.Equal("/", (await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", site.CodeFor(person)))).Location());
    }

    private static async Task CallRefusedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("TOO_MANY_CALLS", problem.GetProperty("code").GetString());
        Assert.Contains("Retry-After", problem.GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }
}
