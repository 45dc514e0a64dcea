using System.Text;

namespace IntegrationHub.Schemas.Xml;

/// <summary>
/// <see cref="Utf8Input"/> for a document that arrives in pieces: holds back the first bytes until the encoding is decided, then
/// hands UTF-8 on without a copy and transcodes the rest.
/// </summary>
internal sealed class XmlStreamDecoder(string? charset)
{
    private byte[] _start = [];
    private byte[] _output = [];
    private char[] _chars = [];
    private bool _decided;
    private XmlEncoding _encoding;
    private Decoder? _decoder;
    private long _taken;

    /// <summary>Why the input is refused, or null.</summary>
    public XmlError? Error { get; private set; }

    /// <summary>True where the input is not UTF-8 itself.</summary>
    public bool IsTranscoding => _decoder is not null;

    /// <summary>The UTF-8 of what has come; empty while the encoding is undecided. Holds until the next call.</summary>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> bytes, bool final)
    {
        if (Error is not null) return default;
        if (!_decided)
        {
            // A declaration is complete with its end, or there is none in the first bytes.
            if (_start.Length > 0 || (!final && !IsEnough(bytes)))
            {
                _start = [.. _start, .. bytes];
                bytes = _start;
            }
            if (!final && !IsEnough(bytes)) return default;
            _decided = true;
            _encoding = XmlEncodingDetection.Detect(bytes, charset, out string? refusal);
            if (refusal is not null) return Refuse(0, XmlErrorCode.EncodingRefused, refusal);
            if (_encoding is XmlEncoding.Utf16LittleEndian or XmlEncoding.Utf16BigEndian)
            {
                _decoder = new UnicodeEncoding(_encoding == XmlEncoding.Utf16BigEndian, false, throwOnInvalidBytes: true).GetDecoder();
                bytes = bytes[2..];
            }
            else if (_encoding == XmlEncoding.Latin1)
            {
                _decoder = Encoding.Latin1.GetDecoder();
            }
        }
        long before = _taken;
        _taken += bytes.Length;
        if (_encoding == XmlEncoding.UsAscii && !Ascii.IsValid(bytes))
            return Refuse(before + bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF), XmlErrorCode.IllegalCharacter, "A byte above 127 stands in a document that calls itself US-ASCII.");
        return _decoder is null ? bytes : Transcode(bytes, before, final);
    }

    private static bool IsEnough(ReadOnlySpan<byte> start) => start.Length >= XmlEncodingDetection.NeededBytes * 2 || start.IndexOf((byte)'>') > 0 && start.Length >= 4;

    private ReadOnlySpan<byte> Transcode(ReadOnlySpan<byte> bytes, long offset, bool final)
    {
        try
        {
            XmlScratch.Grow(ref _chars, _decoder!.GetCharCount(bytes, final) + 1);
            int chars = _decoder.GetChars(bytes, _chars, final);
            XmlScratch.Grow(ref _output, Encoding.UTF8.GetMaxByteCount(chars));
            // The decoder holds back half a pair, so that every piece is whole characters.
            return _output.AsSpan(0, Encoding.UTF8.GetBytes(_chars.AsSpan(0, chars), _output));
        }
        catch (DecoderFallbackException)
        {
            return Refuse(offset, XmlErrorCode.IllegalCharacter, "The bytes are no UTF-16.");
        }
    }

    private ReadOnlySpan<byte> Refuse(long offset, XmlErrorCode code, string message)
    {
        Error = new XmlError(code, offset, 1, 1, message, XmlError.RemedyFor(code));
        return default;
    }
}
