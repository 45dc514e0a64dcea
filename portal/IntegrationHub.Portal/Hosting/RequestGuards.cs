using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntegrationHub.Portal.Hosting;

/// <summary>What every request goes through before anything looks at it.</summary>
internal static class RequestGuards
{
    /// <summary>
    /// A browser may send a request for one door over a connection to the other (one certificate holds both names). The handshake asked
    /// for no certificate there, so the request goes back: 421 makes the browser open a connection of its own.
    /// </summary>
    public static Task RefuseMisdirected(HttpContext http, RequestDelegate next)
    {
        var door = http.Features.GetRequiredFeature<DoorFeature>().Door;
        var named = http.Features.Get<ITlsHandshakeFeature>()?.HostName;
        if (!door.HostName.Equals(http.Request.Host.Host, StringComparison.OrdinalIgnoreCase)
            || (!string.IsNullOrEmpty(named) && !door.HostName.Equals(named, StringComparison.OrdinalIgnoreCase)))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        return next(http);
    }
}
