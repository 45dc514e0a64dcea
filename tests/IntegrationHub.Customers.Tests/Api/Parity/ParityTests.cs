using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Tests.Api.Parity;

/// <summary>Every page's data and actions are also calls of the HTTP API.</summary>
[Collection(CustomersCollection.Name)]
public sealed class ParityTests(CustomersSite site)
{
    private IEnumerable<RouteEndpoint> Calls => site.Endpoints.OfType<RouteEndpoint>().Where(static endpoint => RouteOf(endpoint).StartsWith("/api/v1/", StringComparison.Ordinal));

    [Fact]
    public void Every_page_and_every_act_of_one_says_which_calls_it_is_or_why_none()
    {
        var routes = site.Endpoints.OfType<RouteEndpoint>().Where(static endpoint => !RouteOf(endpoint).StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(static endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Where(static method => !HttpMethods.IsHead(method)).Select(method => $"{method} {RouteOf(endpoint)}")).Order(StringComparer.Ordinal);

        Assert.Equal(routes, ParityTable.Entries.Select(static entry => entry.Route).Order(StringComparer.Ordinal));
        Assert.All(ParityTable.Entries, static entry => Assert.True(entry.Calls.Count > 0 || entry.None is { Length: > 0 }, entry.Route));
    }

    [Fact]
    public void The_calls_are_there_and_each_is_of_a_page()
    {
        var names = Calls.Select(NameOf).ToList();

        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Equal(ParityTable.Entries.SelectMany(static entry => entry.Calls).Distinct().Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_call_is_open_to_everybody_where_its_page_is_and_nowhere_else_and_costs_what_it_costs()
    {
        var pages = site.Endpoints.OfType<RouteEndpoint>().SelectMany(static endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Select(method => (Route: $"{method} {RouteOf(endpoint)}", endpoint.Metadata)) ?? []).ToLookup(static page => page.Route, static page => page.Metadata);
        var calls = Calls.ToDictionary(NameOf, static call => call.Metadata);

        foreach (var entry in ParityTable.Entries)
        {
            foreach (var call in entry.Calls)
            {
                Assert.Equal((entry.Route, call, Open(pages[entry.Route].Single())), (entry.Route, call, Open(calls[call])));
                // Files of lists have their limit; the lists themselves need none.
                if (!entry.Route.EndsWith(".csv", StringComparison.Ordinal))
                    Assert.Equal((entry.Route, call, Costly(pages[entry.Route].Single())), (entry.Route, call, Costly(calls[call])));
            }
        }

        static bool Open(EndpointMetadataCollection metadata) => metadata.GetMetadata<OpenToEverybody>() is not null;
        static bool Costly(EndpointMetadataCollection metadata) => metadata.GetMetadata<CostlyRequest>() is not null;
    }

    private static string NameOf(RouteEndpoint call) => call.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;

    private static string RouteOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');
}
