using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market;

namespace IntegrationHub.Rendering;

/// <summary>
/// A TrueType font in a file, with which characters it has. A document with a box in place of a character is another document, so what a font
/// lacks is asked before anything is drawn.
/// </summary>
public sealed class FontFile
{
    private const uint TrueType = 0x00010000;
    private const int MostBytes = 64 * 1024 * 1024;

    private readonly List<(int First, int Last)> _covered;

    private static Opened? _last;

    private FontFile(byte[] bytes, List<(int First, int Last)> covered) => (Bytes, _covered) = (bytes, covered);

    internal byte[] Bytes { get; }

    /// <summary>Under which PDFsharp knows it: the SHA-256 of its bytes.</summary>
    internal string Face => field ??= Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Where Debian's package <c>fonts-arphic-gbsn00lp</c> puts its font.</summary>
    public const string Usual = "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf";

    /// <summary>Opens a font.</summary>
    /// <param name="path">The file, or empty for <see cref="Usual"/>.</param>
    public static Checked<FontFile> Open(string path)
    {
        var file = path.Length == 0 ? Usual : path;
        if (!File.Exists(file))
            return Checked.Bad<FontFile>(new Problem(FontProblems.Missing, $"There is no font at {file}.", "font", "Install the Debian package fonts-arphic-gbsn00lp, or name a TrueType file with Chinese characters (retail.font)."));

        var info = new FileInfo(file);
        if (info.Length > MostBytes)
            return Checked.Bad<FontFile>(new Problem(FontProblems.Unusable, $"{file} is too large.", "font", "Name another TrueType file."));

        // Megabytes that every document would read and take apart again; one font is what a hub has.
        var (asked, last) = ((file, info.LastWriteTimeUtc, info.Length), _last);
        if (last is null || last.Of != asked)
            _last = last = new(asked, Read(File.ReadAllBytes(file), file));

        return last.Font;
    }

    /// <summary>The first character of a text that the font does not have, or null.</summary>
    public Rune? FindLacking(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != '\n' && !_covered.Exists(range => rune.Value >= range.First && rune.Value <= range.Last))
                return rune;
        }

        return null;
    }

    internal static Checked<FontFile> Read(byte[] bytes, string name)
    {
        try
        {
            if (U32(bytes, 0) != TrueType || FindTable(bytes, "glyf") is null || FindTable(bytes, "cmap") is not { } cmap)
                return Unusable(name, "is no TrueType font with outlines of its own");

            return ReadMap(bytes, cmap) is { Count: > 0 } covered ? Checked.Good(new FontFile(bytes, covered)) : Unusable(name, "has no map of Unicode characters");
        }
        catch (Exception fault) when (fault is ArgumentOutOfRangeException or OverflowException)
        {
            return Unusable(name, "is damaged");
        }
    }

    private static Checked<FontFile> Unusable(string name, string why) =>
        Checked.Bad<FontFile>(new Problem(FontProblems.Unusable, $"{name} {why}.", "font", "Name a .ttf file; collections (.ttc) and PostScript outlines (.otf) cannot be embedded."));

    private static int? FindTable(byte[] font, string tag)
    {
        for (var i = 0; i < U16(font, 4); i++)
        {
            var entry = 12 + (16 * i);
            if (Encoding.ASCII.GetString(font, entry, 4) == tag)
                return checked((int)U32(font, entry + 8));
        }

        return null;
    }

    /// <summary>The ranges of the map for Unicode: formats 4 and 12 (OpenType, cmap). A character that is mapped to glyph 0 is lacking.</summary>
    private static List<(int First, int Last)> ReadMap(byte[] font, int cmap)
    {
        var ranges = new List<(int, int)>();
        for (var i = 0; i < U16(font, cmap + 2); i++)
        {
            var record = cmap + 4 + (8 * i);
            if (U16(font, record) is not (0 or 3))
                continue;

            var table = checked(cmap + (int)U32(font, record + 4));
            if (U16(font, table) == 4)
                ReadSegments(font, table, ranges);
            else if (U16(font, table) == 12)
                ReadGroups(font, table, ranges);
        }

        return ranges;
    }

    private static void ReadSegments(byte[] font, int table, List<(int First, int Last)> ranges)
    {
        var doubled = U16(font, table + 6);
        for (var at = 0; at < doubled; at += 2)
        {
            var last = U16(font, table + 14 + at);
            var first = U16(font, table + 16 + doubled + at);
            var delta = U16(font, table + 16 + (2 * doubled) + at);
            var place = table + 16 + (3 * doubled) + at;
            var offset = U16(font, place);
            if (first == 0xFFFF)
                continue;

            for (var code = (int)first; code <= last; code++)
            {
                var glyph = offset == 0 ? (code + delta) & 0xFFFF : U16(font, place + offset + (2 * (code - first)));
                if (glyph == 0)
                    continue;

                if (ranges.Count > 0 && ranges[^1].Last == code - 1)
                    ranges[^1] = (ranges[^1].First, code);
                else
                    ranges.Add((code, code));
            }
        }
    }

    private static void ReadGroups(byte[] font, int table, List<(int First, int Last)> ranges)
    {
        for (var i = 0; i < U32(font, table + 12); i++)
        {
            var group = table + 16 + (12 * i);
            ranges.Add((checked((int)U32(font, group)), checked((int)U32(font, group + 4))));
        }
    }

    /// <summary>What was opened last, and how the file was then.</summary>
    private sealed record Opened((string Path, DateTime Written, long Length) Of, Checked<FontFile> Font);

    private static ushort U16(byte[] font, int at) => BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(at));

    private static uint U32(byte[] font, int at) => BinaryPrimitives.ReadUInt32BigEndian(font.AsSpan(at));
}
