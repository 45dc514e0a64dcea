using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Comparing;

namespace IntegrationHub.Market.Tests.Comparing;

/// <summary>Two texts beside each other: nothing of either is lost, and what is the same is as much as it can be.</summary>
public sealed class TextComparisonTests
{
    private static readonly string[] Pieces = ["价格", "420", "1,000.50", " ", "price ", "\u0065\u0301t\u00e9", "𠮷", "😀", "a", "-", "。", "\t", ""];

    [Fact]
    public void A_changed_clause_shows_the_words_that_changed_and_no_others()
    {
        var comparison = TextComparison.Of(
            "3. Price\nPrice package FIX, 420.50 CNY, settled monthly.\n\n4. Notice\n30 days.\n",
            "3. Price\nPrice package FIX, 398.25 CNY, settled monthly.\n\n4. Notice\n30 days.\n5. Green power\n");

        var lines = comparison.Lines!;
        Assert.Equal([TextChange.Same, TextChange.Changed, TextChange.Same, TextChange.Same, TextChange.Same, TextChange.Added], lines.Select(static line => line.Change));
        Assert.Equal([(TextChange.Same, "Price package FIX, "), (TextChange.Removed, "420.50"), (TextChange.Added, "398.25"), (TextChange.Same, " CNY, settled monthly.")], lines[1].Words.Select(static words => (words.Change, words.Text)));
        Assert.Equal((2, 2), (lines[1].Before, lines[1].After));
        Assert.Equal((null, 6, "5. Green power"), (lines[5].Before, lines[5].After, Assert.Single(lines[5].Words).Text));
        Assert.False(comparison.IsSame);
    }

    [Fact]
    public void Chinese_is_compared_by_characters()
    {
        var words = TextComparison.Of("甲方应于三十日内付款。", "甲方应于十五日内付清款项。").Lines!.Single().Words;

        Assert.Contains((TextChange.Same, "甲方应于"), words.Select(static one => (one.Change, one.Text)));
        Assert.Contains((TextChange.Added, "清"), words.Select(static one => (one.Change, one.Text)));
        Assert.Contains((TextChange.Same, "日内付"), words.Select(static one => (one.Change, one.Text)));
    }

    [Fact]
    public void Lines_that_have_little_in_common_are_removed_and_added_whole() =>
        Assert.Equal([TextChange.Removed, TextChange.Added], TextComparison.Of("The customer pays within thirty days.", "电价套餐按月结算").Lines!.Select(static line => line.Change));

    [Theory]
    [InlineData("", "")]
    [InlineData("a\nb\n", "a\nb\n")]
    [InlineData("a\nb", "a\nb\n")]
    [InlineData("\n\n", "\n\n")]
    public void The_same_text_has_no_changes(string before, string after) => Assert.True(TextComparison.Of(before, after).IsSame);

    [Fact]
    public void Nothing_of_either_text_is_lost_and_the_same_lines_are_as_many_as_there_can_be() => Prop.ForAll(
        (from before in LineGen.ListOf() from after in LineGen.ListOf() select (before, after)).ToArbitrary(), static texts =>
        {
            var (before, after) = (string.Concat(texts.before.Select(static line => line + "\n")), string.Concat(texts.after.Select(static line => line + "\n")));
            var lines = TextComparison.Of(before, after).Lines!;

            Assert.Equal(before, TextOf(lines, TextChange.Added));
            Assert.Equal(after, TextOf(lines, TextChange.Removed));
            Assert.Equal(Enumerable.Range(1, texts.before.Count), lines.Where(static line => line.Before is not null).Select(static line => line.Before!.Value));
            Assert.Equal(Enumerable.Range(1, texts.after.Count), lines.Where(static line => line.After is not null).Select(static line => line.After!.Value));
            Assert.Equal(Longest([.. texts.before], [.. texts.after]), lines.Count(static line => line.Change == TextChange.Same));
            Assert.All(lines.SelectMany(static line => line.Words), static words => Assert.NotEmpty(words.Text));
            // No part ends or begins within a character.
            Assert.All(lines.SelectMany(static line => line.Words), static words => Assert.False(char.IsLowSurrogate(words.Text[0]) || char.IsHighSurrogate(words.Text[^1])));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_that_differ_in_too_much_are_not_compared_and_long_ones_that_differ_in_little_are()
    {
        var many = string.Concat(Enumerable.Range(0, 3_000).Select(static line => $"{line}\n"));

        Assert.Null(TextComparison.Of(many, many.Replace("\n", "!\n", StringComparison.Ordinal)).Lines);
        Assert.False(TextComparison.Of(many, "").IsSame);
        var one = TextComparison.Of(many, many.Replace("\n1500\n", "\n1500 and a half\n", StringComparison.Ordinal)).Lines!;
        Assert.Equal(1501, Assert.Single(one, static line => line.Change != TextChange.Same).Before);
    }

    [Fact]
    public void Long_lines_that_cannot_be_compared_by_words_are_told_whole()
    {
        var line = string.Concat(Enumerable.Range(0, 4_000).Select(static word => $"{word} "));

        Assert.Equal([TextChange.Removed, TextChange.Added], TextComparison.Of("first " + line + "x", "second " + string.Concat(line.Reverse())).Lines!.Select(static one => one.Change));
    }

    private static Gen<string> LineGen => Gen.Elements(Pieces).ListOf().Select(static pieces => string.Concat(pieces.Take(6)));

    private static string TextOf(IReadOnlyList<TextLine> lines, TextChange without) =>
        string.Concat(lines.Where(line => line.Change != without).Select(line => string.Concat(line.Words.Where(words => words.Change != without).Select(static words => words.Text)) + "\n"));

    /// <summary>By trying everything that can be left out, remembered.</summary>
    private static int Longest(string[] before, string[] after)
    {
        var known = new Dictionary<(int, int), int>();
        return From(0, 0);

        int From(int left, int right)
        {
            if (left == before.Length || right == after.Length)
                return 0;

            if (!known.TryGetValue((left, right), out var found))
                known[(left, right)] = found = Math.Max(Math.Max(From(left + 1, right), From(left, right + 1)), before[left] == after[right] ? 1 + From(left + 1, right + 1) : 0);

            return found;
        }
    }

    [Fact]
    public void A_long_line_with_one_character_changed_costs_as_much_as_it_is_long()
    {
        var before = new string('供', 100_000) + "甲" + new string('电', 100_000);
        var begun = GC.GetAllocatedBytesForCurrentThread();
        var line = Assert.Single(TextComparison.Of(before, before.Replace('甲', '乙')).Lines!);

        // Some forty octets a word and pass; written once for each word it would be twenty billion.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - begun < 200_000_000);
        Assert.Equal([TextChange.Same, TextChange.Removed, TextChange.Added, TextChange.Same], line.Words.Select(static part => part.Change));
        Assert.Equal(before, string.Concat(line.Words.Where(static part => part.Change != TextChange.Added).Select(static part => part.Text)));
    }
}
