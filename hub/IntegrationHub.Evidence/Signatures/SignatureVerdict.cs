using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Canonicalization;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>What became of one verification: accepted with what was proven, or refused with one reason.</summary>
/// <remarks>Immutable. <see cref="Signer"/> is shared with the verifier's cache: do not dispose it.</remarks>
public sealed record SignatureVerdict
{
    private SignatureVerdict()
    {
    }

    [MemberNotNullWhen(true, nameof(Signature))]
    [MemberNotNullWhen(true, nameof(Signer))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Accepted => Refusal is null;

    /// <summary>Null when accepted.</summary>
    public SignatureRefusal? Refusal { get; private init; }

    /// <summary>What the signature is made of; null when the refusal came before it was read.</summary>
    public SignatureFacts? Signature { get; private init; }

    /// <summary>The signer's certificate. After a refusal it is a mere claim, kept for evidence.</summary>
    public X509Certificate2? Signer { get; private init; }

    /// <summary>
    /// The bytes the signature speaks for, as offset and length in the verified memory: the whole message when accepted
    /// (its own ds:Signature excluded by the enveloped-signature transform), nothing when refused. Use these bytes and no others.
    /// </summary>
    public (int Offset, int Length) Covered { get; private init; }

    /// <summary>What was accepted by policy without being known, in a sentence (revocation data that is stale or missing); else null.</summary>
    public string? Doubt { get; private init; }

    internal static SignatureVerdict Accept(SignatureFacts signature, X509Certificate2 signer, int length, string? doubt = null) =>
        new() { Signature = signature, Signer = signer, Covered = (0, length), Doubt = doubt };

    internal static SignatureVerdict Refuse(SignatureRefusal refusal, SignatureFacts? signature = null, X509Certificate2? signer = null) =>
        new() { Refusal = refusal, Signature = signature, Signer = signer };
}

/// <summary>The facts of a signature, for evidence.</summary>
/// <param name="Algorithm">Signature algorithm.</param>
/// <param name="DigestAlgorithm">Algorithm of the reference digest.</param>
/// <param name="SignedInfoMethod">Canonicalization of SignedInfo.</param>
/// <param name="ContentMethod">Canonicalization of the message.</param>
/// <param name="Digest">The digest the signature states for the message. Do not change the array.</param>
/// <param name="Value">The signature value. Do not change the array.</param>
public sealed record SignatureFacts(
    SignatureAlgorithm Algorithm,
    DigestAlgorithm DigestAlgorithm,
    CanonicalizationMethod SignedInfoMethod,
    CanonicalizationMethod ContentMethod,
    byte[] Digest,
    byte[] Value);
