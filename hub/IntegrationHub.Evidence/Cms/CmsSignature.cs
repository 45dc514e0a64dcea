using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Evidence.Cms;

/// <summary>One SignerInfo as it was read.</summary>
internal sealed class CmsSignature
{
    private readonly byte[]? issuer;
    private readonly byte[]? serial;
    private readonly byte[]? subjectKeyId;

    private CmsSignature(ReadOnlyMemory<byte> encoded, AsnEncodingRules rules)
    {
        var reader = new AsnReader(encoded, rules).ReadSequence();
        Fields = FieldsOf(new AsnReader(encoded, rules).ReadSequence());
        if (!reader.TryReadInt32(out var version) || version is not (1 or 3))
            throw new AsnContentException("A SignerInfo of an unknown version.");
        if (reader.PeekTag().HasSameClassAndValue(CmsTags.Context0))
        {
            subjectKeyId = reader.ReadOctetString(CmsTags.Context0);
        }
        else
        {
            var identifier = reader.ReadSequence();
            issuer = identifier.ReadEncodedValue().ToArray();
            serial = identifier.ReadIntegerBytes().ToArray();
            identifier.ThrowIfNotEmpty();
        }
        DigestOid = reader.ReadSequence().ReadObjectIdentifier();
        if (reader.PeekTag().HasSameClassAndValue(CmsTags.Context0))
            SignedAttributes = Sorted(reader.ReadSetOf(skipSortOrderValidation: true, CmsTags.Context0));
        SignatureOid = reader.ReadSequence().ReadObjectIdentifier();
        Value = reader.ReadOctetString();
        if (reader.HasData && reader.PeekTag().HasSameClassAndValue(CmsTags.Context1))
            UnsignedAttributes = CmsAttributes.ReadUnsigned(CmsTags.Retagged(reader.ReadEncodedValue().Span, 0x31));
        reader.ThrowIfNotEmpty();
    }

    public string DigestOid { get; }

    public string SignatureOid { get; }

    /// <summary>The signed attributes as SET OF in the order of DER, which is what is signed whatever order they are sent in; null when there are none.</summary>
    public byte[]? SignedAttributes { get; }

    public byte[] Value { get; }

    public CmsAttributes UnsignedAttributes { get; } = CmsAttributes.None;

    /// <summary>Everything but the unsigned attributes, as it is encoded: what an archive timestamp speaks for.</summary>
    public byte[] Fields { get; }

    /// <param name="encoded">The SignerInfo, BER.</param>
    public static CmsSignature Read(ReadOnlyMemory<byte> encoded) => new(encoded, AsnEncodingRules.BER);

    private static byte[] FieldsOf(AsnReader reader)
    {
        using var fields = new MemoryStream();
        while (reader.HasData)
        {
            // The signer's identifier may carry [0] and the signed attributes do; [1] is for the unsigned ones alone.
            if (!reader.PeekTag().HasSameClassAndValue(CmsTags.Context1))
                fields.Write(reader.PeekEncodedValue().Span);
            reader.ReadEncodedValue();
        }
        return fields.ToArray();
    }

    private static byte[] Sorted(AsnReader attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            while (attributes.HasData)
                writer.WriteEncodedValue(attributes.ReadEncodedValue().Span);
        }
        return writer.Encode();
    }

    /// <summary>True when the signer is identified as this certificate; several may fit (same issuer name and serial from another authority).</summary>
    public bool MayBeBy(X509Certificate2 certificate) => subjectKeyId is not null
        ? certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any(e => e.SubjectKeyIdentifierBytes.Span.SequenceEqual(subjectKeyId))
        : certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer) && certificate.SerialNumberBytes.Span.SequenceEqual(serial);
}

/// <summary>A set of attributes by type.</summary>
internal sealed class CmsAttributes
{
    private readonly Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> values = new(StringComparer.Ordinal);

    public static CmsAttributes None { get; } = new();

    /// <exception cref="AsnContentException">Malformed under the rules, or a type occurs twice.</exception>
    public static CmsAttributes Read(ReadOnlyMemory<byte> set, AsnEncodingRules rules) => Read(set, rules, once: true);

    /// <summary>Reads unsigned attributes (BER), of which one type may occur several times: each archive timestamp is one.</summary>
    /// <exception cref="AsnContentException">Malformed.</exception>
    public static CmsAttributes ReadUnsigned(ReadOnlyMemory<byte> set) => Read(set, AsnEncodingRules.BER, once: false);

    private static CmsAttributes Read(ReadOnlyMemory<byte> set, AsnEncodingRules rules, bool once)
    {
        var attributes = new CmsAttributes();
        var outer = new AsnReader(set, rules);
        var reader = outer.ReadSetOf(skipSortOrderValidation: !once);
        outer.ThrowIfNotEmpty();
        while (reader.HasData)
        {
            var attribute = reader.ReadSequence();
            var type = attribute.ReadObjectIdentifier();
            var list = new List<ReadOnlyMemory<byte>>();
            for (var set1 = attribute.ReadSetOf(skipSortOrderValidation: !once); set1.HasData;)
                list.Add(set1.ReadEncodedValue());
            attribute.ThrowIfNotEmpty();
            if (attributes.values.TryAdd(type, list))
                continue;
            if (once)
                throw new AsnContentException($"The attribute {type} occurs twice.");
            attributes.values[type] = [.. attributes.values[type], .. list];
        }
        return attributes;
    }

    /// <summary>The one value of the attribute; null when it is absent or has none or several.</summary>
    public ReadOnlyMemory<byte>? Single(string type)
    {
        // A conditional expression would turn null into empty memory, by way of a null array.
        if (values.TryGetValue(type, out var list) && list.Count == 1)
            return list[0];
        return null;
    }

    public bool Has(string type) => values.ContainsKey(type);

    public IReadOnlyList<ReadOnlyMemory<byte>> All(string type) => values.GetValueOrDefault(type) ?? [];

    /// <summary>Every value with its type.</summary>
    public IEnumerable<(string Type, ReadOnlyMemory<byte> Value)> Everything => values.SelectMany(v => v.Value.Select(value => (v.Key, value)));
}
