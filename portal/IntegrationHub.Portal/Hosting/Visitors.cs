using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Hosting;

/// <summary>Who is at the other end, from the connection; a header names a certificate or an address only where a proxy of ours proved to be one (<see cref="ProxiedConnections"/>).</summary>
internal static class Visitors
{
    private static readonly TimeSpan Unfinished = SessionPolicy.Unfinished;

    public static Visitor Of(HttpContext http)
    {
        var (address, certificate) = ProxiedConnections.OriginOf(http, http.RequestServices.GetRequiredService<PortalSettings>().Proxies);
        return new Visitor(http.Features.GetRequiredFeature<DoorFeature>().Door.Door, AttemptLimits.Normal(address), http.Request.Headers["User-Agent"].ToString(), certificate);
    }

    /// <summary>The token of a complete session of this door: pages have it in a cookie, calls of the API in a header, and neither counts for the other.</summary>
    public static SessionToken? SessionOf(HttpContext http) => SessionToken.Parse(ApiDoor.IsCall(http) ? ApiDoor.TokenOf(http) : http.Request.Cookies[SessionCookie(http)]);

    /// <summary>The token between password and code.</summary>
    public static SessionToken? UnfinishedOf(HttpContext http) => SessionToken.Parse(http.Request.Cookies[UnfinishedCookie(http)]);

    public static void BeginUnfinished(HttpContext http, SessionToken token) =>
        http.Response.Cookies.Append(UnfinishedCookie(http), token.ToString(), Options(Unfinished));

    public static void Complete(HttpContext http, SessionToken token)
    {
        http.Response.Cookies.Delete(UnfinishedCookie(http), Options(null));
        http.Response.Cookies.Append(SessionCookie(http), token.ToString(), Options(null));
    }

    public static void Forget(HttpContext http)
    {
        http.Response.Cookies.Delete(UnfinishedCookie(http), Options(null));
        http.Response.Cookies.Delete(SessionCookie(http), Options(null));
    }

    /// <summary>A cookie with this prefix belongs to one host, is never sent without TLS and cannot be set by a neighbour.</summary>
    private static string SessionCookie(HttpContext http) => "__Host-ihub-" + Name(http);

    private static string UnfinishedCookie(HttpContext http) => "__Host-ihub-code-" + Name(http);

    private static string Name(HttpContext http) => http.Features.GetRequiredFeature<DoorFeature>().Door.Door.ToString().ToLowerInvariant();

    private static CookieOptions Options(TimeSpan? age) => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = age, IsEssential = true };
}
