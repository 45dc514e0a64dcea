using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Revocation;

/// <summary>A question about one certificate (RFC 6960, section 4.1), to be posted as <c>application/ocsp-request</c>.</summary>
public static class OcspRequest
{
    /// <param name="certificate">Whose state is asked for.</param>
    /// <param name="issuer">Its issuer.</param>
    /// <param name="nonce">Random octets that a fresh answer repeats; empty to allow prepared answers.</param>
    public static byte[] For(X509Certificate2 certificate, X509Certificate2 issuer, ReadOnlySpan<byte> nonce)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
                OcspCertificateId.Write(writer, certificate, issuer);
            if (!nonce.IsEmpty)
                WriteNonce(writer, nonce, new Asn1Tag(TagClass.ContextSpecific, 2));
        }
        return writer.Encode();
    }

    /// <summary>The nonce extension under its tag.</summary>
    internal static void WriteNonce(AsnWriter writer, ReadOnlySpan<byte> nonce, Asn1Tag tag)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(nonce);
        using (writer.PushSequence(tag))
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.OcspNonce);
            writer.WriteOctetString(inner.Encode());
        }
    }
}
