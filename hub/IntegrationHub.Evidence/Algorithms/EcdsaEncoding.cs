using System.Formats.Asn1;

namespace IntegrationHub.Evidence.Algorithms;

/// <summary>Turns r||s (XML-DSig, PKCS#11) into the DER pair of CMS and X.509, and back.</summary>
public static class EcdsaEncoding
{
    /// <summary>SEQUENCE of two INTEGERs.</summary>
    public static byte[] ToDer(ReadOnlySpan<byte> pair)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteUnsigned(writer, pair[..(pair.Length / 2)]);
            WriteUnsigned(writer, pair[(pair.Length / 2)..]);
        }
        return writer.Encode();
    }

    /// <summary>r||s with <paramref name="fieldLength"/> octets each; null when the DER is malformed, negative or too long.</summary>
    public static byte[]? FromDer(ReadOnlySpan<byte> der, int fieldLength)
    {
        try
        {
            var pair = new byte[2 * fieldLength];
            var outer = new AsnReader(der.ToArray(), AsnEncodingRules.DER);
            var sequence = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            for (var i = 0; i < 2; i++)
            {
                var value = sequence.ReadIntegerBytes().Span;
                if ((value[0] & 0x80) != 0)
                    return null;
                value = value.TrimStart((byte)0);
                if (value.Length > fieldLength)
                    return null;
                value.CopyTo(pair.AsSpan((i + 1) * fieldLength - value.Length));
            }
            sequence.ThrowIfNotEmpty();
            return pair;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static void WriteUnsigned(AsnWriter writer, ReadOnlySpan<byte> value)
    {
        var trimmed = value.TrimStart((byte)0);
        writer.WriteIntegerUnsigned(trimmed.IsEmpty ? [0] : trimmed);
    }
}
