using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Evidence.Files;

/// <summary>One reason of a refusal, for people and for programs.</summary>
/// <param name="Code">Stable: an id of <see cref="SignatureRefusal"/>, or <c>untrusted</c> when no authority was given at all.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record FileReason(string Code, string Detail, string Remedy);

/// <summary>What became of one file: <c>accepted</c>, or <c>refused</c> with its reasons.</summary>
/// <param name="Accepted">True when the signature holds, covers the whole message and comes from a trusted signer.</param>
/// <param name="Reasons">Empty when accepted.</param>
/// <param name="Signature">The verdict on the message inside; null when the file holds none.</param>
public sealed record FileVerdict(bool Accepted, IReadOnlyList<FileReason> Reasons, SignatureVerdict? Signature)
{
    /// <summary><c>accepted</c> or <c>refused</c>.</summary>
    public string Verdict => Accepted ? "accepted" : "refused";
}

/// <summary>A file after signing: its new bytes, or why it cannot be signed.</summary>
/// <param name="Content">The file with the signed message; null when refused.</param>
/// <param name="Refusal">Null when signed.</param>
public sealed record SignedFile(byte[]? Content, SignatureRefusal? Refusal);
