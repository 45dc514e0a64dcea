using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Identity.People;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace IntegrationHub.Portal.Hosting;

/// <summary>The door a connection came in by. Set by the listener, so that nothing in a request can say otherwise.</summary>
internal sealed record DoorFeature(PortalDoor Door);

/// <summary>Listeners with HTTPS; the core door asks for a client certificate at the handshake, and only there.</summary>
internal static class DoorListeners
{
    /// <summary>Largest request: forms are small, and nothing is uploaded.</summary>
    private const long MaxBody = 64 * 1024;
    private const int MaxConnections = 1000;

    public static void Configure(KestrelServerOptions kestrel, PortalSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        var context = SslStreamCertificateContext.Create(settings.Certificate, settings.Chain, offline: true);
        foreach (var door in settings.Doors)
        {
            var feature = new DoorFeature(door);
            kestrel.Listen(door.EndPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    HandshakeTimeout = TimeSpan.FromSeconds(10),
                    OnConnection = _ => ValueTask.FromResult(Options(door.Door, settings.Proxies.Count > 0, context)),
                });
                listen.Use(next => connection =>
                {
                    connection.Features.Set(feature);
                    return next(connection);
                });
            });
        }
    }

    /// <summary>Any certificate passes the handshake: it is judged for every request, and whoever has none is told so by a page.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "The certificate is judged for every request; the handshake must not, or nobody could be told what is missing.")]
    private static SslServerAuthenticationOptions Options(Door door, bool isProxied, SslStreamCertificateContext context) => new()
    {
        ServerCertificateContext = context,
        // Where there are proxies the door of staff asks as well: by its certificate a proxy is known.
        ClientCertificateRequired = isProxied || Doors.NeedsCertificate(door),
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
