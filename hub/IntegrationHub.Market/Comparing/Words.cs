using System.Globalization;
using System.Text;

namespace IntegrationHub.Market.Comparing;

/// <summary>Cuts a line into what people read as one: words, numbers, blanks, single signs; of Chinese every character.</summary>
internal static class Words
{
    /// <summary>The parts of a line; together they are the line. No character that is written as several code points is cut.</summary>
    public static List<string> Of(string line)
    {
        var (parts, start) = (new List<string>(), 0);
        while (start < line.Length)
        {
            var end = start + StringInfo.GetNextTextElementLength(line, start);
            var kind = KindOf(line, start);
            while (kind is Kind.Letters or Kind.Blanks && end < line.Length && Continues(line, end, kind))
                end += StringInfo.GetNextTextElementLength(line, end);

            parts.Add(line[start..end]);
            start = end;
        }

        return parts;
    }

    private static bool Continues(string line, int at, Kind kind) => KindOf(line, at) == kind || (kind == Kind.Letters && IsInNumber(line, at));

    /// <summary>The point in 1.5 and the comma in 1,000: an amount is one word.</summary>
    private static bool IsInNumber(string line, int at) =>
        line[at] is '.' or ',' && at > 0 && at + 1 < line.Length && char.IsAsciiDigit(line[at - 1]) && char.IsAsciiDigit(line[at + 1]);

    private static Kind KindOf(string line, int at)
    {
        Rune.DecodeFromUtf16(line.AsSpan(at), out var first, out _);
        return Rune.IsWhiteSpace(first) ? Kind.Blanks
            : !Rune.IsLetterOrDigit(first) ? Kind.Sign
            : IsIdeograph(first) ? Kind.Ideograph
            : Kind.Letters;
    }

    /// <summary>Written without blanks between words: Han, kana.</summary>
    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private enum Kind
    {
        Letters,
        Blanks,
        Ideograph,
        Sign,
    }
}
