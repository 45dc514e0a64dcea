using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace IntegrationHub.Schemas.Xml;

/// <summary>
/// The character classes of XML 1.0 (fifth edition): Char [2], S [3], NameStartChar [4] and NameChar [4a], over UTF-8 bytes.
/// Pure functions, safe from any thread.
/// </summary>
public static class XmlCharacters
{
    private const byte NameStart = 1, NameRest = 2, Space = 4;

    private static readonly byte[] Classes = BuildClasses();
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    /// <summary>True for the four white space characters of production [3].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(byte b) => b <= 0x20 && (Classes[b] & Space) != 0;

    /// <summary>True where every byte is white space; true for nothing at all.</summary>
    public static bool IsAllSpace(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept((byte)' ', (byte)'\n', (byte)'\r') < 0
        || text.IndexOfAnyExcept(" \n\r\t"u8) < 0;

    /// <summary>
    /// The index of the first byte at which <paramref name="bytes"/> stops being well-formed UTF-8 (no overlong forms, no
    /// surrogates) of characters that XML allows, or -1. Pure ASCII runs at memory speed.
    /// </summary>
    public static int IndexOfIllegal(ReadOnlySpan<byte> bytes)
    {
        int first = IndexOfControlOrNonAscii(bytes);
        if (first < 0 || bytes[first] < 0x80) return first;

        var rest = bytes[first..];
        int end = Utf8.IsValid(rest) ? rest.Length : FirstInvalid(rest);
        int control = rest[..end].IndexOfAny(Controls);
        if (control >= 0) end = control;
        int nonCharacter = FirstNonCharacter(rest[..end]);
        if (nonCharacter >= 0) end = nonCharacter;
        return end == rest.Length ? -1 : first + end;
    }

    /// <summary>
    /// How many of the last bytes (0 to 3) begin a UTF-8 sequence that may be finished by bytes that have not arrived yet.
    /// </summary>
    public static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            byte b = bytes[^back];
            if (b < 0x80) return 0;
            if (b < 0xC0) continue;
            int length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
            return length > back ? back : 0;
        }
        return 0;
    }

    /// <summary>True where the code point is a Char [2].</summary>
    public static bool IsLegal(int codePoint) =>
        codePoint is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);

    /// <summary>
    /// The length in bytes of the Name [5] that begins <paramref name="text"/> (0 where none does), and the index of its
    /// first and of any further colon (-1 where there is none). The text must be well-formed UTF-8.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int NameLength(ReadOnlySpan<byte> text, out int colon, out int secondColon)
    {
        unchecked
        {
            colon = secondColon = -1;
            int i = 0;
            byte[] classes = Classes;
            while ((uint)i < (uint)text.Length)
            {
                byte b = text[i];
                if (b < 0x80)
                {
                    if ((classes[b] & (i == 0 ? NameStart : NameRest)) == 0) break;
                    if (b == (byte)':')
                    {
                        if (colon < 0) colon = i;
                        else if (secondColon < 0) secondColon = i;
                    }
                    i++;
                    continue;
                }
                if (Rune.DecodeFromUtf8(text[i..], out var rune, out int taken) != OperationStatus.Done) break;
                if (!(i == 0 ? IsNameStart(rune.Value) : IsNameChar(rune.Value))) break;
                i += taken;
            }
            return i;
        }
    }

    /// <summary>True where the whole text is a Name [5].</summary>
    public static bool IsName(ReadOnlySpan<byte> text) => text.Length > 0 && NameLength(text, out _, out _) == text.Length;

    /// <summary>True where the whole text is a Name without a colon (Namespaces in XML, production [4]).</summary>
    public static bool IsNCName(ReadOnlySpan<byte> text) =>
        text.Length > 0 && NameLength(text, out int colon, out _) == text.Length && colon < 0;

    /// <summary>True where the whole text is an Nmtoken [7].</summary>
    public static bool IsNmtoken(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return false;
        for (int i = 0; i < text.Length;)
        {
            byte b = text[i];
            if (b < 0x80)
            {
                if ((Classes[b] & NameRest) == 0) return false;
                i++;
                continue;
            }
            if (Rune.DecodeFromUtf8(text[i..], out var rune, out int taken) != OperationStatus.Done || !IsNameChar(rune.Value)) return false;
            i += taken;
        }
        return true;
    }

    /// <summary>True where the code point is a NameStartChar [4].</summary>
    public static bool IsNameStart(int c) => c < 0x80
        ? c >= 0 && (Classes[c] & NameStart) != 0
        : c is (>= 0xC0 and <= 0xD6) or (>= 0xD8 and <= 0xF6) or (>= 0xF8 and <= 0x2FF) or (>= 0x370 and <= 0x37D)
            or (>= 0x37F and <= 0x1FFF) or 0x200C or 0x200D or (>= 0x2070 and <= 0x218F) or (>= 0x2C00 and <= 0x2FEF)
            or (>= 0x3001 and <= 0xD7FF) or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFFD) or (>= 0x10000 and <= 0xEFFFF);

    /// <summary>True where the code point is a NameChar [4a].</summary>
    public static bool IsNameChar(int c) => c < 0x80
        ? c >= 0 && (Classes[c] & NameRest) != 0
        : IsNameStart(c) || c is 0xB7 or (>= 0x300 and <= 0x36F) or 0x203F or 0x2040;

    private static int IndexOfControlOrNonAscii(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            int i = 0;
            if (Vector256.IsHardwareAccelerated && bytes.Length >= Vector256<byte>.Count)
            {
                ref byte start = ref MemoryMarshal.GetReference(bytes);
                int last = bytes.Length - Vector256<byte>.Count;
                for (; i <= last; i += Vector256<byte>.Count)
                {
                    var v = Vector256.LoadUnsafe(ref start, (nuint)i);
                    // As signed bytes, control characters and everything above 0x7F are below 0x20.
                    var suspicious = Vector256.LessThan(v.AsSByte(), Vector256.Create((sbyte)0x20)).AsByte();
                    if (suspicious == Vector256<byte>.Zero) continue;
                    var allowed = Vector256.Equals(v, Vector256.Create((byte)'\n'))
                        | Vector256.Equals(v, Vector256.Create((byte)'\r'))
                        | Vector256.Equals(v, Vector256.Create((byte)'\t'));
                    uint bits = Vector256.AndNot(suspicious, allowed).ExtractMostSignificantBits();
                    if (bits != 0) return i + BitOperations.TrailingZeroCount(bits);
                }
            }
            for (; i < bytes.Length; i++)
            {
                byte b = bytes[i];
                if (b >= 0x80 || (b < 0x20 && b is not ((byte)'\n' or (byte)'\r' or (byte)'\t'))) return i;
            }
            return -1;
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        while (i < bytes.Length && Rune.DecodeFromUtf8(bytes[i..], out _, out int taken) == OperationStatus.Done) i += taken;
        return i;
    }

    // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
    private static int FirstNonCharacter(ReadOnlySpan<byte> bytes)
    {
        int from = 0;
        while (true)
        {
            int at = bytes[from..].IndexOf([(byte)0xEF, (byte)0xBF]);
            if (at < 0) return -1;
            at += from;
            if (at + 2 < bytes.Length && bytes[at + 2] >= 0xBE) return at;
            from = at + 2;
        }
    }

    private static byte[] BuildClasses()
    {
        var classes = new byte[128];
        for (int c = 0; c < 128; c++)
        {
            bool letter = char.IsAsciiLetter((char)c) || c is '_' or ':';
            if (letter) classes[c] |= NameStart | NameRest;
            if (char.IsAsciiDigit((char)c) || c is '-' or '.') classes[c] |= NameRest;
            if (c is ' ' or '\t' or '\r' or '\n') classes[c] |= Space;
        }
        return classes;
    }
}
