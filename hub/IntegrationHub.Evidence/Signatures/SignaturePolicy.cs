using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>What a party's signatures may be made of, and whom they may come from. One value per party and date.</summary>
/// <remarks>Immutable and thread-safe; reuse one instance, it is looked at for every message.</remarks>
public sealed record SignaturePolicy
{
    /// <summary>The authorities signers must chain to. Share one instance: it remembers the chains it has built.</summary>
    public required TrustAnchors Trust { get; init; }

    /// <summary>Default: RSA and ECDSA with SHA-256, SHA-384 and SHA-512.</summary>
    public FrozenSet<SignatureAlgorithm> Algorithms { get; init; } = FrozenSet.Create(
        SignatureAlgorithm.RsaSha256, SignatureAlgorithm.RsaSha384, SignatureAlgorithm.RsaSha512,
        SignatureAlgorithm.EcdsaSha256, SignatureAlgorithm.EcdsaSha384, SignatureAlgorithm.EcdsaSha512);

    /// <summary>Default: SHA-256, SHA-384 and SHA-512.</summary>
    public FrozenSet<DigestAlgorithm> Digests { get; init; } =
        FrozenSet.Create(DigestAlgorithm.Sha256, DigestAlgorithm.Sha384, DigestAlgorithm.Sha512);

    /// <summary>Canonicalizations of SignedInfo and, as optional second transform, of the message. Default: without comments.</summary>
    public FrozenSet<CanonicalizationMethod> Canonicalizations { get; init; } =
        FrozenSet.Create(CanonicalizationMethod.Inclusive, CanonicalizationMethod.Exclusive);

    /// <summary>True only for a party with an old client that cannot do better; then RSA-SHA1 and SHA-1 pass beside the sets above.</summary>
    public bool AllowSha1 { get; init; }

    /// <summary>Smallest RSA modulus in bits. Default 2048.</summary>
    public int MinimumRsaBits { get; init; } = 2048;

    /// <summary>Smallest elliptic curve in bits. Default 256.</summary>
    public int MinimumEcBits { get; init; } = 256;

    /// <summary>
    /// Key usages of which a certificate that states its key usage must have one. Default: digital signature or
    /// non-repudiation. A certificate without the extension passes, as RFC 5280 has it, unless <see cref="RequireKeyUsage"/>.
    /// </summary>
    public X509KeyUsageFlags KeyUsages { get; init; } = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    /// <summary>True refuses certificates that do not state their key usage. Default false: peers use such certificates.</summary>
    public bool RequireKeyUsage { get; init; }

    /// <summary>Extended key usages (dotted) that a certificate must all have. Default none.</summary>
    public IReadOnlyList<string> ExtendedKeyUsages { get; init; } = [];

    /// <summary>The certificates bound to the party: only they may sign. Null accepts every signer that chains to <see cref="Trust"/>.</summary>
    public SignerBinding? ExpectedSigners { get; init; }

    /// <summary>Source of revocation data; null checks none.</summary>
    public IRevocationSource? Revocation { get; init; }

    /// <summary>By how much clocks may differ at the ends of a certificate's validity. Default five minutes.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What a message may cost to read.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default;

    internal bool Allows(SignatureAlgorithm algorithm) =>
        Algorithms.Contains(algorithm) ? algorithm != SignatureAlgorithm.RsaSha1 || AllowSha1 : AllowSha1 && algorithm == SignatureAlgorithm.RsaSha1;

    internal bool Allows(DigestAlgorithm algorithm) =>
        Digests.Contains(algorithm) ? algorithm != DigestAlgorithm.Sha1 || AllowSha1 : AllowSha1 && algorithm == DigestAlgorithm.Sha1;
}
