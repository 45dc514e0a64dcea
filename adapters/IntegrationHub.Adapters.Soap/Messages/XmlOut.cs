using System.Buffers;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>Writes UTF-8 XML without indentation: the same calls give the same bytes.</summary>
internal readonly struct XmlOut(int capacity)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Markup, or bytes that are XML already.</summary>
    public XmlOut Raw(ReadOnlySpan<byte> xml)
    {
        _buffer.Write(xml);
        return this;
    }

    /// <summary>Characters, escaped; what XML cannot hold becomes U+FFFD.</summary>
    public XmlOut Text(string text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '<': Raw("&lt;"u8); break;
                case '>': Raw("&gt;"u8); break;
                case '&': Raw("&amp;"u8); break;
                case '\r': Raw("&#xD;"u8); break;
                case < 0x20 and not '\t' and not '\n' or 0xFFFE or 0xFFFF: Raw("\uFFFD"u8); break;
                default: Raw(utf8[..rune.EncodeToUtf8(utf8)]); break;
            }
        }
        return this;
    }

    /// <summary><c>&lt;name&gt;text&lt;/name&gt;</c>; nothing where the text is <c>null</c>.</summary>
    public XmlOut Element(ReadOnlySpan<byte> name, string? text) =>
        text is null ? this : Raw("<"u8).Raw(name).Raw(">"u8).Text(text).Raw("</"u8).Raw(name).Raw(">"u8);

    /// <summary>Base64 in one line.</summary>
    public XmlOut Base64(ReadOnlySpan<byte> bytes)
    {
        var span = _buffer.GetSpan(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, span, out _, out int written);
        _buffer.Advance(written);
        return this;
    }
}
