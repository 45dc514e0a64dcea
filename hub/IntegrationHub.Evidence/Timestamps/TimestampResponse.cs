using System.Formats.Asn1;
using System.Security.Cryptography.Pkcs;

namespace IntegrationHub.Evidence.Timestamps;

/// <summary>The response around a token (RFC 3161, section 2.4.2).</summary>
public static class TimestampResponse
{
    /// <summary>The token of a response, whatever its status; null when there is none.</summary>
    internal static Rfc3161TimestampToken? TokenOf(ReadOnlyMemory<byte> response)
    {
        try
        {
            var outer = new AsnReader(response, AsnEncodingRules.DER).ReadSequence();
            outer.ReadSequence();
            return outer.HasData && Rfc3161TimestampToken.TryDecode(outer.ReadEncodedValue(), out var token, out _) ? token : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>A granting response around a token.</summary>
    public static byte[] Granted(ReadOnlySpan<byte> token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
                writer.WriteInteger(0);
            writer.WriteEncodedValue(token);
        }
        return writer.Encode();
    }

    /// <summary>A refusing response (status 2, rejection) with a text.</summary>
    public static byte[] Rejected(string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteInteger(2);
            using (writer.PushSequence())
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
        }
        return writer.Encode();
    }
}
