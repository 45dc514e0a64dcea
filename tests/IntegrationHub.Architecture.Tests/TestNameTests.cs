using System.Text.RegularExpressions;
using IntegrationHub.Architecture.Tests.Support;

namespace IntegrationHub.Architecture.Tests;

/// <summary>Names of tests read as behaviour: <c>Given_…_When_…_Then_…</c> or a sentence with underscores.</summary>
public sealed partial class TestNameTests
{
    private const int FewestWords = 3;

    [Fact]
    public void Every_test_is_named_as_a_sentence()
    {
        var names = Repository.TestSources.SelectMany(file => TestMethod().Matches(Repository.Read(file)).Select(match => (File: file, Name: match.Groups["name"].Value))).ToList();

        Assert.True(names.Count > 50, "the rule sees the tests");
        Assert.Empty(names.Where(test => !IsSentence(test.Name)).Select(test => $"{test.File}: {test.Name}"));
    }

    [Theory]
    [InlineData("Given_a_queue_When_it_is_full_Then_nothing_is_lost", true)]
    [InlineData("A_slow_partner_delays_nobody", true)]
    [InlineData("TestSend", false)]
    [InlineData("Send_Works", false)]
    public void The_rule_tells_a_sentence_from_a_label(string name, bool sentence)
    {
        Assert.Equal(sentence, IsSentence(name));
    }

    private static bool IsSentence(string name) => name.Split('_', StringSplitOptions.RemoveEmptyEntries).Length >= FewestWords;

    [GeneratedRegex(@"\[(Fact|Theory)\b[^\]]*\]\s*(\[[^\n]*\]\s*|//[^\n]*\n\s*)*public\s+(async\s+)?(static\s+)?[\w<>\.\?]+\s+(?<name>\w+)\s*\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex TestMethod();
}
