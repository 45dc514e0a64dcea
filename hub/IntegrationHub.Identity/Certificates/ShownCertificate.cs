using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Exchange;

namespace IntegrationHub.Identity.Certificates;

/// <summary>A certificate as people compare it with the paper it came with.</summary>
/// <param name="Thumbprint">SHA-256 of the certificate, hex.</param>
public sealed record ShownCertificate(string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Thumbprint)
{
    /// <summary>Octets of a file that is taken for a certificate at most.</summary>
    public const int MostOctets = 32 * 1024;

    /// <summary>What was brought is no certificate.</summary>
    public static Rejection Unreadable { get; } = new("CERTIFICATE_UNREADABLE", null, "this is no certificate", "certificate", "Bring the person's certificate, PEM or DER, without its key.");

    public static ShownCertificate Of(X509Certificate2 certificate) => new(
        certificate.Subject, certificate.Issuer, new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
        certificate.GetCertHashString(HashAlgorithmName.SHA256));

    /// <summary>Reads one certificate, PEM or DER, of PEM the first; <c>null</c> where the octets are none. Keys beside it are not looked at.</summary>
    public static X509Certificate2? Read(ReadOnlySpan<byte> octets)
    {
        if (octets.Length is 0 or > MostOctets)
            return null;

        try
        {
            return octets.IndexOf("-----BEGIN CERTIFICATE"u8) >= 0 ? X509Certificate2.CreateFromPem(System.Text.Encoding.UTF8.GetString(octets)) : X509CertificateLoader.LoadCertificate(octets);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
