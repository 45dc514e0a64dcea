using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Evidence.Cms;

/// <summary>What CMS signatures may be made of and whom they may come from. One value per party and date.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed record CmsPolicy
{
    /// <summary>Authorities, key usages, binding and revocation of signers. Its XML algorithms play no role here.</summary>
    public required SignaturePolicy Signers { get; init; }

    /// <summary>Authorities of timestamp services. Without any, timestamps prove nothing and signatures are judged at the time asked about.</summary>
    public TrustAnchors TimestampTrust { get; init; } = TrustAnchors.None;

    /// <summary>Revocation data for timestamp services; null checks none.</summary>
    public IRevocationSource? TimestampRevocation { get; init; }

    /// <summary>Default: RSA and ECDSA with SHA-2.</summary>
    public IReadOnlyList<ISignatureFamily> Families { get; init; } = [FrameworkFamily.Instance];

    /// <summary>Default true: a signature must name its certificate (CAdES). False accepts plain CMS with signed attributes.</summary>
    public bool RequireSigningCertificate { get; init; } = true;

    /// <summary>True refuses signatures without a valid timestamp. Default false.</summary>
    public bool RequireTimestamp { get; init; }

    /// <summary>Contracts are signed with certificates that say they are for it: a key usage is asked for.</summary>
    public static CmsPolicy Trusting(TrustAnchors signers, TrustAnchors? timestamps = null, IRevocationSource? revocation = null) => new()
    {
        Signers = new SignaturePolicy
        {
            Trust = signers,
            RequireKeyUsage = true,
            KeyUsages = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
            Revocation = revocation,
        },
        TimestampTrust = timestamps ?? TrustAnchors.None,
        TimestampRevocation = revocation,
    };
}
