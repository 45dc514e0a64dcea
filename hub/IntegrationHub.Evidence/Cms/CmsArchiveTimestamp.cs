using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>One archive-time-stamp-v3 of a signature as it was read; nothing of it is verified.</summary>
/// <param name="Token">RFC 3161 token with its hash index.</param>
/// <param name="Stated">The time it states.</param>
/// <param name="Index">What it speaks for.</param>
internal sealed record CmsArchiveTimestamp(ReadOnlyMemory<byte> Token, DateTimeOffset Stated, ArchiveHashIndex Index)
{
    /// <summary>The archive timestamps of a signature, newest first; unreadable ones are left out.</summary>
    public static IReadOnlyList<CmsArchiveTimestamp> Of(CmsSignature signature) =>
        [.. signature.UnsignedAttributes.All(Oids.ArchiveTimestampV3).Select(TryRead).OfType<CmsArchiveTimestamp>().OrderByDescending(a => a.Stated)];

    /// <summary>What the token is made over (ETSI EN 319 122-1, 5.5.3): content type, digest of the content, the signer's fields, the index.</summary>
    public static byte[] DataOf(CmsDocument document, CmsSignature signature, ReadOnlySpan<byte> contentDigest, ArchiveHashIndex index)
    {
        var type = new AsnWriter(AsnEncodingRules.DER);
        type.WriteObjectIdentifier(document.ContentType);
        return [.. type.Encode(), .. contentDigest, .. signature.Fields, .. index.Encoded];
    }

    private static CmsArchiveTimestamp? TryRead(ReadOnlyMemory<byte> token)
    {
        try
        {
            return Rfc3161TimestampToken.TryDecode(token, out var decoded, out var length) && length == token.Length &&
                CmsDocument.TryRead(token) is { Signatures: [var one] } &&
                one.UnsignedAttributes.Single(Oids.HashIndexV3) is { } value && ArchiveHashIndex.TryRead(value) is { } index
                ? new CmsArchiveTimestamp(token, decoded!.TokenInfo.Timestamp, index)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
