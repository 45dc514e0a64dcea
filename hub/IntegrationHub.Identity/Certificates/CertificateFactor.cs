using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;

namespace IntegrationHub.Identity.Certificates;

/// <summary>What a client certificate says of its holder, when it is valid, unrevoked and of a configured authority.</summary>
/// <param name="IssuerKey">SHA-256 of the issuer's public key, hex.</param>
/// <param name="SubjectKey">SHA-256 of the holder's public key, hex.</param>
/// <param name="Thumbprint">SHA-256 of the certificate, hex; sessions are bound to it.</param>
/// <param name="Subject">Name in the certificate, for people; nobody is identified by it.</param>
public sealed record CertificateFactor(string IssuerKey, string SubjectKey, string Thumbprint, string Subject);

/// <summary>Judges client certificates. Opens no connection; thread-safe.</summary>
/// <param name="authorities">The only ones that count.</param>
/// <param name="revocation">What is known of revocations; <c>null</c> where nothing is configured.</param>
/// <param name="time">Judges validity.</param>
public sealed class CertificateJudge(TrustAnchors authorities, ICertificateRevocation? revocation, TimeProvider time)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>The factor; <c>null</c> for no certificate and for one that does not count, with the reason for the ledger.</summary>
    public CertificateFactor? Judge(X509Certificate2? certificate, out string? reason)
    {
        reason = null;
        if (certificate is null)
            return null;

        var chain = authorities.Build(certificate, time.GetUtcNow());
        reason = chain.State != ChainState.Trusted ? $"certificate {chain.State}"
            : revocation?.RevocationOf(certificate) is not null ? "certificate revoked"
            : !IsForClients(certificate) ? "certificate is not for clients"
            : chain.Elements.Count < 2 ? "certificate has no issuer"
            : null;
        return reason is null ? FactorOf(certificate, chain.Elements[1]) : null;
    }

    private static CertificateFactor FactorOf(X509Certificate2 certificate, X509Certificate2 issuer) => new(
        KeyOf(issuer), KeyOf(certificate), certificate.GetCertHashString(HashAlgorithmName.SHA256), certificate.Subject);

    private static string KeyOf(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    private static bool IsForClients(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is not { } usage
        || usage.EnhancedKeyUsages.Cast<Oid>().Any(static oid => oid.Value == ClientAuthentication);
}
