using System.Text;

namespace IntegrationHub.Schemas.Xml;

/// <summary>
/// From the bytes between markup to the characters they mean: references (4.1, 4.6), line ends (2.11) and the normalisation of
/// attribute values (3.3.3). The result is UTF-8 and never longer than its source. Pure and safe from any thread.
/// </summary>
public static class XmlText
{
    /// <summary>True where a text between tags differs from its characters: it holds a reference or a carriage return.</summary>
    public static bool NeedsUnescape(ReadOnlySpan<byte> raw) => raw.IndexOfAny((byte)'&', (byte)'\r') >= 0;

    /// <summary>True where an attribute value differs from its characters: also a tab or a line feed becomes a space.</summary>
    public static bool AttributeNeedsUnescape(ReadOnlySpan<byte> raw) => raw.IndexOfAny("&\r\n\t"u8) >= 0;

    /// <summary>
    /// Writes the characters of a text between tags to <paramref name="destination"/>, which must be as long as
    /// <paramref name="raw"/> (they may be the same memory), and returns their number of bytes.
    /// <paramref name="raw"/> must come from the reader, which has checked its references.
    /// </summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> destination) => Decode(raw, destination, attribute: false, references: true);

    /// <summary>As <see cref="Unescape"/>, for an attribute value of the reader.</summary>
    public static int UnescapeAttribute(ReadOnlySpan<byte> raw, Span<byte> destination) => Decode(raw, destination, attribute: true, references: true);

    /// <summary>As <see cref="Unescape"/>, for the content of a CDATA section, a comment or a processing instruction: only line ends change.</summary>
    public static int NormalizeLineEnds(ReadOnlySpan<byte> raw, Span<byte> destination) => Decode(raw, destination, attribute: false, references: false);

    /// <summary>The characters of a text between tags as a string.</summary>
    public static string ToText(ReadOnlySpan<byte> raw) => ToText(raw, attribute: false);

    /// <summary>The characters of an attribute value as a string.</summary>
    public static string AttributeToText(ReadOnlySpan<byte> raw) => ToText(raw, attribute: true);

    private static string ToText(ReadOnlySpan<byte> raw, bool attribute)
    {
        if (!(attribute ? AttributeNeedsUnescape(raw) : NeedsUnescape(raw))) return Encoding.UTF8.GetString(raw);
        byte[]? rented = raw.Length > 512 ? System.Buffers.ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        Span<byte> text = rented ?? stackalloc byte[512];
        int length = Decode(raw, text, attribute, references: true);
        string result = Encoding.UTF8.GetString(text[..length]);
        if (rented is not null) System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    /// <summary>
    /// Reads the reference at the start of <paramref name="text"/> (which begins with an ampersand).
    /// </summary>
    /// <param name="text">From the ampersand on.</param>
    /// <param name="codePoint">The character it stands for.</param>
    /// <param name="length">Bytes of the reference, up to and with the semicolon.</param>
    /// <returns>None where all is well, else what is wrong.</returns>
    internal static XmlErrorCode? ReadReference(ReadOnlySpan<byte> text, out int codePoint, out int length)
    {
        codePoint = 0;
        length = 1;
        if (text.Length > 1 && text[1] == (byte)'#') return ReadCharacterReference(text, out codePoint, out length);

        int name = XmlCharacters.NameLength(text[1..], out _, out _);
        length = name + 2;
        if (name == 0 || length > text.Length || text[length - 1] != (byte)';')
        {
            length = Math.Min(name + 1, text.Length);
            return length == text.Length ? XmlErrorCode.UnexpectedEnd : XmlErrorCode.Malformed;
        }
        var entity = text.Slice(1, name);
        codePoint = entity.SequenceEqual("lt"u8) ? '<'
            : entity.SequenceEqual("gt"u8) ? '>'
            : entity.SequenceEqual("amp"u8) ? '&'
            : entity.SequenceEqual("apos"u8) ? '\''
            : entity.SequenceEqual("quot"u8) ? '"'
            : 0;
        return codePoint == 0 ? XmlErrorCode.UndefinedEntity : null;
    }

    private static XmlErrorCode? ReadCharacterReference(ReadOnlySpan<byte> text, out int codePoint, out int length)
    {
        bool hex = text.Length > 2 && text[2] == (byte)'x';
        int i = hex ? 3 : 2, first = i;
        codePoint = 0;
        for (; i < text.Length; i++)
        {
            int digit = text[i] switch
            {
                >= (byte)'0' and <= (byte)'9' => text[i] - '0',
                >= (byte)'a' and <= (byte)'f' when hex => text[i] - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' when hex => text[i] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0) break;
            // Beyond the last code point it stays beyond: any number of digits cannot overflow.
            if (codePoint <= 0x10FFFF) codePoint = (codePoint * (hex ? 16 : 10)) + digit;
        }
        length = i;
        if (i == text.Length) return XmlErrorCode.UnexpectedEnd;
        if (i == first || text[i] != (byte)';') return XmlErrorCode.Malformed;
        length = i + 1;
        return XmlCharacters.IsLegal(codePoint) ? null : XmlErrorCode.BadCharacterReference;
    }

    private static int Decode(ReadOnlySpan<byte> raw, Span<byte> destination, bool attribute, bool references)
    {
        int to = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            byte b = raw[i];
            if (b == (byte)'&' && references)
            {
                if (ReadReference(raw[i..], out int codePoint, out int length) is not null)
                    throw new ArgumentException("The text holds a reference that no reader has checked.", nameof(raw));
                to += new Rune(codePoint).EncodeToUtf8(destination[to..]);
                i += length - 1;
                continue;
            }
            if (b == (byte)'\r')
            {
                if (i + 1 < raw.Length && raw[i + 1] == (byte)'\n') i++;
                b = (byte)'\n';
            }
            if (attribute && b is (byte)'\n' or (byte)'\t') b = (byte)' ';
            destination[to++] = b;
        }
        return to;
    }
}
