using System.Collections.Concurrent;
using System.Globalization;

namespace IntegrationHub.Schemas.Patterns;

/// <summary>A set of code points as sorted, disjoint, inclusive ranges. Immutable.</summary>
internal sealed class CodePointSet
{
    public const int Last = 0x10FFFF;

    private static readonly ConcurrentDictionary<string, CodePointSet> Categories = new(StringComparer.Ordinal);

    private CodePointSet(List<(int From, int To)> ranges) => Ranges = ranges;

    public IReadOnlyList<(int From, int To)> Ranges { get; }

    public static CodePointSet All { get; } = Of((0, Last));

    /// <summary>The set of white space, <c>\s</c>.</summary>
    public static CodePointSet Space { get; } = Of((9, 10), (13, 13), (32, 32));

    /// <summary>Any character but a line end: the dot.</summary>
    public static CodePointSet Dot { get; } = Of((10, 10), (13, 13)).Complement();

    public static CodePointSet Of(params ReadOnlySpan<(int From, int To)> ranges)
    {
        var sorted = new List<(int From, int To)>(ranges.Length);
        foreach (var range in ranges) sorted.Add(range);
        sorted.Sort();
        var merged = new List<(int From, int To)>();
        foreach (var (from, to) in sorted)
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else
                merged.Add((from, to));
        }
        return new CodePointSet(merged);
    }

    public CodePointSet Union(CodePointSet other) => Of([.. Ranges, .. other.Ranges]);

    public CodePointSet Complement()
    {
        var gaps = new List<(int, int)>();
        int next = 0;
        foreach (var (from, to) in Ranges)
        {
            if (from > next) gaps.Add((next, from - 1));
            next = to + 1;
        }
        if (next <= Last) gaps.Add((next, Last));
        return new CodePointSet(gaps);
    }

    public CodePointSet Except(CodePointSet other) => Complement().Union(other).Complement();

    public bool Contains(int codePoint)
    {
        foreach (var (from, to) in Ranges)
            if (codePoint >= from && codePoint <= to) return true;
        return false;
    }

    /// <summary>A general category (<c>Lu</c>) or a group of them (<c>L</c>); null where there is none of that name.</summary>
    public static CodePointSet? Category(string name)
    {
        if (name.Length is 0 or > 2 || !"LMNPZSC".Contains(name[0], StringComparison.Ordinal)) return null;
        var set = Categories.GetOrAdd(name, static wanted => Where(c => Abbreviation(CharUnicodeInfo.GetUnicodeCategory(c)).StartsWith(wanted, StringComparison.Ordinal)));
        return set.Ranges.Count == 0 ? null : set;
    }

    /// <summary>All code points of a property, found by asking for each; used rarely and kept by the callers.</summary>
    public static CodePointSet Where(Func<int, bool> holds)
    {
        var ranges = new List<(int, int)>();
        int start = -1;
        for (int c = 0; c <= Last; c++)
        {
            bool inside = holds(c);
            if (inside && start < 0) start = c;
            if (!inside && start >= 0)
            {
                ranges.Add((start, c - 1));
                start = -1;
            }
        }
        if (start >= 0) ranges.Add((start, Last));
        return new CodePointSet(ranges);
    }

    private static string Abbreviation(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "Cn",
    };
}
