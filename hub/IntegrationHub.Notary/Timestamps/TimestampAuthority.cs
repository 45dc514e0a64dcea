using System.Security.Cryptography;
using IntegrationHub.Evidence.Certificates;

namespace IntegrationHub.Notary.Timestamps;

/// <summary>A configured timestamp authority.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Address">Where requests are posted.</param>
/// <param name="Trust">What its certificate must lead to. Each authority has its own: none vouches for another's tokens.</param>
public sealed record TimestampAuthority(string Name, Uri Address, TrustAnchors Trust)
{
    /// <summary>The certificates that alone may sign its tokens; null accepts every one that leads to <see cref="Trust"/>.</summary>
    public SignerBinding? Signers { get; init; }

    /// <summary>Policy that is asked for and insisted on, as a dotted number; null takes the authority's own.</summary>
    public string? Policy { get; init; }

    public HashAlgorithmName Digest { get; init; } = HashAlgorithmName.SHA256;
}
