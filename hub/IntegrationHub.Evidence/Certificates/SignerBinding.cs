using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>The signing certificates bound to one party, by SHA-256 thumbprint.</summary>
/// <remarks>Immutable, thread-safe. During a roll-over it holds the old and the new certificate.</remarks>
public sealed class SignerBinding
{
    private readonly FrozenSet<string> thumbprints;
    private readonly Func<IReadOnlyList<X509Certificate2>> certificates;

    /// <param name="thumbprints">SHA-256 of the DER certificate, 64 hexadecimal digits each, in either case.</param>
    /// <param name="certificates">The certificates where known: they serve messages whose KeyInfo holds none.</param>
    public SignerBinding(IEnumerable<string> thumbprints, IEnumerable<X509Certificate2>? certificates = null)
    {
        IReadOnlyList<X509Certificate2> known = [.. certificates ?? []];
        this.certificates = () => known;
        this.thumbprints = thumbprints.Concat(known.Select(ThumbprintOf)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Binds thumbprints whose certificates are looked for when a message needs them: they may become known later.</summary>
    /// <param name="thumbprints">SHA-256 of the DER certificate, 64 hexadecimal digits each, in either case.</param>
    /// <param name="find">The certificate of a thumbprint, or null. Thread-safe.</param>
    public SignerBinding(IReadOnlyList<string> thumbprints, Func<string, X509Certificate2?> find)
    {
        certificates = () => [.. thumbprints.Select(find).OfType<X509Certificate2>()];
        this.thumbprints = thumbprints.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Binds whole certificates.</summary>
    public static SignerBinding To(params IEnumerable<X509Certificate2> certificates) => new([], certificates);

    /// <summary>Certificates known in full.</summary>
    public IReadOnlyList<X509Certificate2> Certificates => certificates();

    /// <summary>True when the certificate is bound.</summary>
    public bool Includes(X509Certificate2 certificate) => Includes(ThumbprintOf(certificate));

    internal bool Includes(string thumbprint) => thumbprints.Contains(thumbprint);

    /// <summary>SHA-256 of the DER certificate as upper-case hexadecimal digits.</summary>
    public static string ThumbprintOf(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
