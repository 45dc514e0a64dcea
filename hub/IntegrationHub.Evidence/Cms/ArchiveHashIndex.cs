using System.Formats.Asn1;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>
/// The attribute ats-hash-index-v3 (ETSI EN 319 122-1, 5.5.2) of an archive timestamp: digests of the certificates, the revocation data and
/// the unsigned attributes that the timestamp speaks for. What is added to a signature later is not in it.
/// </summary>
internal sealed class ArchiveHashIndex
{
    private readonly HashSet<string> unsigned;

    private ArchiveHashIndex(byte[] encoded, string digestOid, HashSet<string> unsigned)
    {
        Encoded = encoded;
        DigestOid = digestOid;
        this.unsigned = unsigned;
    }

    /// <summary>The attribute's value (DER).</summary>
    public byte[] Encoded { get; }

    /// <summary>Algorithm of its digests, and of the content's digest in what is timestamped.</summary>
    public string DigestOid { get; }

    /// <summary>An index of everything that a document holds now.</summary>
    public static ArchiveHashIndex Of(CmsDocument document, CmsSignature signature, HashAlgorithmName hash)
    {
        var oid = FrameworkFamily.OidOf(hash);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
                writer.WriteObjectIdentifier(oid);
            Write(writer, document.EncodedCertificates.Select(c => CryptographicOperations.HashData(hash, c.Span)));
            Write(writer, document.EncodedRevocation.Select(c => CryptographicOperations.HashData(hash, c.Span)));
            Write(writer, signature.UnsignedAttributes.Everything.Select(a => DigestOf(hash, a.Type, a.Value)));
        }
        var encoded = writer.Encode();
        return TryRead(encoded)!;
    }

    /// <summary>Reads the attribute's value; null when it is malformed or its algorithm is not of the SHA-2 family.</summary>
    public static ArchiveHashIndex? TryRead(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var outer = new AsnReader(encoded, AsnEncodingRules.DER);
            var index = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var oid = index.ReadSequence().ReadObjectIdentifier();
            Read(index.ReadSequence());
            Read(index.ReadSequence());
            var attributes = Read(index.ReadSequence());
            index.ThrowIfNotEmpty();
            return FrameworkFamily.HashOf(oid) is null ? null : new ArchiveHashIndex(encoded.ToArray(), oid, attributes);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>True when the timestamp speaks for a value of an unsigned attribute.</summary>
    public bool Covers(string type, ReadOnlyMemory<byte> value) =>
        FrameworkFamily.HashOf(DigestOid) is { } hash && unsigned.Contains(Convert.ToHexString(DigestOf(hash, type, value)));

    private static byte[] DigestOf(HashAlgorithmName hash, string type, ReadOnlyMemory<byte> value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(type);
        return CryptographicOperations.HashData(hash, [.. writer.Encode(), .. value.Span]);
    }

    private static void Write(AsnWriter writer, IEnumerable<byte[]> digests)
    {
        using (writer.PushSequence())
        {
            foreach (var digest in digests)
                writer.WriteOctetString(digest);
        }
    }

    private static HashSet<string> Read(AsnReader digests)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        while (digests.HasData)
            read.Add(Convert.ToHexString(digests.ReadOctetString()));
        return read;
    }
}
