using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api;

/// <summary>On an endpoint: neither persons at their doors nor programs with a token call it, but who opens the socket of the data folder and is named there.</summary>
/// <param name="Because">Why it has no other way in.</param>
public sealed record SocketAlone(string Because);

/// <summary>An endpoint of the API is for persons with a permission, for programs with a scope, for the socket alone, or for everybody; one that does not say keeps the hub from starting.</summary>
public static class ApiPolicies
{
    public static TBuilder ForSocketAlone<TBuilder>(this TBuilder endpoint, string because)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(because);
        endpoint.Add(builder => builder.Metadata.Add(new SocketAlone(because)));
        return endpoint;
    }

    /// <exception cref="InvalidOperationException">Endpoints that do not say who may call them; the message has method and route of each.</exception>
    public static void Demand(IEnumerable<EndpointDataSource> sources) => EndpointDeclarations.Demand("the API", sources, static metadata =>
    {
        var opened = metadata.GetMetadata<PersonScope>()?.Needs is not null || metadata.GetMetadata<ServiceScope>() is not null;
        // One that says both says nothing: it is open, and its author thinks that it is not.
        return opened ^ metadata.GetMetadata<SocketAlone>() is not null;
    });
}
