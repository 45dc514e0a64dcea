using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>A CMS SignedData, read but not verified.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class CmsDocument
{
    private const int MostSigners = 16;
    private const int MostCertificates = 64;

    private CmsDocument(string contentType, byte[]? content, IReadOnlyList<CmsSignature> signatures)
    {
        ContentType = contentType;
        Content = content;
        Signatures = signatures;
    }

    /// <summary>Dotted type of the content.</summary>
    public string ContentType { get; }

    /// <summary>The content it carries, or null when it is detached.</summary>
    public byte[]? Content { get; }

    /// <summary>Certificates sent along; they help to find a path and are not trusted.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; private init; } = [];

    /// <summary>Everything in the field of certificates as it is encoded, also what is passed over otherwise.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> EncodedCertificates { get; private init; } = [];

    /// <summary>Everything in the field of revocation data, as it is encoded.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> EncodedRevocation { get; private init; } = [];

    internal IReadOnlyList<CmsSignature> Signatures { get; }

    /// <summary>How many signatures it has.</summary>
    public int SignatureCount => Signatures.Count;

    /// <summary>
    /// Reads DER or BER (indefinite lengths and pieces occur where a signer streamed). Anything behind the structure is refused, as are more
    /// than 16 signatures or 64 certificates.
    /// </summary>
    /// <returns>Null when it is not SignedData or malformed.</returns>
    public static CmsDocument? TryRead(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return Read(encoded);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static CmsDocument? Read(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.BER);
        var info = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (info.ReadObjectIdentifier() != Oids.SignedData)
            return null;
        var wrapped = info.ReadSequence(CmsTags.Context0);
        info.ThrowIfNotEmpty();
        var signedData = wrapped.ReadSequence();
        wrapped.ThrowIfNotEmpty();

        if (!signedData.TryReadInt32(out var version) || version is < 1 or > 5)
            return null;
        signedData.ReadSetOf(skipSortOrderValidation: true);
        var (type, content) = ReadContent(signedData.ReadSequence());
        var certificates = ReadField(signedData, CmsTags.Context0);
        var revocation = ReadField(signedData, CmsTags.Context1);
        var infos = signedData.ReadSetOf(skipSortOrderValidation: true);
        signedData.ThrowIfNotEmpty();
        var signatures = new List<CmsSignature>();
        while (infos.HasData)
        {
            if (signatures.Count == MostSigners)
                return null;
            signatures.Add(CmsSignature.Read(infos.ReadEncodedValue()));
        }
        return new CmsDocument(type, content, signatures)
        {
            Certificates = ReadCertificates(certificates), EncodedCertificates = certificates, EncodedRevocation = revocation,
        };
    }

    private static (string Type, byte[]? Content) ReadContent(AsnReader reader)
    {
        var type = reader.ReadObjectIdentifier();
        if (!reader.HasData)
            return (type, null);
        var wrapped = reader.ReadSequence(CmsTags.Context0);
        reader.ThrowIfNotEmpty();
        var content = wrapped.ReadOctetString();
        wrapped.ThrowIfNotEmpty();
        return (type, content);
    }

    private static List<ReadOnlyMemory<byte>> ReadField(AsnReader reader, Asn1Tag tag)
    {
        var values = new List<ReadOnlyMemory<byte>>();
        if (!reader.HasData || !reader.PeekTag().HasSameClassAndValue(tag))
            return values;
        for (var set = reader.ReadSetOf(skipSortOrderValidation: true, tag); set.HasData;)
            values.Add(set.ReadEncodedValue());
        return values;
    }

    private static List<X509Certificate2> ReadCertificates(List<ReadOnlyMemory<byte>> field)
    {
        var certificates = new List<X509Certificate2>();
        // Attribute certificates and other formats are passed over: nothing here uses them.
        foreach (var encoded in field.Where(f => f.Span[0] == 0x30))
        {
            if (certificates.Count == MostCertificates)
                throw new AsnContentException("More certificates than any signer sends.");
            certificates.Add(X509CertificateLoader.LoadCertificate(encoded.Span));
        }
        return certificates;
    }
}
