using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IntegrationHub.Api.Services;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>The door of programs: a token and nothing else, for what programs may do and nothing else.</summary>
[Collection(PortalCollection.Name)]
public sealed class ProgramDoorTests(PortalSite site)
{
    private static int _made;

    private Uri Door => site.Get<ApiSocket>().DoorAddress!;

    private ServiceAccountBook Book => site.Get<ServiceAccountBook>();

    [Fact]
    public async Task A_program_reads_and_hands_in_what_its_scopes_say_and_cannot_decide()
    {
        var token = await TokenAsync(Permission.ReadCustomers, Permission.StartProcesses, Permission.ReadProcesses);
        using var program = PortalClient.At(Door);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(program, "/api/v1/customers", token)).StatusCode);
        var bid = await program.SendAsync(HttpMethod.Put, $"/api/v1/instances/{Guid.CreateVersion7()}", Json("""{"process": "bid-submission", "businessKey": "B-1"}"""), Bearer(token));
        Assert.Contains("PROCESS_NOT_ALLOWED", await bid.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var case1 = await site.StartCaseAsync("API-DOOR-1", ("amount", IntegrationHub.Workflows.Values.Value.Of(5)));
        var seen = await (await AskAsync(program, $"/api/v1/instances/{case1}", token)).Content.ReadAsStringAsync();
        Assert.Contains("API-DOOR-1", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("amount", seen, StringComparison.Ordinal);

        foreach (var (path, code) in new[] { ("/api/v1/contracts", "SCOPE_MISSING"), ("/api/v1/tasks", "SCOPE_NEVER"), ("/api/v1/bids", "SCOPE_NEVER"), ("/api/v1/nowhere", "SCOPE_NEVER") })
        {
            var refused = await AskAsync(program, path, token);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, refused.StatusCode));
            Assert.Contains(code, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_good_token_nobody_comes_in_whatever_else_is_shown()
    {
        using var person = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var stranger = PortalClient.At(Door);
        var cookies = person.Cookies.GetCookieHeader(person.Door);

        foreach (var header in new (string, string)[][] { [], [("Ihub-Actor", "otto")], [("Cookie", cookies)], Bearer("ihubsvc_guess"), [("Authorization", "Basic b3R0bzp4")] })
        {
            var answer = await stranger.GetAsync("/api/v1/customers", header);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await stranger.GetAsync("/api/v1/customers", ("Host", "staff.localhost"))).StatusCode);
    }

    [Fact]
    public async Task A_token_opens_no_page()
    {
        var token = await TokenAsync(Permission.ReadCustomers);
        using var program = PortalClient.At(site.Staff);

        Assert.StartsWith("/sign-in", (await AskAsync(program, "/customers", token)).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_administrator_proposed_another_agrees_to_on_the_page_and_the_token_is_seen_once()
    {
        var name = $"page-{Interlocked.Increment(ref _made)}";
        Assert.Empty(await Book.ProposeAsync(new NewServiceAccount(name, "metering, Li Si", [Permission.KeepReadings], 60), "operator:li", default));
        using var admin = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SecurityAdministrator));

        await ConfirmedAsync(admin, $"/service-accounts/{name}/approve");
        var account = (await Book.ListAsync(default)).Single(one => one.Name == name);
        Assert.Equal((ServiceState.Active, "user:" + admin.Person!.Name), (account.State, account.ApprovedBy));
        var shown = await ConfirmedAsync(admin, $"/service-accounts/{name}/rotate");
        var at = shown.IndexOf(ServiceToken.Mark, StringComparison.Ordinal);
        var token = shown[at..(at + ServiceToken.Make().ToString().Length)];

        using var program = PortalClient.At(Door);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(program, "/api/v1/customers", token)).StatusCode);
        Assert.DoesNotContain(token, await admin.ReadAsync("/service-accounts"), StringComparison.Ordinal);
        await ConfirmedAsync(admin, $"/service-accounts/{name}/revoke");
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(program, "/api/v1/customers", token)).StatusCode);
    }

    [Fact]
    public void No_address_that_decides_is_open_to_programs()
    {
        var open = site.Get<ApiSocket>().Endpoints.Where(static endpoint => endpoint.Metadata.GetMetadata<ServiceScope>() is not null)
            .Select(static endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "addContact", "countExchanges", "draftContract", "exportEvidence", "getContract", "getContractText", "getDecomposition", "getDefinition", "getDefinitionFile", "getDelivery", "getDeliveryDay", "getExchange", "getExchangeBytes", "getInstance",
                "getInstanceHistory", "getMember", "getMemberHealth", "getNode", "getOperations", "getPackage", "importCustomers", "importPackage", "importReadings", "listAlarms", "listBills", "listContacts", "listContracts", "listCustomers",
                "listDefinitions", "listDeliveries", "listExchanges", "listJobs", "listMembers", "listNodes", "listPackages", "listQueues", "listReadingGaps", "listSettlements", "startInstance",
            ],
            open);
    }

    private async Task<string> TokenAsync(params Permission[] scopes)
    {
        var name = $"door-{Interlocked.Increment(ref _made)}";
        Assert.Empty(await Book.ProposeAsync(new NewServiceAccount(name, "a test", scopes, 600), "operator:li", default));
        Assert.Empty(await Book.ApproveAsync(name, "user:other", static _ => false, default));
        return (await Book.RotateAsync(name, TimeSpan.FromDays(1), TimeSpan.Zero, certificate: null, unbind: false, "operator:li", default)).Made!.Token.ToString();
    }

    private async Task<string> ConfirmedAsync(PortalClient client, string path)
    {
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/service-accounts", path, ("confirm-password", Host.Demo.DemoPeople.Password))).StatusCode);
        var done = await client.PostAsync("/service-accounts", path, ("confirm-code", client.CodeOf(site)));
        Assert.True(done.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
        return await done.Content.ReadAsStringAsync();
    }

    private static Task<HttpResponseMessage> AskAsync(PortalClient client, string path, string token) => client.GetAsync(path, Bearer(token));

    private static (string, string)[] Bearer(string token) => [("Authorization", "Bearer " + token)];

    private static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
