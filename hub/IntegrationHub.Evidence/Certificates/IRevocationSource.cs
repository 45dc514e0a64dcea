using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Revocation;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>What is known about the revocation of a certificate at a time.</summary>
public enum RevocationState
{
    Good,
    Revoked,

    /// <summary>No data, or data too old to tell; the policy refuses.</summary>
    Unknown,

    /// <summary>No data, or data past its time; the policy accepts, and whoever asks says so.</summary>
    Assumed,

    /// <summary>Nobody was named who could tell about certificates of this issuer.</summary>
    NotChecked,
}

/// <summary>Answers from revocation data that was fetched from configured addresses before; never opens a connection itself.</summary>
public interface IRevocationSource
{
    /// <summary>The state of <paramref name="certificate"/>, issued by <paramref name="issuer"/>, at <paramref name="at"/>. Thread-safe.</summary>
    RevocationState StateOf(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at);

    /// <summary>The revocation of <paramref name="certificate"/>, whenever it takes effect; null when none is known. Thread-safe.</summary>
    RevokedEntry? RevocationOf(X509Certificate2 certificate, X509Certificate2 issuer);
}
