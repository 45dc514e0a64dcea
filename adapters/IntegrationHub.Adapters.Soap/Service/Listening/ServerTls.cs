using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Adapters.Soap.Service.Listening;

/// <summary>
/// TLS of the listener: any client certificate passes the handshake, since the hub answers 401 and 403 itself; and no certificate makes
/// the hub open a connection, neither for issuers nor for revocation.
/// </summary>
internal sealed class ServerTls(SoapKeys keys)
{
    private readonly Lock _gate = new();
    private X509Certificate2? _certificate;
    private SslStreamCertificateContext? _context;

    [SuppressMessage("Security", "CA5359", Justification = "The caller is judged by the registry for every request; the handshake must not, or nobody could be answered 401.")]
    public SslServerAuthenticationOptions Options() => new()
    {
        ServerCertificateContext = Context(),
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        CertificateChainPolicy = NoFetching(),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,
    };

    /// <summary>Without a policy the chain of an unknown caller would be completed from the addresses in its certificate.</summary>
    private static X509ChainPolicy NoFetching() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
    };

    private SslStreamCertificateContext Context()
    {
        var certificate = keys.TlsCertificate();
        lock (_gate)
        {
            if (_context is null || !ReferenceEquals(certificate, _certificate))
            {
                // Offline: our own certificate's issuers and OCSP responder are not asked, either.
                _context = SslStreamCertificateContext.Create(certificate, keys.TlsChain, offline: true);
                _certificate = certificate;
            }
            return _context;
        }
    }
}
