using System.Text;

namespace IntegrationHub.Schemas.Xml;

/// <summary>
/// The gate before the tokenizer: decides the encoding of some bytes from charset, byte order mark and XML declaration, and
/// hands on UTF-8. Read are UTF-8, US-ASCII, ISO-8859-1 and UTF-16 with a byte order mark; every other encoding, and every
/// contradiction between the three, is refused. UTF-8 and US-ASCII pass without a copy. Pure and safe from any thread.
/// </summary>
public readonly struct Utf8Input
{
    private Utf8Input(ReadOnlyMemory<byte> bytes, XmlEncoding encoding, XmlError? error)
    {
        Bytes = bytes;
        Encoding = encoding;
        Error = error;
    }

    /// <summary>The document as UTF-8: the input itself, or a copy where it had to be transcoded. Empty after an error.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The encoding of the input.</summary>
    public XmlEncoding Encoding { get; }

    /// <summary>Why the input is refused, or null.</summary>
    public XmlError? Error { get; }

    /// <summary>True where the declaration inside names another encoding than UTF-8: to be passed on to <see cref="Utf8XmlReader"/>.</summary>
    public bool Transcoded => Encoding is XmlEncoding.Latin1 or XmlEncoding.Utf16LittleEndian or XmlEncoding.Utf16BigEndian;

    /// <summary>Opens a whole document.</summary>
    /// <param name="document">Its bytes as received.</param>
    /// <param name="charset">The charset parameter of the media type, without quotes; null where none was sent.</param>
    public static Utf8Input Open(ReadOnlyMemory<byte> document, string? charset = null)
    {
        var encoding = XmlEncodingDetection.Detect(document.Span, charset, out string? refusal);
        if (refusal is not null) return Refused(0, refusal, XmlErrorCode.EncodingRefused);
        var span = document.Span;
        switch (encoding)
        {
            case XmlEncoding.UsAscii when !Ascii.IsValid(span):
                int bad = span.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                return Refused(bad, "A byte above 127 stands in a document that calls itself US-ASCII.", XmlErrorCode.IllegalCharacter);
            case XmlEncoding.Latin1:
                return new Utf8Input(System.Text.Encoding.Convert(System.Text.Encoding.Latin1, System.Text.Encoding.UTF8, span.ToArray()), encoding, null);
            case XmlEncoding.Utf16LittleEndian or XmlEncoding.Utf16BigEndian:
                var utf16 = new UnicodeEncoding(encoding == XmlEncoding.Utf16BigEndian, byteOrderMark: false, throwOnInvalidBytes: true);
                try
                {
                    return new Utf8Input(System.Text.Encoding.UTF8.GetBytes(utf16.GetString(span[2..])), encoding, null);
                }
                catch (DecoderFallbackException fault)
                {
                    return Refused(2 + Math.Max(fault.Index, 0), "The bytes are no UTF-16.", XmlErrorCode.IllegalCharacter);
                }
            default:
                return new Utf8Input(document, encoding, null);
        }
    }

    /// <summary>Bytes that <see cref="XmlStreamDecoder"/> has already made UTF-8.</summary>
    internal static Utf8Input AlreadyUtf8(ReadOnlyMemory<byte> bytes) => new(bytes, XmlEncoding.Latin1, null);

    private static Utf8Input Refused(long offset, string message, XmlErrorCode code) =>
        new(default, XmlEncoding.Utf8, new XmlError(code, offset, 1, 1, message, XmlError.RemedyFor(code)));
}

/// <summary>The encodings that are read.</summary>
public enum XmlEncoding
{
    /// <summary>UTF-8, with or without byte order mark.</summary>
    Utf8,
    /// <summary>US-ASCII by name.</summary>
    UsAscii,
    /// <summary>ISO-8859-1 by name.</summary>
    Latin1,
    /// <summary>UTF-16 with the byte order mark FF FE.</summary>
    Utf16LittleEndian,
    /// <summary>UTF-16 with the byte order mark FE FF.</summary>
    Utf16BigEndian,
}
