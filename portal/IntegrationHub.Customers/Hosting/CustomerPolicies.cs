using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Hosting;

/// <summary>An endpoint is for everybody or for who is signed in; one that does not say which keeps the pages from starting.</summary>
internal static class CustomerPolicies
{
    private const string SignedIn = "SignedIn";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, static policy => policy.RequireAuthenticatedUser());
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(static _ => false).Build();
    }

    public static TBuilder NeedsCustomer<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(SignedIn);

    /// <exception cref="InvalidOperationException">An endpoint says neither.</exception>
    public static void Demand(IEnumerable<EndpointDataSource> sources) => EndpointDeclarations.Demand(
        "the customers' pages", sources, static metadata => metadata.GetOrderedMetadata<IAuthorizeData>().Any(static data => data.Policy == SignedIn));
}
