using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Adapters.Soap.Service.Listening;

/// <summary>Puts the addresses and the limits of one caller into Kestrel.</summary>
internal sealed class SoapListenerSetup(SoapListenerOptions options, ServerTls tls) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.RequestHeadersTimeout = options.HeadersTimeout;
        limits.KeepAliveTimeout = options.KeepAliveTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(options.MinBodyBytesPerSecond, options.BodyGracePeriod);
        foreach (var address in options.Endpoints)
        {
            kestrel.Listen(address, listen =>
            {
                // Partners speak HTTP/1.1; what is not offered cannot be attacked.
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    HandshakeTimeout = options.HandshakeTimeout,
                    OnConnection = _ => ValueTask.FromResult(tls.Options()),
                });
            });
        }
    }
}
