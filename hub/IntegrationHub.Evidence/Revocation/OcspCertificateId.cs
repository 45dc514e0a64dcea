using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Revocation;

/// <summary>How OCSP names a certificate: digests of its issuer's name and key, and its serial number.</summary>
internal sealed record OcspCertificateId(string DigestOid, byte[] IssuerName, byte[] IssuerKey, byte[] Serial)
{
    /// <summary>SHA-1 identifies here and protects nothing: every responder knows it, few know others (RFC 5019).</summary>
    public static void Write(AsnWriter writer, X509Certificate2 certificate, X509Certificate2 issuer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.Sha1);
                writer.WriteNull();
            }
            writer.WriteOctetString(Hash(Oids.Sha1, issuer.SubjectName.RawData)!);
            writer.WriteOctetString(Hash(Oids.Sha1, issuer.PublicKey.EncodedKeyValue.RawData)!);
            writer.WriteInteger(certificate.SerialNumberBytes.Span);
        }
    }

    public static OcspCertificateId Read(AsnReader id) =>
        new(id.ReadSequence().ReadObjectIdentifier(), id.ReadOctetString(), id.ReadOctetString(), id.ReadIntegerBytes().ToArray());

    /// <summary>True when the identifier, in whichever digest it is written, names this certificate of this issuer.</summary>
    public bool Names(X509Certificate2 certificate, X509Certificate2 issuer) =>
        Serial.AsSpan().SequenceEqual(certificate.SerialNumberBytes.Span) &&
        IssuerName.AsSpan().SequenceEqual(Hash(DigestOid, issuer.SubjectName.RawData)) &&
        IssuerKey.AsSpan().SequenceEqual(Hash(DigestOid, issuer.PublicKey.EncodedKeyValue.RawData));

    internal static byte[]? Hash(string oid, byte[] octets) => oid switch
    {
#pragma warning disable CA5350 // An identifier, not a signature.
        Oids.Sha1 => SHA1.HashData(octets),
#pragma warning restore CA5350
        _ => FrameworkFamily.HashOf(oid) is { } hash ? CryptographicOperations.HashData(hash, octets) : null,
    };
}
