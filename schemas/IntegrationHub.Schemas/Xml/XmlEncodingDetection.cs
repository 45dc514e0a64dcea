using System.Text;

namespace IntegrationHub.Schemas.Xml;

/// <summary>
/// Appendix F of XML 1.0, made strict: a mark, a charset and a declaration that disagree are a refusal, not a precedence.
/// </summary>
internal static class XmlEncodingDetection
{
    /// <summary>How many first bytes are enough to decide; a declaration that is longer is not looked at.</summary>
    public const int NeededBytes = 256;

    /// <summary>The encoding, with <paramref name="refusal"/> null; or why there is none.</summary>
    public static XmlEncoding Detect(ReadOnlySpan<byte> start, string? charset, out string? refusal)
    {
        refusal = null;
        if (start.StartsWith("\0\0\uFEFF"u8) || start is [0, 0, 0xFE, 0xFF, ..] or [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0, (byte)'<', ..] or [(byte)'<', 0, 0, 0, ..])
            return Refuse("UTF-32 is not read.", out refusal);
        if (start is [0x4C, 0x6F, 0xA7, 0x94, ..]) return Refuse("EBCDIC is not read.", out refusal);
        if (start is [(byte)'+', (byte)'/', (byte)'v', ..]) return Refuse("UTF-7 is not read.", out refusal);
        if (start is [0xFF, 0xFE, ..]) return Utf16(start, charset, bigEndian: false, out refusal);
        if (start is [0xFE, 0xFF, ..]) return Utf16(start, charset, bigEndian: true, out refusal);
        if (start is [0, ..] or [(byte)'<', 0, ..]) return Refuse("UTF-16 is read only with a byte order mark.", out refusal);

        bool mark = start.StartsWith("\uFEFF"u8);
        XmlEncoding? outer = null;
        if (charset is not null)
        {
            outer = ByName(charset);
            if (outer is null or XmlEncoding.Utf16BigEndian) return Refuse("The charset of the message is not read, or is not that of its bytes.", out refusal);
        }
        XmlEncoding? declared = null;
        if (DeclaredName(mark ? start[3..] : start) is { } name)
        {
            declared = ByName(name);
            if (declared is null) return Refuse("The declaration names an encoding that is not read.", out refusal);
            if (declared == XmlEncoding.Utf16BigEndian) return Refuse("The declaration names UTF-16, but no byte order mark stands before it.", out refusal);
        }
        if (mark && (outer ?? XmlEncoding.Utf8) != XmlEncoding.Utf8) return Refuse("The byte order mark says UTF-8, the charset something else.", out refusal);
        if (mark && (declared ?? XmlEncoding.Utf8) != XmlEncoding.Utf8) return Refuse("The byte order mark says UTF-8, the declaration something else.", out refusal);
        if (outer is not null && declared is not null && outer != declared) return Refuse("The charset and the declaration name two encodings.", out refusal);
        return outer ?? declared ?? XmlEncoding.Utf8;
    }

    private static XmlEncoding Utf16(ReadOnlySpan<byte> start, string? charset, bool bigEndian, out string? refusal)
    {
        refusal = null;
        var found = bigEndian ? XmlEncoding.Utf16BigEndian : XmlEncoding.Utf16LittleEndian;
        if (charset is not null && !IsUtf16(charset, bigEndian)) return Refuse("The byte order mark says UTF-16, the charset something else.", out refusal);
        var narrow = new byte[Math.Min(start.Length, 2 * NeededBytes) / 2];
        int length = 0;
        for (int i = 2; i + 1 < start.Length && length < narrow.Length; i += 2)
        {
            byte high = start[bigEndian ? i : i + 1];
            narrow[length++] = high == 0 ? start[bigEndian ? i + 1 : i] : (byte)'?';
        }
        if (DeclaredName(narrow.AsSpan(0, length)) is { } declared && !IsUtf16(declared, bigEndian))
            return Refuse("The byte order mark says UTF-16, the declaration something else.", out refusal);
        return found;
    }

    private static bool IsUtf16(string name, bool bigEndian) =>
        name.Equals("UTF-16", StringComparison.OrdinalIgnoreCase)
        || name.Equals(bigEndian ? "UTF-16BE" : "UTF-16LE", StringComparison.OrdinalIgnoreCase);

    private static XmlEncoding Refuse(string why, out string? refusal)
    {
        refusal = why;
        return XmlEncoding.Utf8;
    }

    // UTF-16 by name stands for both byte orders here; the mark decides.
    internal static XmlEncoding? ByName(string name) => name.ToUpperInvariant() switch
    {
        "UTF-8" => XmlEncoding.Utf8,
        "US-ASCII" or "ASCII" => XmlEncoding.UsAscii,
        "ISO-8859-1" or "ISO_8859-1" or "LATIN1" => XmlEncoding.Latin1,
        "UTF-16" or "UTF-16LE" or "UTF-16BE" => XmlEncoding.Utf16BigEndian,
        _ => null,
    };

    private static string? DeclaredName(ReadOnlySpan<byte> start)
    {
        if (!start.StartsWith("<?xml"u8) || start.Length < 6 || !XmlCharacters.IsSpace(start[5])) return null;
        int close = start.IndexOf("?>"u8);
        if (close < 0) return null;
        return XmlDeclaration.TryParse(start[5..close], out var declaration) && !declaration.Encoding.IsEmpty
            ? Encoding.ASCII.GetString(declaration.Encoding)
            : null;
    }
}
