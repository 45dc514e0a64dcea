using IntegrationHub.Api.Persons;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Tests.Http.Parity;

/// <summary>Every page's data and actions are also calls of the HTTP API.</summary>
[Collection(PortalCollection.Name)]
public sealed class ParityTests(PortalSite site)
{
    private static readonly string[] Methods = ["GET", "POST"];

    /// <summary>Calls whose permission is not the page's, each with why.</summary>
    private static readonly string[] OtherPermission =
    [
        // Home shows of everything what the person may see.
        "GET / countExchanges", "GET / listExchanges", "GET / listAlarms", "GET / listTasks", "GET / listDeliveries", "GET / listMarketEvents", "GET / listIncidents", "GET / listContracts", "GET / listNodes", "GET / listQueues", "GET / listPeople",
        // Of exchanges and bids the page of a task shows what the person may read; of its case who may see cases reads.
        "GET /tasks/{instance:guid}/{token:int} listComments", "GET /tasks/{instance:guid}/{token:int} getInstanceHistory",
        // Of versions it shows what changed to who reads contracts, bids or settlements.
        "GET /tasks/{instance:guid}/{token:int} compareContract", "GET /tasks/{instance:guid}/{token:int} compareBid", "GET /tasks/{instance:guid}/{token:int} compareSettlement",
        // Pages that begin something list what it is begun with.
        "GET /processes/start listDefinitions", "GET /processes/start listMarketEvents", "GET /processes/{id:guid}/migrate getInstance", "GET /processes/{id:guid}/migrate listDefinitions", "GET /contracts/new listCustomers", "GET /contracts/new listPackages",
        "GET /contracts/{number}/{version:int}/edit getContract", "GET /contracts/{number}/{version:int}/edit listCustomers", "GET /contracts/{number}/{version:int}/edit listPackages",
        // Beside a contract stand its package's prices and, for who sees cases, the case of its signing.
        "GET /contracts/{number}/{version:int} getPackage", "GET /contracts/{number}/{version:int} listInstances",
        // One call for four steps of a contact: which permission it needs says the step, and is judged there.
        "POST /customers/contacts/confirm contactStep", "POST /customers/contacts/dismiss contactStep", "POST /customers/contacts/object contactStep", "POST /customers/contacts/withdraw contactStep",
    ];

    [Fact]
    public void Every_page_and_every_act_of_one_says_which_calls_it_is_or_why_none()
    {
        var routes = site.Node.Portal!.Endpoints.SelectMany(static endpoint => MethodsOf(endpoint).Select(method => RouteOf(method, endpoint))).Order(StringComparer.Ordinal);

        Assert.Equal(routes, ParityTable.Entries.Select(static entry => entry.Route).Order(StringComparer.Ordinal));
        Assert.All(ParityTable.Entries, static entry => Assert.True(entry.Calls.Count > 0 || entry.None is { Length: > 0 }, entry.Route));
    }

    [Fact]
    public void The_calls_are_there()
    {
        var names = site.Get<ApiSocket>().Endpoints.Select(static endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).ToHashSet();

        Assert.DoesNotContain(ParityTable.Entries.SelectMany(static entry => entry.Calls), call => !names.Contains(call));
    }

    [Fact]
    public void A_call_needs_at_the_doors_of_persons_what_its_page_needs()
    {
        var pages = site.Node.Portal!.Endpoints.SelectMany(static endpoint => MethodsOf(endpoint).Select(method => (Route: RouteOf(method, endpoint), Needs: NeedsOf(endpoint)))).ToLookup(static page => page.Route, static page => page.Needs);
        var calls = site.Get<ApiSocket>().Endpoints.Where(static endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(static endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, static endpoint => endpoint.Metadata.GetMetadata<PersonScope>());

        var others = ParityTable.Entries.SelectMany(static entry => entry.Calls.Select(call => (entry.Route, Call: call)))
            .Where(one => calls[one.Call] is not { } scope || scope.Needs != pages[one.Route].Single()).Select(static one => $"{one.Route} {one.Call}");
        Assert.Equal(OtherPermission.Order(StringComparer.Ordinal), others.Order(StringComparer.Ordinal));
    }

    private static string RouteOf(string method, RouteEndpoint endpoint) => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}";

    private static Permission? NeedsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
        .Select(static data => Enum.TryParse<Permission>(data.Policy, out var permission) ? permission : (Permission?)null).FirstOrDefault(static permission => permission is not null);

    /// <summary>An endpoint that names no method answers all of them; the page that says that there is none is such a one.</summary>
    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named.Where(Methods.Contains) : ["GET"];
}
