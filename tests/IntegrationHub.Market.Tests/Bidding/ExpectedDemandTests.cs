using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Tests.Bidding;

/// <summary>Of each account's day the best source counts, and the plan's energy says where it is from.</summary>
public sealed class ExpectedDemandTests
{
    private static readonly LocalDate Monday = new(2026, 6, 1);

    private static readonly ContractAccount A = new("a", "10kV");

    private static readonly ContractAccount B = new("b", "10kV");

    [Fact]
    public void The_first_source_that_says_something_of_an_accounts_day_counts()
    {
        var expected = Sum(
            [(Monday, [A, B]), (Monday.PlusDays(1), [A, B])],
            (DemandSource.Declared, Of((A, Monday, 1, 2))),
            (DemandSource.Forecast, Of((A, Monday, 100, 100), (B, Monday, 10, 20))),
            (DemandSource.Contracted, Of((A, Monday.PlusDays(1), 5, 5), (B, Monday, 1000, 1000), (B, Monday.PlusDays(1), 7, 8)))).Value!;
        Assert.Equal([new(11), new(22)], expected.Days[Monday]);
        Assert.Equal([new(12), new(13)], expected.Days[Monday.PlusDays(1)]);
        Assert.Equal([new(DemandSource.Declared, new(3), 1), new(DemandSource.Forecast, new(30), 1), new(DemandSource.Contracted, new(25), 2)], expected.Parts);
    }

    [Fact]
    public void A_day_that_no_source_says_anything_of_is_told_with_account_and_day()
    {
        var problem = Assert.Single(Sum([(Monday, [A, B]), (Monday.PlusDays(1), [B])], (DemandSource.Declared, Of((A, Monday, 1, 2)))).Problems);
        Assert.Equal(ProblemCodes.BidDemandMissing, problem.Code);
        Assert.Contains("For 2 days of accounts", problem.Text, StringComparison.Ordinal);
        Assert.Contains("b/10kV on 2026-06-01", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_on_which_nobody_is_served_is_told()
    {
        var problem = Assert.Single(Sum([(Monday, [A]), (Monday.PlusDays(1), [])], (DemandSource.Declared, Of((A, Monday, 1, 2)))).Problems);
        Assert.Contains("nobody is served, first on 2026-06-02", problem.Text, StringComparison.Ordinal);
    }

    private static Checked<ExpectedDemand> Sum((LocalDate, IReadOnlyList<ContractAccount>)[] days, params (DemandSource, IForecast)[] sources) => ExpectedDemand.Sum(days, sources, 60);

    private static DeclaredDemand Of(params (ContractAccount Account, LocalDate Day, long First, long Second)[] days) =>
        new(days.ToDictionary(static one => (one.Account, one.Day), static one => (IReadOnlyList<Energy>)[new(one.First), new(one.Second)]));
}
