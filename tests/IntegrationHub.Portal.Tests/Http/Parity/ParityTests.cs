using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Tests.Http.Parity;

/// <summary>Every page's data and actions are also calls of the HTTP API.</summary>
[Collection(PortalCollection.Name)]
public sealed class ParityTests(PortalSite site)
{
    private static readonly string[] Methods = ["GET", "POST"];

    /// <summary>What is no call yet. It only gets shorter; docs/api.md says the same to its readers.</summary>
    private static readonly string[] KnownGaps =
    [
        "a bid's result and comparison", "break-glass", "company indicators", "contracts and bills as PDF", "declared demand, terms of bidding and bases of settlements", "files of a task's form", "files of contracts",
        "gap, ceiling and plan of a market event", "ledger", "own password", "own sessions", "persons", "proof and lines of a settlement", "reviews", "service accounts", "signing in", "templates of contracts",
        "verification of bundles", "verification of ranges",
    ];

    [Fact]
    public void Every_page_and_every_act_of_one_says_which_calls_it_is_or_why_none()
    {
        var routes = site.Node.Portal!.Endpoints.SelectMany(static endpoint => MethodsOf(endpoint).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}")).Order(StringComparer.Ordinal);

        Assert.Equal(routes, ParityTable.Entries.Select(static entry => entry.Route).Order(StringComparer.Ordinal));
        Assert.All(ParityTable.Entries, static entry => Assert.True(entry.Calls.Count > 0 || entry.Lacks.Length > 0 || entry.None is { Length: > 0 }, entry.Route));
    }

    [Fact]
    public void The_calls_are_there()
    {
        var names = site.Get<ApiSocket>().Endpoints.Select(static endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).ToHashSet();

        Assert.Empty(ParityTable.Entries.SelectMany(static entry => entry.Calls).Distinct().Where(call => !names.Contains(call)));
    }

    [Fact]
    public void What_is_no_call_yet_is_known()
    {
        Assert.Equal(KnownGaps, ParityTable.Entries.Select(static entry => entry.Lacks).Where(static lacks => lacks.Length > 0).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>An endpoint that names no method answers all of them; the page that says that there is none is such a one.</summary>
    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named.Where(Methods.Contains) : ["GET"];
}
