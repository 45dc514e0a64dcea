namespace IntegrationHub.Evidence;

/// <summary>Why evidence other than an XML signature is refused (see <see cref="Signatures.SignatureRefusal"/> for those).</summary>
/// <param name="Id">Stable code, dotted: <c>cms.digest_mismatch</c>, <c>timestamp.nonce_mismatch</c>, <c>bundle.duplicate_name</c>, <c>untrusted</c>.</param>
/// <param name="Detail">What was found, in one sentence.</param>
/// <param name="Remedy">What to do about it; empty when nothing helps.</param>
public sealed record Refusal(string Id, string Detail, string Remedy = "")
{
    public override string ToString() => $"{Id}: {Detail}";
}
