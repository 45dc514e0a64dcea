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

    /// <exception cref="InvalidOperationException">An endpoint says neither what it needs nor that it is for everybody.</exception>
    public static void Demand(IEnumerable<EndpointDataSource> sources)
    {
        var open = sources.SelectMany(static source => source.Endpoints)
            .Where(static endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                && !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(static data => Enum.TryParse<Permission>(data.Policy, out _)))
            .Select(static endpoint => endpoint.DisplayName).ToList();
        if (open.Count > 0)
            throw new InvalidOperationException("These endpoints have no policy: " + string.Join(", ", open));
    }
}
