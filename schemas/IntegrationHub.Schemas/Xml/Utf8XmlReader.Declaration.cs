namespace IntegrationHub.Schemas.Xml;

/// <content>The XML declaration, productions [23] to [26], [32], [80] and [81].</content>
public ref partial struct Utf8XmlReader
{
    private bool ReadXmlDeclaration()
    {
        int start = _position + 5;
        if (_windowStart + _position is not (0 or 3) || _rootSeen || _fragment || (_windowStart == 0 && _position == 3 && _data[0] != 0xEF))
            return Fail(XmlErrorCode.BadDeclaration, _position, "The XML declaration must be the very first bytes.");
        int length = _data[start..].IndexOf("?>"u8);
        if (length < 0) return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "The XML declaration is not closed.");
        if (!XmlDeclaration.TryParse(_data.Slice(start, length), out var declaration))
            return Fail(XmlErrorCode.BadDeclaration, _position, "The XML declaration is not as XML 1.0 writes it, or names another version.");
        if (!_transcoded && !declaration.Encoding.IsEmpty && !NamesUtf8(declaration.Encoding))
            return Fail(XmlErrorCode.EncodingRefused, _position, "The declaration names another encoding than that of the bytes, which are UTF-8.");
        return Token(XmlTokenKind.XmlDeclaration, start, length, start + length + 2);
    }

    private readonly bool NamesUtf8(ReadOnlySpan<byte> encoding) =>
        XmlEncodingDetection.ByName(System.Text.Encoding.ASCII.GetString(encoding)) switch
        {
            XmlEncoding.Utf8 => true,
            XmlEncoding.UsAscii => System.Text.Ascii.IsValid(_data),
            _ => false,
        };
}

/// <summary>What an XML declaration states.</summary>
internal readonly ref struct XmlDeclaration
{
    private XmlDeclaration(ReadOnlySpan<byte> encoding) => Encoding = encoding;

    /// <summary>The encoding as written, empty where none is named.</summary>
    public ReadOnlySpan<byte> Encoding { get; }

    /// <summary>Parses what stands between <c>&lt;?xml</c> and <c>?&gt;</c>; only version 1.0 passes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> inside, out XmlDeclaration declaration)
    {
        declaration = default;
        if (!TryTake(ref inside, "version"u8, out var version) || !version.SequenceEqual("1.0"u8)) return false;
        if (TryTake(ref inside, "encoding"u8, out var encoding) && !IsEncodingName(encoding)) return false;
        if (TryTake(ref inside, "standalone"u8, out var standalone)
            && !standalone.SequenceEqual("yes"u8) && !standalone.SequenceEqual("no"u8)) return false;
        declaration = new XmlDeclaration(encoding);
        return XmlCharacters.IsAllSpace(inside);
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        var rest = TrimStart(text);
        if (rest.Length == text.Length || !rest.StartsWith(name)) return false;
        rest = TrimStart(rest[name.Length..]);
        if (rest.IsEmpty || rest[0] != (byte)'=') return false;
        rest = TrimStart(rest[1..]);
        if (rest.IsEmpty || rest[0] is not ((byte)'"' or (byte)'\'')) return false;
        int close = rest[1..].IndexOf(rest[0]);
        if (close < 0) return false;
        value = rest.Slice(1, close);
        text = rest[(close + 2)..];
        return true;
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text)
    {
        int i = 0;
        while (i < text.Length && XmlCharacters.IsSpace(text[i])) i++;
        return text[i..];
    }

    private static bool IsEncodingName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || !char.IsAsciiLetter((char)name[0])) return false;
        foreach (byte b in name)
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'.' or (byte)'_' or (byte)'-')) return false;
        return true;
    }
}
