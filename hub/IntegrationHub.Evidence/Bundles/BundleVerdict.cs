using System.Security.Cryptography;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>What became of a bundle.</summary>
/// <param name="Reasons">Why it is refused; empty when accepted.</param>
/// <param name="Proven">In plain words, what the bundle proves to somebody who trusts the given anchors and log key.</param>
/// <param name="NotProven">In plain words, what it does not prove.</param>
public sealed record BundleVerdict(IReadOnlyList<Refusal> Reasons, IReadOnlyList<string> Proven, IReadOnlyList<string> NotProven)
{
    public bool Accepted => Reasons.Count == 0;

    /// <summary>What the bundle's index says it is about; of a refused one nobody's word. Empty where the container is not sound.</summary>
    public IReadOnlyList<BundleSubject> Subjects { get; init; } = [];

    /// <summary>Whether it is established that the hub whose ledger this is signed the bundle; otherwise somebody else whose authority is trusted did.</summary>
    public bool SignerIsHub { get; init; }

    /// <summary><c>accepted</c> or <c>refused</c>.</summary>
    public string Verdict => Accepted ? "accepted" : "refused";
}

/// <summary>An exchange that a bundle is about, with digests of the octets that lie in it.</summary>
/// <param name="RawSha256">Of the octets as received or sent, lower hexadecimal digits; null where the bundle has none.</param>
/// <param name="AnswerSha256">Of answer and acknowledgements.</param>
public sealed record BundleSubject(Guid Exchange, string? RawSha256, IReadOnlyList<string> AnswerSha256)
{
    internal static BundleSubject Of(BundleReader bundle, ExchangeDescription exchange) => new(
        exchange.Id,
        bundle.RawOf(exchange) is { } raw ? DigestOf(raw) : null,
        [.. exchange.AcknowledgementFiles.Select(file => DigestOf(bundle.Files[file]))]);

    private static string DigestOf(byte[] octets) => Convert.ToHexStringLower(SHA256.HashData(octets));
}

/// <summary>What the verifier trusts. None of it can come from the bundle.</summary>
/// <param name="Signers">Authorities of the hub that made the bundle.</param>
/// <param name="Timestamps">Authorities of timestamp services; empty proves no time.</param>
/// <param name="LogKey">The ledger's public key; null establishes no ledger.</param>
public sealed record BundleTrust(Certificates.TrustAnchors Signers, Certificates.TrustAnchors Timestamps, Ledger.Checkpoints.NoteVerifierKey? LogKey)
{
    /// <summary>Certificates of the hub, one of which must have signed the bundle; null leaves it to the ledger to name the hub's.</summary>
    public Certificates.SignerBinding? ExpectedSigners { get; init; }
}

/// <summary>Judges the XML signature of a raw message, where the caller can (it may lie in a SOAP envelope).</summary>
/// <param name="raw">The octets as received or sent.</param>
/// <param name="revocation">The bundle's revocation data.</param>
/// <param name="at">When that was.</param>
/// <returns>What was found; null when the message carries no signature or cannot be read.</returns>
public delegate MessageFinding? MessageCheck(ReadOnlyMemory<byte> raw, Certificates.IRevocationSource revocation, DateTimeOffset at);

/// <summary>What became of a message's XML signature.</summary>
/// <param name="Signer">Who signed, when it holds.</param>
/// <param name="Doubt">What about an accepted signer is assumed and not known, in a sentence.</param>
/// <param name="Refusal">Why it does not hold.</param>
public sealed record MessageFinding(string? Signer, string? Doubt, Refusal? Refusal);
