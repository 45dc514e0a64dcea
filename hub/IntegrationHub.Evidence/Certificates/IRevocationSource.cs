using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>What is known about the revocation of a certificate at a time.</summary>
public enum RevocationState
{
    Good,
    Revoked,

    /// <summary>No data, or data too old to tell.</summary>
    Unknown,
}

/// <summary>Answers from revocation data that was fetched from configured addresses before; never opens a connection itself.</summary>
public interface IRevocationSource
{
    /// <summary>The state of <paramref name="certificate"/>, issued by <paramref name="issuer"/>, at <paramref name="at"/>. Thread-safe.</summary>
    RevocationState StateOf(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at);
}
