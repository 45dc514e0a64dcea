using System.Buffers;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>How text and attribute values are written in canonical XML (C14N 1.0, section 2.3).</summary>
internal static class CanonicalEscapes
{
    private static readonly SearchValues<byte> TextSpecials = SearchValues.Create("&\r>"u8);
    private static readonly SearchValues<byte> CDataSpecials = SearchValues.Create("&\r<>"u8);
    private static readonly SearchValues<byte> ValueSpecials = SearchValues.Create("&<\"\t\n\r"u8);

    /// <summary>True when raw text stands in its canonical form already.</summary>
    public static bool IsCanonicalText(ReadOnlySpan<byte> raw) => !raw.ContainsAny(TextSpecials);

    /// <summary>True when a raw attribute value may be copied between double quotes as it stands.</summary>
    public static bool IsCanonicalValue(ReadOnlySpan<byte> raw) => !raw.ContainsAny(ValueSpecials);

    /// <summary>Writes character data whose references are not yet resolved; <paramref name="start"/> is its place in the source.</summary>
    public static void WriteText(ref CanonicalOutput output, scoped ReadOnlySpan<byte> raw, int start)
    {
        for (var i = 0; i < raw.Length;)
        {
            var plain = raw[i..].IndexOfAny(TextSpecials);
            var to = plain < 0 ? raw.Length : i + plain;
            if (to > i)
                output.Range(start + i, start + to);
            i = to;
            if (i == raw.Length)
                return;
            if (raw[i] == (byte)'&')
            {
                i += WriteReference(ref output, raw[i..], start + i);
                continue;
            }
            i += WriteSpecial(ref output, raw[i..]);
        }
    }

    /// <summary>Writes the content of a CDATA section as the text it stands for.</summary>
    public static void WriteCData(ref CanonicalOutput output, scoped ReadOnlySpan<byte> raw, int start)
    {
        for (var i = 0; i < raw.Length;)
        {
            var plain = raw[i..].IndexOfAny(CDataSpecials);
            var to = plain < 0 ? raw.Length : i + plain;
            if (to > i)
                output.Range(start + i, start + to);
            i = to;
            if (i < raw.Length)
                i += WriteSpecial(ref output, raw[i..]);
        }
    }

    /// <summary>Writes an attribute value after resolution of references and normalisation.</summary>
    public static void WriteValue(ref CanonicalOutput output, scoped ReadOnlySpan<byte> value)
    {
        while (true)
        {
            var plain = value.IndexOfAny(ValueSpecials);
            output.Literal(plain < 0 ? value : value[..plain]);
            if (plain < 0)
                return;
            output.Literal(value[plain] switch
            {
                (byte)'&' => "&amp;"u8,
                (byte)'<' => "&lt;"u8,
                (byte)'"' => "&quot;"u8,
                (byte)'\t' => "&#x9;"u8,
                (byte)'\n' => "&#xA;"u8,
                _ => "&#xD;"u8,
            });
            value = value[(plain + 1)..];
        }
    }

    /// <summary>Writes an attribute value whose references are not yet resolved.</summary>
    public static void WriteRawValue(ref CanonicalOutput output, scoped ReadOnlySpan<byte> raw)
    {
        if (!XmlText.AttributeNeedsUnescape(raw))
        {
            WriteValue(ref output, raw);
            return;
        }
        var rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        WriteValue(ref output, rented.AsSpan(0, XmlText.UnescapeAttribute(raw, rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>A line end or a character that text must not hold as it is; returns how many source bytes it took.</summary>
    private static int WriteSpecial(ref CanonicalOutput output, scoped ReadOnlySpan<byte> at)
    {
        switch (at[0])
        {
            case (byte)'\r':
                // CR LF becomes the LF that follows anyway; a lone CR becomes LF (XML 1.0, section 2.11).
                if (at.Length == 1 || at[1] != (byte)'\n')
                    output.Literal("\n"u8);
                return 1;
            case (byte)'>':
                output.Literal("&gt;"u8);
                return 1;
            case (byte)'<':
                output.Literal("&lt;"u8);
                return 1;
            default:
                output.Literal("&amp;"u8);
                return 1;
        }
    }

    /// <summary>Three of the references are canonical as they stand; the others become their character.</summary>
    private static int WriteReference(ref CanonicalOutput output, scoped ReadOnlySpan<byte> at, int start)
    {
        var length = at.IndexOf((byte)';') + 1;
        var reference = at[..length];
        if (reference.SequenceEqual("&amp;"u8) || reference.SequenceEqual("&lt;"u8) || reference.SequenceEqual("&gt;"u8))
        {
            output.Range(start, start + length);
            return length;
        }
        // A character reference may have any number of leading zeros.
        Span<byte> character = length <= 64 ? stackalloc byte[64] : new byte[length];
        character = character[..XmlText.Unescape(reference, character)];
        output.Literal(character[0] switch
        {
            (byte)'&' => "&amp;"u8,
            (byte)'<' => "&lt;"u8,
            (byte)'>' => "&gt;"u8,
            (byte)'\r' => "&#xD;"u8,
            _ => character,
        });
        return length;
    }
}
