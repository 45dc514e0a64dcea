using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Revocation;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>Whether a certificate that is bound by itself, without a chain (TLS), is known to be revoked. Opens no connection. Thread-safe.</summary>
public interface ICertificateRevocation
{
    /// <summary>Its revocation by the authority it names, whenever it takes effect; null when none is known.</summary>
    RevokedEntry? RevocationOf(X509Certificate2 certificate);
}
