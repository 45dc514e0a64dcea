using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace IntegrationHub.Customers.Hosting;

/// <summary>The one listener of the customers' pages: HTTPS alone, small requests, its own name.</summary>
internal static class CustomersListener
{
    /// <summary>Largest request: forms are small, and a file holds the values of a day.</summary>
    private const long MaxBody = 64 * 1024;
    private const int MaxConnections = 2000;

    public static void Configure(KestrelServerOptions kestrel, CustomersSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        var tls = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(settings.Certificate, settings.Chain, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        kestrel.Listen(settings.EndPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new TlsHandshakeCallbackOptions { HandshakeTimeout = TimeSpan.FromSeconds(10), OnConnection = _ => ValueTask.FromResult(tls) });
        });
    }

    /// <summary>A request for another name, in its head or its handshake, is not ours.</summary>
    public static RequestDelegate RefuseMisdirected(string hostName, RequestDelegate next) => http =>
    {
        var named = http.Features.Get<ITlsHandshakeFeature>()?.HostName;
        if (hostName.Equals(http.Request.Host.Host, StringComparison.OrdinalIgnoreCase) && (string.IsNullOrEmpty(named) || hostName.Equals(named, StringComparison.OrdinalIgnoreCase)))
            return next(http);

        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    };
}
