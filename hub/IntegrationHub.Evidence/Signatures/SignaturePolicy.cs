using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>What a party's signatures may be made of, and whom they may come from. One value per party and date.</summary>
/// <remarks>Immutable and thread-safe; reuse one instance, it is looked at for every message.</remarks>
public sealed record SignaturePolicy
{
    /// <summary>The authorities signers must chain to. Share one instance: it remembers the chains it has built.</summary>
    public required TrustAnchors Trust { get; init; }

    /// <summary>What signatures may be made of: the rule of the party in force at the time of reception. Default: <see cref="SignatureRule.Default"/>.</summary>
    public SignatureRule Rule { get; init; } = SignatureRule.Default;

    /// <summary>Why no rule is in force; then everything is refused with this text. Null where one is.</summary>
    public string? Gap { get; init; }

    /// <summary>How SM2 and SM3 are called in XML, where the rule allows them.</summary>
    public Sm2Names Sm2 { get; init; } = Sm2Names.InUse;

    /// <summary>True only for a party that was registered with an old client that cannot do better; the rule may end it.</summary>
    public bool AllowSha1 { get; init; }

    /// <summary>
    /// Key usages of which a certificate that states its key usage must have one. Default: digital signature or
    /// non-repudiation. A certificate without the extension passes, as RFC 5280 has it, unless <see cref="RequireKeyUsage"/> or the rule asks for it.
    /// </summary>
    public X509KeyUsageFlags KeyUsages { get; init; } = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    /// <summary>True refuses certificates that do not state their key usage, also where the rule does not. Default false: peers use such certificates.</summary>
    public bool RequireKeyUsage { get; init; }

    /// <summary>The certificates bound to the party: only they may sign. Null accepts every signer that chains to <see cref="Trust"/>.</summary>
    public SignerBinding? ExpectedSigners { get; init; }

    /// <summary>Source of revocation data; null checks none.</summary>
    public IRevocationSource? Revocation { get; init; }

    /// <summary>By how much clocks may differ at the ends of a certificate's validity. Default five minutes.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What a message may cost to read.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default;

    /// <summary>SHA-1 passes beside the sets of the rule.</summary>
    private bool TakesSha1 => Rule.Sha1 switch
    {
        Sha1Allowance.Never => false,
        Sha1Allowance.Allowed => true,
        _ => AllowSha1,
    };

    internal bool Allows(SignatureAlgorithm algorithm) =>
        algorithm == SignatureAlgorithm.RsaSha1 ? TakesSha1 : Rule.Algorithms.Contains(algorithm);

    internal bool Allows(DigestAlgorithm algorithm) =>
        algorithm == DigestAlgorithm.Sha1 ? TakesSha1 : Rule.Digests.Contains(algorithm);
}
