using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Identity.Endpoints;

/// <summary>On an endpoint: whoever reaches its listener may call it.</summary>
/// <param name="Because">Why that is right, for who reads the code and the list of open addresses.</param>
public sealed record OpenToEverybody(string Because);

/// <summary>
/// Every endpoint says who may call it, or that everybody may and why. One that says neither, or both, keeps its application from starting: an address that somebody forgot to close is
/// found before anybody can ask for it.
/// </summary>
public static class EndpointDeclarations
{
    /// <summary>Says that whoever reaches the listener may call it.</summary>
    /// <exception cref="ArgumentException">No reason is given.</exception>
    public static TBuilder OpenToEverybody<TBuilder>(this TBuilder endpoint, string because)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(because);
        endpoint.Add(builder =>
        {
            builder.Metadata.Add(new AllowAnonymousAttribute());
            builder.Metadata.Add(new OpenToEverybody(because));
        });
        return endpoint;
    }

    /// <summary>Holds everything that is mapped against it.</summary>
    /// <param name="listener">Whose endpoints these are, for the message.</param>
    /// <param name="sources">All that is mapped there.</param>
    /// <param name="hasPolicy">Whether an endpoint says who may call it, in the words of that listener.</param>
    /// <exception cref="InvalidOperationException">Endpoints that say neither or both; the message has method and route of each.</exception>
    public static void Demand(string listener, IEnumerable<EndpointDataSource> sources, Func<EndpointMetadataCollection, bool> hasPolicy)
    {
        var undeclared = sources.SelectMany(static source => source.Endpoints).Where(endpoint => !IsDeclared(endpoint.Metadata, hasPolicy)).Select(NameOf).Distinct().ToList();
        if (undeclared.Count > 0)
        {
            throw new InvalidOperationException(
                $"These endpoints of {listener} have no policy, or say that they are open to everybody besides or without a reason: {string.Join(", ", undeclared)}. "
                + "Each names what its caller needs, or says OpenToEverybody and why.");
        }
    }

    private static bool IsDeclared(EndpointMetadataCollection metadata, Func<EndpointMetadataCollection, bool> hasPolicy) => metadata.GetMetadata<OpenToEverybody>() is null
        ? hasPolicy(metadata) && metadata.GetMetadata<IAllowAnonymous>() is null
        : !hasPolicy(metadata);

    private static string NameOf(Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint route)
        {
            return endpoint.DisplayName ?? "an endpoint without a name";
        }

        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? string.Join('|', named) : "any method";
        return $"{methods} /{route.RoutePattern.RawText?.TrimStart('/')}";
    }
}
