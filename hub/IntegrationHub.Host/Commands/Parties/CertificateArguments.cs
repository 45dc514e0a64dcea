using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.Parties;

/// <summary>Certificates as operators name them: by their SHA-256 thumbprint, or by a file, which is read once.</summary>
internal sealed class CertificateArguments(
    string relativeTo, TimeProvider time, List<Rejection> rejections, List<string> warnings, List<X509Certificate2> known)
{
    private const int ThumbprintDigits = 64;

    /// <summary>One thumbprint per certificate; what cannot be read becomes a rejection.</summary>
    public IReadOnlyList<string> Thumbprints(IReadOnlyList<string> certificates, string where) =>
        [.. certificates.Select(text => Thumbprint(text, where)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private string? Thumbprint(string text, string where)
    {
        // openssl prints thumbprints with colons.
        var digits = text.Replace(":", "", StringComparison.Ordinal);
        if (digits.Length == ThumbprintDigits && digits.All(char.IsAsciiHexDigit))
        {
            return digits.ToUpperInvariant();
        }

        var read = CertificateFiles.Read(Path.GetFullPath(text, relativeTo));
        if (read.Problem is { } problem)
        {
            rejections.Add(new Rejection("PARTY_CERTIFICATE", null, $"{text}: {problem.Detail}", where, "Name a PEM or DER certificate file, or state 64 hexadecimal digits."));
            return null;
        }

        // A chain follows its own certificate.
        var certificate = read.Value[0];
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority))
        {
            rejections.Add(new Rejection(
                "PARTY_CERTIFICATE_IS_AUTHORITY", null, $"{text} holds a certificate authority.", where, "Name the party's own certificate; authorities are trusted in hub.yaml (pki.trust)."));
            return null;
        }

        warnings.AddRange(ExpiryWarnings.Of([certificate], time.GetUtcNow()).Select(ending =>
            $"{text}: {(ending.Level == ExpiryLevel.Expired ? "expired" : "expires")} on {Words.Instant(ending.NotAfter)}"));
        known.Add(certificate);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
