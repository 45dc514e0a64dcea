using System.Runtime.InteropServices;
using System.Text;

namespace IntegrationHub.Market.Comparing;

/// <summary>What became of a line or of a part of it.</summary>
public enum TextChange
{
    Same,
    Removed,
    Added,

    /// <summary>Of a line only: parts of it were removed and others added.</summary>
    Changed,
}

/// <summary>A part of a line.</summary>
/// <param name="Change">Same, removed or added.</param>
/// <param name="Text">Not empty.</param>
public sealed record ComparedWords(TextChange Change, string Text);

/// <summary>A line of one text or of both.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Before">Its number in the earlier text, from 1; <c>null</c> where it was added.</param>
/// <param name="After">Its number in the later text, from 1; <c>null</c> where it was removed.</param>
/// <param name="Words">The line in parts: those that are not added are the earlier line, those that are not removed the later one. Empty of an empty line.</param>
public sealed record TextLine(TextChange Change, int? Before, int? After, IReadOnlyList<ComparedWords> Words);

/// <summary>
/// Two texts by their lines, and lines that resemble each other by their words: what is the same is as long as it can be (longest common subsequence). Immutable; the same for the same texts.
/// </summary>
/// <param name="Lines">Every line of both, in order; <c>null</c> where the texts differ in more than can be compared (<see cref="MostCells"/>).</param>
public sealed record TextComparison(IReadOnlyList<TextLine>? Lines)
{
    /// <summary>Pairs of lines that are looked at, behind an equal beginning and before an equal end: 2,000 lines on either side.</summary>
    public const long MostCells = 2001L * 2001;

    /// <summary>Pairs of words that are looked at, in all lines together; beyond them lines are told as removed and added.</summary>
    private const long MostWordCells = 2_000_000;

    /// <summary>Whether the texts are the same, line by line.</summary>
    public bool IsSame => Lines?.All(static line => line.Change == TextChange.Same) == true;

    /// <summary>Compares. Lines end with a line feed; a missing one at the end is no difference.</summary>
    public static TextComparison Of(string before, string after)
    {
        var (old, now) = (LinesOf(before), LinesOf(after));
        var cells = MostCells;
        var (first, second) = NumbersOf(old, now);
        if (CommonSubsequence.Of(first, second, ref cells) is not { } common)
            return new TextComparison((IReadOnlyList<TextLine>?)null);

        var (lines, words) = (new List<TextLine>(Math.Max(old.Length, now.Length)), MostWordCells);
        var (left, right) = (0, 0);
        foreach (var (onLeft, onRight) in common.Append((old.Length, now.Length)))
        {
            AddBetween(lines, old, now, left..onLeft, right..onRight, ref words);
            if (onLeft < old.Length)
                lines.Add(new TextLine(TextChange.Same, onLeft + 1, onRight + 1, Whole(TextChange.Same, old[onLeft])));

            (left, right) = (onLeft + 1, onRight + 1);
        }

        return new TextComparison(lines);
    }

    /// <summary>Lines between two that are the same: each pair that resembles each other as one that changed, the rest as removed and added.</summary>
    private static void AddBetween(List<TextLine> lines, string[] old, string[] now, Range before, Range after, ref long cells)
    {
        var (left, removed) = before.GetOffsetAndLength(old.Length);
        var (right, added) = after.GetOffsetAndLength(now.Length);
        var pairs = Math.Min(removed, added);
        var pending = new List<TextLine>();
        for (var i = 0; i < pairs; i++)
        {
            if (WordsOf(old[left + i], now[right + i], ref cells) is { } words)
            {
                Flush();
                lines.Add(new TextLine(TextChange.Changed, left + i + 1, right + i + 1, words));
            }
            else
            {
                lines.Add(Removed(i));
                pending.Add(Added(i));
            }
        }

        for (var i = pairs; i < removed; i++)
            lines.Add(Removed(i));

        Flush();
        for (var i = pairs; i < added; i++)
            lines.Add(Added(i));

        TextLine Removed(int index) => new(TextChange.Removed, left + index + 1, null, Whole(TextChange.Removed, old[left + index]));

        TextLine Added(int index) => new(TextChange.Added, null, right + index + 1, Whole(TextChange.Added, now[right + index]));

        void Flush()
        {
            lines.AddRange(pending);
            pending.Clear();
        }
    }

    /// <summary>Two lines by their words; <c>null</c> where less than a third of the longer one is common, or too much was looked at already.</summary>
    private static List<ComparedWords>? WordsOf(string before, string after, ref long cells)
    {
        var (old, now) = (Words.Of(before), Words.Of(after));
        var (first, second) = NumbersOf(CollectionsMarshal.AsSpan(old), CollectionsMarshal.AsSpan(now));
        if (CommonSubsequence.Of(first, second, ref cells) is not { } common)
            return null;

        if (3 * common.Sum(pair => old[pair.Before].AsSpan().Trim().Length) < Math.Max(old.Sum(Ink), now.Sum(Ink)))
            return null;

        // A word at a time: a line of a hundred thousand words is written once, not once for each of them.
        var (parts, part, of) = (new List<ComparedWords>(), new StringBuilder(), TextChange.Same);
        var (left, right) = (0, 0);
        foreach (var (onLeft, onRight) in common.Append((old.Count, now.Count)))
        {
            Add(TextChange.Removed, old, left, onLeft);
            Add(TextChange.Added, now, right, onRight);
            Add(TextChange.Same, old, onLeft, Math.Min(onLeft + 1, old.Count));
            (left, right) = (onLeft + 1, onRight + 1);
        }

        End();
        return parts;

        void Add(TextChange change, List<string> words, int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                if (change != of)
                    End();

                of = change;
                part.Append(words[i]);
            }
        }

        void End()
        {
            if (part.Length > 0)
                parts.Add(new ComparedWords(of, part.ToString()));

            part.Clear();
        }

        static int Ink(string word) => word.AsSpan().Trim().Length;
    }

    private static IReadOnlyList<ComparedWords> Whole(TextChange change, string line) => line.Length == 0 ? [] : [new ComparedWords(change, line)];

    private static string[] LinesOf(string text) =>
        text.Length == 0 ? [] : [.. (text[^1] == '\n' ? text[..^1] : text).Split('\n')];

    /// <summary>Numbers in the place of texts, so that comparing two is cheap.</summary>
    private static (int[] Before, int[] After) NumbersOf(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        return (Each(before), Each(after));

        int[] Each(ReadOnlySpan<string> texts)
        {
            var numbers = new int[texts.Length];
            for (var i = 0; i < texts.Length; i++)
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, texts[i], out var isKnown);
                number = isKnown ? number : known.Count;
                numbers[i] = number;
            }

            return numbers;
        }
    }
}
