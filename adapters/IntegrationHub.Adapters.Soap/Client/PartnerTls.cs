using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Adapters.Soap.Client;

/// <summary>TLS towards partners: our certificate is presented, theirs is pinned or chained, and nothing is fetched.</summary>
internal sealed class PartnerTls(SoapKeys keys, SoapClientOptions options, TimeProvider time)
{
    public SslClientAuthenticationOptions For(Party party) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateContext = SslStreamCertificateContext.Create(keys.TlsCertificate(), keys.TlsChain, offline: true),
        CertificateChainPolicy = ChainPolicy(),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => Accept(party, certificate, errors),
    };

    private X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            TrustMode = X509ChainTrustMode.CustomRootTrust,
        };
        policy.CustomTrustStore.AddRange(options.Authorities());
        return policy;
    }

    private bool Accept(Party party, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 server) return false;
        var now = time.GetUtcNow();
        if (now.UtcDateTime < server.NotBefore.ToUniversalTime() || now.UtcDateTime > server.NotAfter.ToUniversalTime()) return false;
        // Bound first: asking about a certificate makes the hub watch it, which no stranger's server may bring about.
        if (!IsBound(party, server, errors)) return false;
        // Of a party that is bound by its authority alone there is no end to the certificates that its servers may show.
        if (party.TlsCertificates.Count > 0) options.Notes?.Seen(server);
        return !(options.Revocation?.RevocationOf(server) is { } revoked && revoked.At <= now);
    }

    private static bool IsBound(Party party, X509Certificate2 server, SslPolicyErrors errors)
    {
        if (party.TlsCertificates.Count == 0) return errors == SslPolicyErrors.None;
        var thumbprint = Convert.ToHexString(SHA256.HashData(server.RawDataMemory.Span));
        return party.TlsCertificates.Contains(thumbprint, StringComparer.OrdinalIgnoreCase);
    }
}
