using System.Net;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Identity.Endpoints;
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

    /// <summary>Where a request comes from, as a proxy of ours says it where there is one.</summary>
    public static IPAddress? AddressOf(HttpContext http) => OriginOf(http).Address;

    public static Visitor Of(HttpContext http)
    {
        var (address, certificate) = OriginOf(http);
        return new Visitor(http.Features.GetRequiredFeature<DoorFeature>().Door.Door, AttemptLimits.Normal(address), http.Request.Headers["User-Agent"].ToString(), certificate)
        {
            Way = ApiCalls.IsCall(http) ? SessionWay.Calls : SessionWay.Pages,
        };
    }

    /// <summary>The token of a complete session of this door: pages have it in a cookie, calls of the API in a header, and a session of one is nothing by the other.</summary>
    public static SessionToken? SessionOf(HttpContext http) => SessionToken.Parse(ApiCalls.IsCall(http) ? ApiCalls.TokenOf(http) : http.Request.Cookies[SessionCookie(http)]);

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

    private static (IPAddress? Address, X509Certificate2? Certificate) OriginOf(HttpContext http) => ProxiedConnections.OriginOf(http, http.RequestServices.GetRequiredService<PortalSettings>().Proxies);

    /// <summary>A cookie with this prefix belongs to one host, is never sent without TLS and cannot be set by a neighbour.</summary>
    private static string SessionCookie(HttpContext http) => "__Host-ihub-" + Name(http);

    private static string UnfinishedCookie(HttpContext http) => "__Host-ihub-code-" + Name(http);

    private static string Name(HttpContext http) => http.Features.GetRequiredFeature<DoorFeature>().Door.Door.ToString().ToLowerInvariant();

    private static CookieOptions Options(TimeSpan? age) => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = age, IsEssential = true };
}
