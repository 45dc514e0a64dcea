using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Cms.Tests;

/// <summary>
/// Makes CMS signatures that hold cryptographically but have a shape no honest signer gives them. Each property is right until a test
/// makes it wrong; the value is always over the attributes as they stand.
/// </summary>
internal sealed class CmsForge(byte[] content)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    /// <summary>Values of the attribute content-type, dotted.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = [Oids.Data];

    /// <summary>Values of the attribute message-digest; null for the one of the content.</summary>
    public IReadOnlyList<byte[]>? Digests { get; init; }

    /// <summary>The attribute message-digest stands twice, each with one value.</summary>
    public bool TwiceDigest { get; init; }

    /// <summary>The certificate that signing-certificate-v2 names by digest; null for the signer's.</summary>
    public X509Certificate2? Named { get; init; }

    /// <summary>Serial number in signing-certificate-v2; null for the named certificate's.</summary>
    public byte[]? NamedSerial { get; init; }

    /// <summary>Octets behind the value's own.</summary>
    public byte[] ValueTail { get; init; } = [];

    /// <summary>Lengths are left open (BER), also of the signed attributes.</summary>
    public bool OpenLengths { get; init; }

    /// <summary>A further signer's SignerInfo, as it stands in another document.</summary>
    public ReadOnlyMemory<byte> OtherSigner { get; init; }

    public byte[] Sign(SigningKey key, params IEnumerable<X509Certificate2> more)
    {
        var signer = new FrameworkMessageKey(key);
        var attributes = Attributes(key.Certificate);
        var infos = new List<byte[]> { SignerInfo(signer, attributes, [.. signer.Sign(attributes), .. ValueTail]) };
        if (!OtherSigner.IsEmpty)
            infos.Add(OtherSigner.ToArray());
        byte[] certificates = [.. more.Prepend(key.Certificate).SelectMany(c => c.RawData)];
        byte[] data =
        [
            0x02, 1, 1,
            .. Wrap(0x31, Wrap(0x30, Oid(Oids.Sha256))),
            .. Wrap(0x30, Oid(Oids.Data)),
            .. Wrap(0xA0, certificates),
            .. Wrap(0x31, [.. infos.SelectMany(i => i)]),
        ];
        return Wrap(0x30, [.. Oid(Oids.SignedData), .. Wrap(0xA0, Wrap(0x30, data))]);
    }

    /// <summary>The only SignerInfo of a document.</summary>
    public static ReadOnlyMemory<byte> SignerOf(byte[] cms)
    {
        var data = new AsnReader(cms, AsnEncodingRules.DER).ReadSequence();
        data.ReadObjectIdentifier();
        data = data.ReadSequence(Context0).ReadSequence();
        ReadOnlyMemory<byte> last = default;
        while (data.HasData)
            last = data.ReadEncodedValue();
        return new AsnReader(last, AsnEncodingRules.DER).ReadSetOf().ReadEncodedValue();
    }

    /// <summary>As SET OF in DER, which is what is signed.</summary>
    private byte[] Attributes(X509Certificate2 own)
    {
        var digests = Digests ?? [SHA256.HashData(content)];
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            Write(writer, Oids.ContentType, w => ContentTypes.ToList().ForEach(t => w.WriteObjectIdentifier(t)));
            Write(writer, Oids.MessageDigest, w => digests.ToList().ForEach(d => w.WriteOctetString(d)));
            if (TwiceDigest)
                Write(writer, Oids.MessageDigest, w => w.WriteOctetString(new byte[32]));
            Write(writer, Oids.SigningCertificateV2, w => Name(w, Named ?? own));
        }
        return writer.Encode();

        static void Write(AsnWriter writer, string oid, Action<AsnWriter> values)
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(oid);
                using (writer.PushSetOf())
                    values(writer);
            }
        }
    }

    private void Name(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                    writer.WriteEncodedValue(certificate.IssuerName.RawData);
                writer.WriteInteger(NamedSerial ?? certificate.SerialNumberBytes.Span);
            }
        }
    }

    private byte[] SignerInfo(IMessageKey signer, byte[] attributes, byte[] value)
    {
        var inner = new AsnReader(attributes, AsnEncodingRules.DER).PeekContentBytes().ToArray();
        var serial = new AsnWriter(AsnEncodingRules.DER);
        serial.WriteInteger(signer.Certificate.SerialNumberBytes.Span);
        var octets = new AsnWriter(AsnEncodingRules.DER);
        octets.WriteOctetString(value);
        return Wrap(0x30,
        [
            0x02, 1, 1,
            .. Wrap(0x30, [.. signer.Certificate.IssuerName.RawData, .. serial.Encode()]),
            .. Wrap(0x30, Oid(signer.DigestOid)),
            .. Wrap(0xA0, inner),
            .. Wrap(0x30, Oid(signer.SignatureOid)),
            .. octets.Encode(),
        ]);
    }

    private static byte[] Oid(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return writer.Encode();
    }

    private byte[] Wrap(byte tag, byte[] inner) => OpenLengths
        ? [tag, 0x80, .. inner, 0, 0]
        : inner.Length < 128 ? [tag, (byte)inner.Length, .. inner] : [tag, 0x82, (byte)(inner.Length >> 8), (byte)(inner.Length & 0xFF), .. inner];
}
