using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>
/// The attribute signing-certificate-v2 (RFC 5035): names by digest the one certificate that signed, so that no other certificate with the
/// same key or the same subject can be put in its place.
/// </summary>
internal static class SigningCertificate
{
    /// <summary>Writes the attribute's value: SHA-256 (the default, hence not named), issuer and serial number.</summary>
    public static void Write(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawDataMemory.Span));
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                    writer.WriteEncodedValue(certificate.IssuerName.RawData);
                writer.WriteInteger(certificate.SerialNumberBytes.Span);
            }
        }
    }

    /// <summary>True when the first entry of the attribute's value names this certificate.</summary>
    /// <exception cref="AsnContentException">The value is malformed.</exception>
    public static bool Names(ReadOnlyMemory<byte> value, X509Certificate2 certificate)
    {
        var outer = new AsnReader(value, AsnEncodingRules.DER);
        var attribute = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var identifiers = attribute.ReadSequence();
        var first = identifiers.ReadSequence();
        var hash = HashAlgorithmName.SHA256;
        if (first.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            if (FrameworkFamily.HashOf(first.ReadSequence().ReadObjectIdentifier()) is not { } named)
                return false;
            hash = named;
        }
        if (!CryptographicOperations.HashData(hash, certificate.RawDataMemory.Span).AsSpan().SequenceEqual(first.ReadOctetString()))
            return false;
        if (!first.HasData)
            return true;
        var issuerSerial = first.ReadSequence();
        var issuer = issuerSerial.ReadSequence();
        var directoryName = issuer.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 4));
        return directoryName.ReadEncodedValue().Span.SequenceEqual(certificate.IssuerName.RawData) &&
            issuerSerial.ReadIntegerBytes().Span.SequenceEqual(certificate.SerialNumberBytes.Span);
    }
}
