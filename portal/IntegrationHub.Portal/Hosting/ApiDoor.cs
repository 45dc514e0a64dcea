using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Hosting;

/// <summary>
/// The HTTP API at the doors of persons: for programs that people use, with the sessions, factors and permissions of the pages. The session's token is in a header that no browser sends by
/// itself, so a call cannot be forged from another site; a cookie counts for nothing here.
/// </summary>
internal static class ApiDoor
{
    private const string Root = "/api";
    private const string Scheme = "Session ";

    public static bool IsCall(HttpContext http) => http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    public static string? TokenOf(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    /// <summary>For everybody: each call says there what it needs, and the way in needs nothing.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, PortalSettings settings)
    {
        if (settings.Api is { } api)
            endpoints.Map(Root + "/{**call}", (HttpContext http) => api(http, new PersonRequest(Visitors.Of(http), Visitors.SessionOf(http), http.Features.Get<SignedIn>())))
                .OpenToEverybody("each call says there what it needs");
    }
}
