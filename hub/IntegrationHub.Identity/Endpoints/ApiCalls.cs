using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Identity.Endpoints;

/// <summary>
/// Calls of the HTTP API where pages are, too. The session's token is in a header that no browser sends by itself, so a call cannot be forged from another site; a cookie counts for
/// nothing there.
/// </summary>
public static class ApiCalls
{
    /// <summary>Everything below it is a call.</summary>
    public const string Root = "/api";

    /// <summary>Address of the OpenAPI document.</summary>
    public const string Document = Root + "/openapi.json";

    private const string Scheme = "Session ";

    /// <summary>However the address is written: routing does not look at it either.</summary>
    public static bool IsCall(HttpContext http) => http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands in <c>Authorization: Session TOKEN</c>; <c>null</c> where it does not.</summary>
    public static string? TokenOf(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
}
