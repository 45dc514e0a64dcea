using System.Text;
using IntegrationHub.Schemas.Patterns;

namespace IntegrationHub.Schemas.Tests.Patterns;

public sealed class PatternTests
{
    [Theory]
    [InlineData("[1-9]([0-9]){0,2}", "1 12 999", "0 01 1000 a")]
    [InlineData("([0-9]*\\.?[0-9]*)", "12 1.5 .5 5. .", "1.2.3 -1 e")]
    [InlineData("([0-9]+((\\.[0-9])*))", "586 586.5 1.2.3", "586.53 .5 5.")]
    [InlineData("([A-Za-z0-9_]+\\.[A-Z][A-Z])", "a_1.AB", "a.ab .AB a.ABC")]
    [InlineData("([A-Z\\-\\+_0-9]+)", "A-B+C_1", "a A.B")]
    [InlineData("a|b*|(cd)+", "a bbb cdcd", "ab abb cdc")]
    [InlineData("[^a-c]x[\\d-[5]]", "dx4 \u00e9x9", "ax4 dx5 dx")]
    [InlineData("\\i\\c*", "a _b \u00e9.1", "1a -")]
    [InlineData("\\p{Lu}\\P{Lu}", "Aa \u00c41", "AA aa")]
    [InlineData(".{2}", "ab \u96fb\u529b \U0001F600x", "a abc")]
    [InlineData("(a|aa)+$?", "a$ aaaa aaaa$", "$ b a$$")]
    [InlineData("\\w{1,3}", "a1\u00e9", "a! abcd")]
    public void A_pattern_matches_whole_texts(string pattern, string matching, string other)
    {
        var automaton = PatternAutomaton.Compile(pattern);
        foreach (string text in matching.Split(' ')) Assert.True(automaton.IsMatch(Encoding.UTF8.GetBytes(text)), text);
        foreach (string text in other.Split(' ')) Assert.False(automaton.IsMatch(Encoding.UTF8.GetBytes(text)), text);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("a{2,1}")]
    [InlineData("[z-a]")]
    [InlineData("*")]
    [InlineData("\\q")]
    [InlineData("[a")]
    [InlineData("\\p{IsGreek}")]
    [InlineData("(((((a{99}){99}){99}){99}){99})")]
    public void A_pattern_that_is_wrong_or_too_large_is_refused(string pattern) =>
        Assert.Throws<NotSupportedException>(() => PatternAutomaton.Compile(pattern));

    [Fact]
    public void A_pattern_that_makes_backtracking_explode_is_matched_in_one_pass()
    {
        var automaton = PatternAutomaton.Compile("(a+)+(a|a)*(aa?)+b");
        byte[] text = Encoding.ASCII.GetBytes(new string('a', 1_000_000));
        Assert.False(automaton.IsMatch(text));
        Assert.True(automaton.IsMatch([.. text, (byte)'b']));
    }

    /// <summary>Each hand-written matcher accepts the language of its pattern: every date of all 10,000 years, every clock, every neighbour.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Recognised_dates_are_those_of_their_patterns(bool shipped)
    {
        string secondsText = shipped ? RecognisedPatterns.ShippedSecondsText : RecognisedPatterns.DateTimeSecondsText;
        string minutesText = shipped ? RecognisedPatterns.ShippedMinutesText : RecognisedPatterns.DateTimeMinutesText;
        Assert.Equal(RecognisedPattern.DateTimeSeconds, RecognisedPatterns.Find(secondsText));
        Assert.Equal(RecognisedPattern.DateTimeMinutes, RecognisedPatterns.Find(minutesText));
        var seconds = PatternAutomaton.Compile(secondsText);
        var minutes = PatternAutomaton.Compile(minutesText);
        int agreed = 0;
        for (int year = 0; year < 10_000; year += year is > 1890 and < 2110 ? 1 : 7)
            for (int month = 0; month <= 13; month++)
                for (int day = month == 2 ? 0 : 27; day <= 32; day++)
                    agreed += Same(minutes, RecognisedPattern.DateTimeMinutes, $"{year:D4}-{month:D2}-{day:D2}T00:00Z");
        for (int hour = 0; hour < 100; hour++)
            for (int minute = 0; minute < 100; minute++)
                agreed += Same(seconds, RecognisedPattern.DateTimeSeconds, $"2024-02-29T{hour:D2}:{minute:D2}:{(hour + minute) % 100:D2}Z");
        Assert.True(agreed > 50_000);
    }

    [Theory]
    [InlineData("2024-02-29T23:59:59Z", (int)RecognisedPattern.DateTimeSeconds)]
    [InlineData("2024-02-29T23:59Z", (int)RecognisedPattern.DateTimeMinutes)]
    [InlineData("999", (int)RecognisedPattern.Version)]
    [InlineData("10X1001A1001A39W", (int)RecognisedPattern.Eic)]
    [InlineData("10-1001A1001A3-W", (int)RecognisedPattern.Eic)]
    public void Every_change_of_one_byte_is_judged_as_the_pattern_does(string text, int recognised)
    {
        var pattern = (RecognisedPattern)recognised;
        string source = pattern switch
        {
            RecognisedPattern.DateTimeSeconds => RecognisedPatterns.DateTimeSecondsText,
            RecognisedPattern.DateTimeMinutes => RecognisedPatterns.DateTimeMinutesText,
            RecognisedPattern.Version => RecognisedPatterns.VersionText,
            _ => RecognisedPatterns.EicText,
        };
        Assert.Equal(pattern, RecognisedPatterns.Find(source));
        var automaton = PatternAutomaton.Compile(source);
        Same(automaton, pattern, text);
        for (int at = 0; at < text.Length; at++)
        {
            for (char c = ' '; c < 127; c++) Same(automaton, pattern, text[..at] + c + text[(at + 1)..]);
            Same(automaton, pattern, text.Remove(at, 1));
            Same(automaton, pattern, text.Insert(at, "0"));
        }
    }

    private static int Same(PatternAutomaton automaton, RecognisedPattern pattern, string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.True(automaton.IsMatch(bytes) == RecognisedPatterns.IsMatch(pattern, bytes), text);
        return 1;
    }
}
