using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Adapters.Soap.Client;

/// <summary>One pool of connections per party, made anew when the party or our certificate changes. Thread-safe.</summary>
internal sealed class PartnerConnections(SoapKeys keys, SoapClientOptions options, TimeProvider time) : IDisposable
{
    private readonly PartnerTls _tls = new(keys, options, time);
    private readonly ConcurrentDictionary<PartyId, Pool> _pools = new();

    public HttpMessageInvoker For(Party party)
    {
        var certificate = keys.TlsCertificate();
        while (true)
        {
            if (_pools.TryGetValue(party.Id, out var pool) && pool.Fits(party, certificate)) return pool.Invoker;
            var made = new Pool(party, certificate, new HttpMessageInvoker(Handler(party)));
            if (pool is null ? _pools.TryAdd(party.Id, made) : _pools.TryUpdate(party.Id, made, pool))
            {
                // Calls in work keep the old pool; its connections end by their lifetime.
                return made.Invoker;
            }
            made.Invoker.Dispose();
        }
    }

    private SocketsHttpHandler Handler(Party party) => new()
    {
        SslOptions = _tls.For(party),
        ConnectTimeout = options.ConnectTimeout,
        MaxConnectionsPerServer = options.MaxConnectionsPerEndpoint,
        PooledConnectionIdleTimeout = options.IdleTimeout,
        PooledConnectionLifetime = options.ConnectionLifetime,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
    };

    public void Dispose()
    {
        foreach (var pool in _pools.Values) pool.Invoker.Dispose();
    }

    private sealed record Pool(Party Party, X509Certificate2 Certificate, HttpMessageInvoker Invoker)
    {
        /// <summary>Parties are immutable, so another instance may be another party.</summary>
        public bool Fits(Party party, X509Certificate2 certificate) =>
            ReferenceEquals(certificate, Certificate)
            && (ReferenceEquals(party, Party) || party.TlsCertificates.SequenceEqual(Party.TlsCertificates, StringComparer.OrdinalIgnoreCase));
    }
}
