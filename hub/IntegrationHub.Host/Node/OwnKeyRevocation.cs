using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands;

namespace IntegrationHub.Host.Node;

/// <summary>
/// Whether our own signing certificate may still be used, by the revocation data at hand. Nothing overrides a revocation: whoever got the
/// signature would refuse it. Expired and not yet valid certificates are refused when the key is loaded.
/// </summary>
internal static class OwnKeyRevocation
{
    /// <summary>A doubt that does not keep from signing, in a sentence; null where there is none.</summary>
    /// <exception cref="RefusedException">The certificate, or an authority above it, was revoked.</exception>
    public static string? Check(NodeKeys keys, NodeTrust trust, DateTimeOffset now) => Revoked(keys, trust, now) is { } revoked
        ? throw new RefusedException("OWN_CERTIFICATE_REVOKED", revoked, "Nothing was signed. Have a new certificate issued, name it in pki.signingCertificate, and tell your partners.")
        : Links(keys, trust, now)
            .Where(link => trust.Revocation!.StateOf(link.Certificate, link.Issuer, now) is RevocationState.Unknown or RevocationState.Assumed)
            .Select(link => $"whether {link.Certificate.Subject} was revoked is not known from fresh data; `ihub status` says why")
            .FirstOrDefault();

    /// <summary>What was revoked of the path of our signing certificate, in a sentence; null where nothing was.</summary>
    public static string? Revoked(NodeKeys keys, NodeTrust trust, DateTimeOffset now) => Links(keys, trust, now)
        .Select(link => (link.Certificate, Entry: trust.Revocation!.RevocationOf(link.Certificate, link.Issuer)))
        .Where(link => link.Entry is not null)
        .Select(link => $"our signing certificate is of no use: {link.Certificate.Subject} was revoked at {Words.Instant(link.Entry!.At)}")
        .FirstOrDefault();

    private static IEnumerable<(X509Certificate2 Certificate, X509Certificate2 Issuer)> Links(NodeKeys keys, NodeTrust trust, DateTimeOffset now)
    {
        if (trust.Revocation is null)
        {
            return [];
        }

        IReadOnlyList<X509Certificate2> path = [keys.Signing.Certificate, .. keys.ChainAt(now)];
        return path.Zip(path.Skip(1));
    }
}
