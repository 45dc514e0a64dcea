using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Cms;

/// <summary>Verifies CMS signatures: content, signed attributes, signature value, certificate, chain and timestamps of every signer.</summary>
/// <remarks>Thread-safe. Opens no connection, whatever certificates say; nothing in the file is trusted.</remarks>
public sealed class CmsVerifier(CmsPolicy policy)
{
    /// <summary>Verifies a signature that must carry its content.</summary>
    public CmsVerdict VerifyAttached(ReadOnlyMemory<byte> cms, DateTimeOffset at)
    {
        if (CmsDocument.TryRead(cms) is not { } document)
            return Refused(Malformed);
        return document.Content is null
            ? Refused(new("cms.content_missing", "The signature carries no content.", "Hand in the signed file beside the signature."))
            : Verify(document, document.Content, at);
    }

    /// <summary>Verifies a signature beside its content in memory.</summary>
    public CmsVerdict VerifyDetached(ReadOnlyMemory<byte> cms, ReadOnlySpan<byte> content, DateTimeOffset at) =>
        TryDetached(cms, out var document, out var refused) ? Verify(document!, content, at) : refused!;

    /// <summary>Verifies a signature beside its content, which is read once, piece by piece.</summary>
    public async ValueTask<CmsVerdict> VerifyDetachedAsync(ReadOnlyMemory<byte> cms, Stream content, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!TryDetached(cms, out var document, out var refused))
            return refused!;
        return Judge(document!, await DigestAsync(document!, content, cancellationToken), at);
    }

    /// <summary>The timestamp that carries the only signature at a time, or why none does; nothing else of the document is judged.</summary>
    public (TimestampFacts? Facts, Refusal? Refusal) TimesOfAttached(ReadOnlyMemory<byte> cms, DateTimeOffset at)
    {
        if (CmsDocument.TryRead(cms) is not { Content: { } content } document)
            return (null, Malformed);
        using var digests = new ContentDigests(document, policy.Families);
        digests.Append(content);
        return Times(document, digests.Finish(), at);
    }

    /// <summary>The same of a signature beside its content, which is read once.</summary>
    public async ValueTask<(TimestampFacts? Facts, Refusal? Refusal)> TimesOfDetachedAsync(
        ReadOnlyMemory<byte> cms, Stream content, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!TryDetached(cms, out var document, out var refused))
            return (null, refused!.Refusals[0]);
        return Times(document!, await DigestAsync(document!, content, cancellationToken), at);
    }

    private (TimestampFacts? Facts, Refusal? Refusal) Times(CmsDocument document, IReadOnlyDictionary<string, byte[]> digests, DateTimeOffset at)
    {
        if (document.Signatures is not [var one])
            return (null, Malformed);
        var warnings = new List<Refusal>();
        var times = new SignatureTimes(document, one, policy, digests, warnings).At(at);
        return (times.Newest, times.Newest is null ? warnings.FirstOrDefault() : null);
    }

    private static Refusal Malformed { get; } =
        new("cms.malformed", "The octets are no CMS SignedData, or not well-formed.", "Hand in the .p7s file as the signer made it (DER).");

    private static bool TryDetached(ReadOnlyMemory<byte> cms, out CmsDocument? document, out CmsVerdict? refused)
    {
        document = CmsDocument.TryRead(cms);
        refused = document switch
        {
            null => Refused(Malformed),
            { Content: not null } => Refused(new("cms.attached_unexpected", "The signature carries content of its own; whether that or the file beside it is meant cannot be told.", "Sign the file with a detached signature.")),
            { ContentType: not Oids.Data } => Refused(new("cms.content_type", $"The signature is for content of the type {document.ContentType}, not for a file.", "Sign the file itself.")),
            _ => null,
        };
        return refused is null;
    }

    private async ValueTask<IReadOnlyDictionary<string, byte[]>> DigestAsync(CmsDocument document, Stream content, CancellationToken cancellationToken)
    {
        using var digests = new ContentDigests(document, policy.Families);
        var buffer = new byte[128 * 1024];
        for (int count; (count = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            digests.Append(buffer.AsSpan(0, count));
        return digests.Finish();
    }

    private static CmsVerdict Refused(Refusal refusal) => new([refusal], [], []);

    private CmsVerdict Verify(CmsDocument document, ReadOnlySpan<byte> content, DateTimeOffset at)
    {
        using var digests = new ContentDigests(document, policy.Families);
        digests.Append(content);
        return Judge(document, digests.Finish(), at);
    }

    private CmsVerdict Judge(CmsDocument document, IReadOnlyDictionary<string, byte[]> digests, DateTimeOffset at)
    {
        if (policy.Signers.Gap is { } gap)
            return Refused(new("cms.no_rule_in_force", gap, "Add a rule for this time (signatures.rules)."));
        if (document.Signatures.Count == 0)
            return Refused(new("cms.no_signer", "Nobody signed: the structure holds certificates only."));
        var (refusals, signers, warnings) = (new List<Refusal>(), new List<CmsSignerFacts>(), new List<Refusal>());
        foreach (var signature in document.Signatures)
        {
            var judgement = new SignerJudgement(document, signature, policy, at, warnings);
            if (judgement.Run(digests) is { } refusal)
                refusals.Add(refusal);
            else
                signers.Add(judgement.Facts);
        }
        return new CmsVerdict(refusals, signers, warnings);
    }
}
