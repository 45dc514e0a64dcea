using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>Port: takes note of a certificate that a known partner showed or signed with, so that somebody can be told before it ends. It never fails and holds nobody up. Thread-safe.</summary>
public interface ICertificateNotes
{
    /// <param name="certificate">Bound to a party. It stays the caller's.</param>
    void Seen(X509Certificate2 certificate);
}
