using IntegrationHub.Customers.SignIn;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Customers.Hosting;

/// <summary>Who is at the other end, from the connection, and the browser's cookies or the header of a call. No header names an address.</summary>
internal static class CustomerVisitors
{
    /// <summary>Names that no other listener of the hub uses: a cookie of another one is nothing here.</summary>
    private const string SessionCookie = "__Host-ihub-customer";
    private const string UnfinishedCookie = "__Host-ihub-code-customer";

    private const int LongestAgent = 300;

    public static CustomerVisitor Of(HttpContext http) => new(AttemptLimits.Normal(http.Connection.RemoteIpAddress), WayOf(http)) { Agent = http.Request.Headers.UserAgent.ToString() is var agent && agent.Length > LongestAgent ? agent[..LongestAgent] : agent };

    public static SessionWay WayOf(HttpContext http) => ApiCalls.IsCall(http) ? SessionWay.Calls : SessionWay.Pages;

    /// <summary>The token of a complete session: pages have it in a cookie, calls in a header, and neither counts for the other.</summary>
    public static SessionToken? SessionOf(HttpContext http) => SessionToken.Parse(ApiCalls.IsCall(http) ? ApiCalls.TokenOf(http) : http.Request.Cookies[SessionCookie]);

    public static SessionToken? UnfinishedOf(HttpContext http) => SessionToken.Parse(http.Request.Cookies[UnfinishedCookie]);

    public static void BeginUnfinished(HttpContext http, SessionToken token) => http.Response.Cookies.Append(UnfinishedCookie, token.ToString(), Options(SessionPolicy.Unfinished));

    public static void Complete(HttpContext http, SessionToken token)
    {
        http.Response.Cookies.Delete(UnfinishedCookie, Options(null));
        http.Response.Cookies.Append(SessionCookie, token.ToString(), Options(null));
    }

    public static void Forget(HttpContext http)
    {
        http.Response.Cookies.Delete(UnfinishedCookie, Options(null));
        http.Response.Cookies.Delete(SessionCookie, Options(null));
    }

    private static CookieOptions Options(TimeSpan? age) => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = age, IsEssential = true };
}
