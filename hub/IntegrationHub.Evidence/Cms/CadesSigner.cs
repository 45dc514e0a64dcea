using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>
/// Makes CMS signatures of the profile CAdES-BES: signed attributes with content type, message digest, signing time and the signing
/// certificate's digest (ETSI EN 319 122-1, RFC 5035). DER throughout.
/// </summary>
/// <remarks>Thread-safe when the key is.</remarks>
public sealed class CadesSigner(IMessageKey key)
{
    /// <summary>Whose signatures they are.</summary>
    public X509Certificate2 Certificate => key.Certificate;

    /// <summary>The person for whom a key of the company signs: a signed attribute (<see cref="ClaimedSigner"/>); null states nobody.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>A signature beside its content, which is read once, piece by piece: files of any size.</summary>
    /// <param name="chain">Certificates to send along beside the signer's: the path to the authority.</param>
    public async ValueTask<byte[]> SignDetachedAsync(
        Stream content, DateTimeOffset now, IEnumerable<X509Certificate2> chain, CancellationToken cancellationToken)
    {
        using var digest = key.CreateDigest();
        var buffer = new byte[128 * 1024];
        for (int count; (count = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            digest.Append(buffer.AsSpan(0, count));
        return Build(Oids.Data, attached: null, digest.Finish(), now, chain);
    }

    /// <summary>A signature beside content in memory.</summary>
    public byte[] SignDetached(ReadOnlySpan<byte> content, DateTimeOffset now, IEnumerable<X509Certificate2> chain) =>
        Build(Oids.Data, attached: null, DigestOf(content), now, chain);

    /// <summary>A signature that carries its content.</summary>
    public byte[] SignAttached(ReadOnlySpan<byte> content, DateTimeOffset now, IEnumerable<X509Certificate2> chain, string contentType = Oids.Data) =>
        Build(contentType, content.ToArray(), DigestOf(content), now, chain);

    private byte[] DigestOf(ReadOnlySpan<byte> content)
    {
        using var digest = key.CreateDigest();
        digest.Append(content);
        return digest.Finish();
    }

    private byte[] Build(string contentType, byte[]? attached, byte[] digest, DateTimeOffset now, IEnumerable<X509Certificate2> chain)
    {
        var attributes = SignedAttributes(contentType, digest, now);
        var signature = key.Sign(attributes);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignedData);
            using (writer.PushSequence(CmsTags.Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(contentType == Oids.Data ? 1 : 3);
                using (writer.PushSetOf())
                    WriteAlgorithm(writer, key.DigestOid, nullParameters: false);
                WriteContent(writer, contentType, attached);
                WriteCertificates(writer, chain);
                using (writer.PushSetOf())
                    WriteSignerInfo(writer, attributes, signature);
            }
        }
        return writer.Encode();
    }

    /// <summary>The attributes as SET OF, which is what the signature is over (RFC 5652, section 5.4).</summary>
    private byte[] SignedAttributes(string contentType, byte[] digest, DateTimeOffset now)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, Oids.ContentType, w => w.WriteObjectIdentifier(contentType));
            WriteAttribute(writer, Oids.MessageDigest, w => w.WriteOctetString(digest));
            WriteAttribute(writer, Oids.SigningTime, w => WriteTime(w, now));
            WriteAttribute(writer, Oids.SigningCertificateV2, w => SigningCertificate.Write(w, key.Certificate));
            if (OnBehalfOf is { } person)
                WriteAttribute(writer, Oids.SignerAttributesV2, w => ClaimedSigner.Write(w, person));
        }
        return writer.Encode();
    }

    private void WriteSignerInfo(AsnWriter writer, byte[] attributes, byte[] signature)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(key.Certificate.IssuerName.RawData);
                writer.WriteInteger(key.Certificate.SerialNumberBytes.Span);
            }
            WriteAlgorithm(writer, key.DigestOid, nullParameters: false);
            writer.WriteEncodedValue(CmsTags.Retagged(attributes, 0xA0));
            WriteAlgorithm(writer, key.SignatureOid, key.NullParameters);
            writer.WriteOctetString(signature);
        }
    }

    private static void WriteContent(AsnWriter writer, string contentType, byte[]? attached)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(contentType);
            if (attached is null)
                return;
            using (writer.PushSequence(CmsTags.Context0))
                writer.WriteOctetString(attached);
        }
    }

    private void WriteCertificates(AsnWriter writer, IEnumerable<X509Certificate2> chain)
    {
        using (writer.PushSetOf(CmsTags.Context0))
        {
            foreach (var certificate in chain.Prepend(key.Certificate).DistinctBy(c => c.GetCertHashString(HashAlgorithmName.SHA256)))
                writer.WriteEncodedValue(certificate.RawData);
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string oid, bool nullParameters)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (nullParameters)
                writer.WriteNull();
        }
    }

    private static void WriteAttribute(AsnWriter writer, string oid, Action<AsnWriter> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf())
                value(writer);
        }
    }

    /// <summary>RFC 5652, section 11.3: UTCTime through 2049.</summary>
    private static void WriteTime(AsnWriter writer, DateTimeOffset now)
    {
        if (now.UtcDateTime.Year is >= 1950 and < 2050)
            writer.WriteUtcTime(now.ToUniversalTime());
        else
            writer.WriteGeneralizedTime(now.ToUniversalTime(), omitFractionalSeconds: true);
    }
}
