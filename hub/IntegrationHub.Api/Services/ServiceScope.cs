using IntegrationHub.Identity.People;
using Microsoft.AspNetCore.Builder;

namespace IntegrationHub.Api.Services;

/// <summary>On an endpoint: programs may call it whose service account has the scope. An endpoint without it is for persons alone.</summary>
/// <param name="Needs">The scope.</param>
public sealed record ServiceScope(Permission Needs);

/// <summary>Says of endpoints which programs may call them.</summary>
public static class ServiceScopeMetadata
{
    public static TBuilder ForServices<TBuilder>(this TBuilder endpoint, Permission needs)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new ServiceScope(needs)));
        return endpoint;
    }
}
