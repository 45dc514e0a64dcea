using IntegrationHub.Exchange.Mailbox;

namespace IntegrationHub.Exchange.Tests.Mailbox;

public sealed class IdentificationPatternTests
{
    [Theory]
    [InlineData("bid-1", "bid-1", true)]
    [InlineData("bid-1", "bid-11", false)]
    [InlineData("bid-*", "bid-1", true)]
    [InlineData("bid-*", "bid-", true)]
    [InlineData("*-1", "bid-1", true)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    [InlineData("a*b*c", "a--b--c", true)]
    [InlineData("a*b*c", "a--c--b", false)]
    [InlineData("a**c", "abc", true)]
    [InlineData("*a*a*b", "aaaaaaaaab", true)]
    [InlineData("b?d", "bid", false)]
    [InlineData("BID", "bid", false)]
    public void A_star_stands_for_anything_and_everything_else_for_itself(string pattern, string identification, bool matches) =>
        Assert.Equal(matches, new IdentificationPattern(pattern).Matches(identification));

    [Fact]
    public void An_identification_may_hold_a_star_itself() =>
        Assert.True(new IdentificationPattern("a*b").Matches("a*b"));

    [Fact]
    public void For_the_database_its_own_wildcards_are_escaped() =>
        Assert.Equal(@"100\%\_a%\[b\\", new IdentificationPattern(@"100%_a*[b\").ToLike());
}
