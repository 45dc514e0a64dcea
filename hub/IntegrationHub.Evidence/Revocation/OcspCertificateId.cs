using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Revocation;

/// <summary>How OCSP names a certificate: digests of its issuer's name and key, and its serial number.</summary>
internal static class OcspCertificateId
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

    /// <summary>True when the identifier, in whichever digest it is written, names this certificate of this issuer.</summary>
    public static bool Names(AsnReader id, X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var oid = id.ReadSequence().ReadObjectIdentifier();
        return id.ReadOctetString().AsSpan().SequenceEqual(Hash(oid, issuer.SubjectName.RawData)) &&
            id.ReadOctetString().AsSpan().SequenceEqual(Hash(oid, issuer.PublicKey.EncodedKeyValue.RawData)) &&
            id.ReadIntegerBytes().Span.SequenceEqual(certificate.SerialNumberBytes.Span);
    }

    internal static byte[]? Hash(string oid, byte[] octets) => oid switch
    {
#pragma warning disable CA5350 // An identifier, not a signature.
        Oids.Sha1 => SHA1.HashData(octets),
#pragma warning restore CA5350
        _ => FrameworkFamily.HashOf(oid) is { } hash ? CryptographicOperations.HashData(hash, octets) : null,
    };
}
