using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Hosting;

/// <summary>Policies have the names of permissions; an endpoint without one keeps the portal from starting.</summary>
internal static class EndpointPolicies
{
    public static void Add(AuthorizationOptions options)
    {
        foreach (var permission in Enum.GetValues<Permission>())
            options.AddPolicy(permission.ToString(), policy => policy.RequireClaim(SessionHandler.PermissionClaim, permission.ToString()));

        // Should an endpoint come to be without a policy all the same, nobody reaches it.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(static _ => false).Build();
    }

    public static TBuilder Needs<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(permission.ToString());

    /// <exception cref="InvalidOperationException">An endpoint says neither what it needs nor that it is for everybody, and why.</exception>
    public static void Demand(IEnumerable<EndpointDataSource> sources) => EndpointDeclarations.Demand(
        "the company's pages", sources, static metadata => metadata.GetOrderedMetadata<IAuthorizeData>().Any(static data => Enum.TryParse<Permission>(data.Policy, out _)));
}
