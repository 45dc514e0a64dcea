using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Market.Tests.CustomerSide;

public sealed class ConfidentialityCheckTests
{
    private static readonly ConfidentialFacts Facts = new(
        new HashSet<string> { "东方纺织厂", "X" }, new HashSet<string> { "R-2027-0001", "40012" }, new HashSet<decimal> { 312.5m, 400m }, new HashSet<string> { "project lantern" });

    [Theory]
    [InlineData("我们感谢东方纺织厂。", "东方纺织厂")]
    [InlineData("Contract R-2027-0001 is signed.", "R-2027-0001")]
    [InlineData("We buy at 312.50 CNY/MWh.", "312.50")]
    [InlineData("We buy at 400.00 CNY/MWh.", "400.00")]
    [InlineData("For internal use.", "for internal use")]
    [InlineData("本文机密。", "机密")]
    [InlineData("Project Lantern begins.", "project lantern")]
    [InlineData("Call +86 13800000001.", "telephone")]
    public void What_the_books_or_the_lists_hold_is_found_and_named(string text, string named)
    {
        var problem = Assert.Single(ConfidentialityCheck.Check("text", text, Facts));
        Assert.Equal((ProblemCodes.ArticleConfidential, "text"), (problem.Code, problem.Where));
        Assert.Contains(named, problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Offices are open on 400 days? No: on 365.")]
    [InlineData("Number 1400123 is no account, and X is a letter.")]
    [InlineData("The package costs 420.00 CNY/MWh.")]
    [InlineData("Call 400-820-0001.")]
    public void What_is_none_of_it_passes(string text)
    {
        Assert.Empty(ConfidentialityCheck.Check("text", text, Facts));
    }

    [Fact]
    public void Everything_is_told_at_once()
    {
        Assert.Equal(3, ConfidentialityCheck.Check("text", "机密: 东方纺织厂, R-2027-0001", Facts).Count);
    }

    [Fact]
    public void A_name_gives_the_same_id_every_time_and_another_name_another()
    {
        Assert.Equal(CustomerLogin.SubjectOf("chen"), CustomerLogin.SubjectOf("chen"));
        Assert.NotEqual(CustomerLogin.SubjectOf("chen"), CustomerLogin.SubjectOf("chan"));
        Assert.Equal(8, CustomerLogin.SubjectOf("chen").Version);
    }
}
