using System.Collections.Frozen;
using System.Globalization;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Certificates;

namespace IntegrationHub.Evidence.Signatures.Rules;

/// <summary>What signatures may be made of during one span of time. Which rule counts is decided by the instant of reception alone.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed record SignatureRule
{
    /// <summary>What counts where nothing is configured, at every time.</summary>
    public static SignatureRule Default { get; } = new() { Name = "default" };

    /// <summary>The default with SM2 and SM3 beside: what counts where somebody verifies a file and names the authority himself.</summary>
    public static SignatureRule WithSm2 { get; } = Default with
    {
        Name = "default with SM2",
        Algorithms = [.. Default.Algorithms, SignatureAlgorithm.Sm2Sm3],
        Digests = [.. Default.Digests, DigestAlgorithm.Sm3],
    };

    /// <summary>Name for people; refusals and <c>party show</c> tell it.</summary>
    public required string Name { get; init; }

    /// <summary>First instant at which it counts; null: since ever.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>First instant at which it does not count any more; null: until further notice.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Default: RSA and ECDSA with SHA-256, SHA-384 and SHA-512.</summary>
    public FrozenSet<SignatureAlgorithm> Algorithms { get; init; } = FrozenSet.Create(
        SignatureAlgorithm.RsaSha256, SignatureAlgorithm.RsaSha384, SignatureAlgorithm.RsaSha512,
        SignatureAlgorithm.EcdsaSha256, SignatureAlgorithm.EcdsaSha384, SignatureAlgorithm.EcdsaSha512);

    /// <summary>Default: SHA-256, SHA-384 and SHA-512.</summary>
    public FrozenSet<DigestAlgorithm> Digests { get; init; } =
        FrozenSet.Create(DigestAlgorithm.Sha256, DigestAlgorithm.Sha384, DigestAlgorithm.Sha512);

    /// <summary>Canonicalizations of SignedInfo. Default: without comments.</summary>
    public FrozenSet<CanonicalizationMethod> Canonicalizations { get; init; } =
        FrozenSet.Create(CanonicalizationMethod.Inclusive, CanonicalizationMethod.Exclusive);

    /// <summary>Canonicalizations that may follow enveloped-signature as second transform; none: enveloped-signature must stand alone.</summary>
    public FrozenSet<CanonicalizationMethod> Transforms { get; init; } =
        FrozenSet.Create(CanonicalizationMethod.Inclusive, CanonicalizationMethod.Exclusive);

    /// <summary>Smallest RSA modulus in bits. Default 2048.</summary>
    public int MinimumRsaBits { get; init; } = 2048;

    /// <summary>Curves of ECDSA keys. Default P-256, P-384 and P-521.</summary>
    public FrozenSet<EllipticCurve> Curves { get; init; } = FrozenSet.Create(EllipticCurve.P256, EllipticCurve.P384, EllipticCurve.P521);

    /// <summary>Default: as the party was registered, which is off.</summary>
    public Sha1Allowance Sha1 { get; init; }

    /// <summary>True refuses certificates that do not state their key usage. Default false.</summary>
    public bool RequireKeyUsage { get; init; }

    /// <summary>Extended key usages (dotted) that a signer's certificate must all have. Default none.</summary>
    public IReadOnlyList<string> ExtendedKeyUsages { get; init; } = [];

    /// <summary>Authorities that signers must lead to; null: those of the hub.</summary>
    public TrustAnchors? Trust { get; init; }

    /// <summary>True when this rule counts at <paramref name="instant"/>.</summary>
    public bool CountsAt(DateTimeOffset instant) => !(instant < ValidFrom) && !(instant >= ValidTo);

    /// <summary>Its span in words, e.g. <c>from 2026-01-01 00:00:00Z until 2027-01-01 00:00:00Z</c>.</summary>
    public string Span => (ValidFrom, ValidTo) switch
    {
        (null, null) => "at every time",
        ({ } from, null) => $"from {Text(from)}",
        (null, { } to) => $"until {Text(to)}",
        var (from, to) => $"from {Text(from.Value)} until {Text(to.Value)}",
    };

    internal static string Text(DateTimeOffset instant) => instant.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture);
}
