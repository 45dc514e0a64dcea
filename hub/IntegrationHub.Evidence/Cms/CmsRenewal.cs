using System.Security.Cryptography;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>
/// Renews the timestamps of a signature with an archive timestamp (archive-time-stamp-v3, CAdES-B-LTA): a new token over the content, the
/// signature and every timestamp before it. The signature itself does not change, and whoever does not know the attribute passes it over.
/// </summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class CmsRenewal
{
    private readonly ReadOnlyMemory<byte> cms;
    private readonly ArchiveHashIndex index;

    private CmsRenewal(ReadOnlyMemory<byte> cms, ArchiveHashIndex index, byte[] data)
    {
        this.cms = cms;
        this.index = index;
        ToTimestamp = data;
    }

    /// <summary>What the token is made over.</summary>
    public ReadOnlyMemory<byte> ToTimestamp { get; }

    /// <summary>Prepares a renewal.</summary>
    /// <param name="cms">DER with one signature.</param>
    /// <param name="content">The content of a detached signature, read once; null for one that carries its content.</param>
    /// <param name="hash">SHA-2 digest that the token's imprint is to be made with, too.</param>
    /// <exception cref="FormatException">It is no such document, or content is there twice or not at all.</exception>
    public static async ValueTask<CmsRenewal> PrepareAsync(ReadOnlyMemory<byte> cms, Stream? content, HashAlgorithmName hash, CancellationToken cancellationToken)
    {
        if (CmsDocument.TryRead(cms) is not { Signatures: [var signature] } document)
            throw new FormatException("Only a CMS with exactly one signature takes a timestamp.");
        if (content is null == document.Content is null)
            throw new FormatException(content is null ? "The signed file is not beside its signature." : "The signature carries content of its own, and there is a file beside it.");
        var digest = document.Content is { } own
            ? CryptographicOperations.HashData(hash, own)
            : await CryptographicOperations.HashDataAsync(hash, content!, cancellationToken);
        var all = ArchiveHashIndex.Of(document, signature, hash);
        return new CmsRenewal(cms, all, CmsArchiveTimestamp.DataOf(document, signature, digest, all));
    }

    /// <summary>The document with the archive timestamp.</summary>
    /// <param name="token">RFC 3161 token (DER) over <see cref="ToTimestamp"/>.</param>
    /// <exception cref="FormatException">The document or the token is not DER.</exception>
    public byte[] Attach(ReadOnlyMemory<byte> token) =>
        UnsignedAttributes.Add(cms, Oids.ArchiveTimestampV3, UnsignedAttributes.Add(token, Oids.HashIndexV3, index.Encoded, joins: false), joins: false);
}
