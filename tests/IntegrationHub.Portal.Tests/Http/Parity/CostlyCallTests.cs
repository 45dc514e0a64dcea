using IntegrationHub.Api.Persons;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Tests.Http.Parity;

/// <summary>What costs much on a page costs much by its call, and is counted so: whoever adds one finds it here.</summary>
[Collection(PortalCollection.Name)]
public sealed class CostlyCallTests(PortalSite site)
{
    /// <summary>They hand out what lies there as it lies there, as their pages do.</summary>
    private static readonly string[] Kept = ["getContractFile", "getDefinitionFile", "getExchangeBytes"];

    private static readonly string[] CostlyWords = ["import", "export", "verify", "compare"];

    [Fact]
    public void The_calls_of_a_costly_page_are_costly()
    {
        var costly = site.Node.Portal!.Endpoints.Where(static endpoint => endpoint.Metadata.GetMetadata<CostlyRequest>() is not null)
            .SelectMany(static endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}")).ToHashSet(StringComparer.Ordinal);
        var calls = ParityTable.Entries.Where(entry => costly.Contains(entry.Route)).SelectMany(static entry => entry.Calls).ToHashSet(StringComparer.Ordinal);

        Assert.True(costly.Count > 30 && calls.Count > 20, "the rule sees costly pages and their calls");
        Assert.Empty(calls.Except(CostlyCalls.Names).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_call_that_takes_in_hands_out_a_file_or_judges_is_costly()
    {
        var calls = site.Get<ApiSocket>().Endpoints.Where(static endpoint => endpoint.Metadata.GetMetadata<PersonScope>() is not null && endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null).ToList();
        var files = calls.Where(static endpoint => endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Any(static answer => answer.StatusCode == 200 && answer.ContentTypes.Any(static type => !type.Contains("json", StringComparison.Ordinal)))
            || endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Any(static type => !type.Contains("json", StringComparison.Ordinal)) == true).Select(NameOf).ToList();
        var named = calls.Select(NameOf).Where(static name => CostlyWords.Any(word => name.StartsWith(word, StringComparison.Ordinal))).ToList();

        Assert.True(files.Count > 8 && named.Count > 10, "the rule sees files and words");
        Assert.Empty(files.Concat(named).Except(CostlyCalls.Names).Except(Kept).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_costly_call_is_one_of_persons()
    {
        var calls = site.Get<ApiSocket>().Endpoints.Where(static endpoint => endpoint.Metadata.GetMetadata<PersonScope>() is not null && endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null).Select(NameOf);

        Assert.Empty(CostlyCalls.Names.Except(calls));
        Assert.Empty(Kept.Intersect(CostlyCalls.Names));
    }

    private static string NameOf(Microsoft.AspNetCore.Http.Endpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;
}
