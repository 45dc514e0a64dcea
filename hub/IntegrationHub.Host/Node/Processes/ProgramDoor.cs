using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>The listener of programs: HTTPS that asks for a client certificate and takes callers without one, since only some tokens are bound to one.</summary>
/// <param name="EndPoint">Where it listens.</param>
/// <param name="HostName">Requests for another name are answered 421.</param>
/// <param name="Certificate">The certificate with its key.</param>
/// <param name="Chain">Its issuers.</param>
internal sealed record ProgramDoor(IPEndPoint EndPoint, string HostName, X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    private const int MaxConnections = 500;

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        var context = SslStreamCertificateContext.Create(Certificate, Chain, offline: true);
        kestrel.Listen(EndPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new TlsHandshakeCallbackOptions { HandshakeTimeout = TimeSpan.FromSeconds(10), OnConnection = _ => ValueTask.FromResult(Options(context)) });
        });
    }

    /// <summary>A connection that was made for another name goes back (421), and answers stay in no cache.</summary>
    public Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<ITlsHandshakeFeature>() is not { } handshake)
        {
            return next(http);
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.StrictTransportSecurity = "max-age=31536000";
        if (!HostName.Equals(http.Request.Host.Host, StringComparison.OrdinalIgnoreCase)
            || (!string.IsNullOrEmpty(handshake.HostName) && !HostName.Equals(handshake.HostName, StringComparison.OrdinalIgnoreCase)))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        return next(http);
    }

    [SuppressMessage("Security", "CA5359", Justification = "The certificate is judged with the token of every call; the handshake must not, or nobody could be told what is wrong.")]
    private static SslServerAuthenticationOptions Options(SslStreamCertificateContext context) => new()
    {
        ServerCertificateContext = context,
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        // Without a policy the chain of an unknown certificate would be completed from the addresses in it.
        CertificateChainPolicy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck, TrustMode = X509ChainTrustMode.CustomRootTrust,
        },
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };
}
