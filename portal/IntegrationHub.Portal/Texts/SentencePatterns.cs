using System.Globalization;
using System.Text.RegularExpressions;

namespace IntegrationHub.Portal.Texts;

/// <summary>
/// Finds the sentence that an English text was made of, for what is stored or was never more than a text remembers no pattern. Of several that fit, that one
/// counts of which most is known. Thread-safe.
/// </summary>
/// <param name="chinese">Chinese patterns by their English ones.</param>
internal sealed partial class SentencePatterns(IReadOnlyDictionary<string, string> chinese)
{
    private const int LongestText = 4000;
    private const int Deepest = 5;

    /// <summary>
    /// Letters that a pattern needs to stand for a text by itself: <c>{0}, {1}</c> says nothing, and means something within a sentence. Where it begins with words those of known values count:
    /// <c>Send {0}.</c> says much where it is known what is to be sent.
    /// </summary>
    private const int FewestLetters = 8;

    private readonly ILookup<char, Pattern> _byBeginning = chinese.Where(static one => Place().IsMatch(one.Key)).Select(static one => new Pattern(one.Key, one.Value)).ToLookup(static pattern => pattern.Beginning);

    /// <summary>What a text says in Chinese; null where none of its sentences is known.</summary>
    public string? Chinese(string text) => Best(text, 0)?.Text;

    /// <summary>The same of a text that stands within a sentence: words that say little by themselves count.</summary>
    public string? ChineseWithin(string text) => Best(text, 1)?.Text;

    private Said? Best(string text, int depth)
    {
        if (text.Length > LongestText || depth > Deepest)
            return null;

        var best = One(text, depth);
        return Several(text, depth) is { } several && several.Known > (best?.Known ?? 0) ? several : best;
    }

    /// <summary>The text as one sentence, or as words that are known as they stand.</summary>
    private Said? One(string text, int depth)
    {
        if (text.Length == 0)
            return null;

        if (chinese.TryGetValue(text, out var whole))
            return new(whole, text.Length);

        Said? best = null;
        foreach (var pattern in _byBeginning[text[0]].Concat(_byBeginning[Pattern.AnyBeginning]))
        {
            if (pattern.ValuesIn(text) is { } values && Say(pattern, values, depth) is { } said && (depth > 0 || (pattern.Beginning == Pattern.AnyBeginning ? pattern.Letters : said.Known) >= FewestLetters) && said.Known > (best?.Known ?? 0))
                best = said;
        }

        return best;
    }

    /// <summary>The text as a sentence that is known and more behind it.</summary>
    private Said? Several(string text, int depth)
    {
        for (var end = text.IndexOf(". ", StringComparison.Ordinal); end >= 0; end = text.IndexOf(". ", end + 1, StringComparison.Ordinal))
        {
            if (One(text[..(end + 1)], depth) is { } first && Best(text[(end + 2)..], depth) is { } rest)
                return new(first.Text + rest.Text, first.Known + rest.Known);
        }

        return null;
    }

    /// <summary>
    /// The Chinese sentence with its values: those that are known are said, too, and one in quotation marks (“…”) stands as it came. Null where a sentence ends within a value that is neither known nor quoted (“…” or 「…」):
    /// then this is another sentence.
    /// </summary>
    private Said? Say(Pattern pattern, string[] values, int depth)
    {
        var known = pattern.Letters;
        var said = new object[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = pattern.Encloses(i, '“', '”') ? null : Best(values[i], depth + 1);
            if (value is null && values[i].Contains(". ", StringComparison.Ordinal) && !pattern.Encloses(i, '“', '”') && !pattern.Encloses(i, '「', '」'))
                return null;

            said[i] = value?.Text ?? values[i];
            known += value?.Known ?? 0;
        }

        return new(string.Format(CultureInfo.InvariantCulture, pattern.Chinese, said), known);
    }

    /// <param name="Known">Letters of the English text that a known sentence accounts for.</param>
    private sealed record Said(string Text, int Known);

    /// <summary>An English pattern taken apart, with the Chinese one.</summary>
    private sealed class Pattern(string english, string chinese)
    {
        /// <summary>Beginning of patterns that begin with a value.</summary>
        public const char AnyBeginning = '\0';

        private readonly string[] _pieces = [.. Place().Split(english).Select(static piece => piece.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal))];

        public string Chinese => chinese;

        public char Beginning => _pieces[0].Length > 0 ? _pieces[0][0] : AnyBeginning;

        public int Letters { get; } = Place().Replace(english, "").Count(char.IsLetter);

        public bool Encloses(int place, char before, char after) => chinese.Contains(string.Create(CultureInfo.InvariantCulture, $"{before}{{{place}}}{after}"), StringComparison.Ordinal);

        /// <summary>What stands in the places, each as short as it can be; null where the text is not of this pattern.</summary>
        public string[]? ValuesIn(string text)
        {
            var (at, end) = (_pieces[0].Length, text.Length - _pieces[^1].Length);
            if (at > end || !text.StartsWith(_pieces[0], StringComparison.Ordinal) || !text.EndsWith(_pieces[^1], StringComparison.Ordinal))
                return null;

            var values = new string[_pieces.Length - 1];
            for (var i = 0; i < values.Length - 1; i++)
            {
                var next = text.IndexOf(_pieces[i + 1], at, end - at, StringComparison.Ordinal);
                if (next < 0)
                    return null;

                values[i] = text[at..next];
                at = next + _pieces[i + 1].Length;
            }

            values[^1] = text[at..end];
            return values;
        }
    }

    [GeneratedRegex(@"(?<!\{)\{[0-9]\}(?!\})", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
