using IntegrationHub.Identity.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Hosting;

/// <summary>An address that can be read at the doors, as its endpoint has it.</summary>
/// <param name="Pattern">For example <c>/exchanges/{id:guid}</c>.</param>
/// <param name="Needs">The permission; <c>null</c> where it is for everybody.</param>
public sealed record PortalRoute(string Pattern, Permission? Needs)
{
    /// <summary>Whether the pattern is an address as it stands.</summary>
    public bool IsPlain => !Pattern.Contains('{', StringComparison.Ordinal);

    /// <summary>Whether it serves what comes with a page: styles, scripts, pictures.</summary>
    public bool IsAsset => Pattern.StartsWith("/assets/", StringComparison.Ordinal);

    /// <summary>Every route that answers GET, without the one that says that there is none.</summary>
    internal static IReadOnlyList<PortalRoute> Of(IEnumerable<EndpointDataSource> sources) =>
    [
        .. sources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
            .Select(static endpoint => new PortalRoute("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), PermissionOf(endpoint)))
            .OrderBy(static route => route.Pattern, StringComparer.Ordinal),
    ];

    private static Permission? PermissionOf(RouteEndpoint endpoint) => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
        .Select(static data => Enum.TryParse<Permission>(data.Policy, out var permission) ? permission : (Permission?)null)
        .FirstOrDefault(static permission => permission is not null);
}
