using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Rules;
using static IntegrationHub.Schemas.Tests.Rules.RuleTestDocument;

namespace IntegrationHub.Schemas.Tests.Rules;

public sealed class PositionRuleTests
{
    private const string Start = "2024-06-09T22:00Z";
    private const string End = "2024-06-10T22:00Z";

    [Fact]
    public void Missing_positions_of_fixed_blocks_are_reported_as_ranges_with_their_interval()
    {
        var findings = CheckPeriod(Start, End, "PT1H", Enumerable.Range(1, 24).Except([5, 6, 7, 20]));
        Assert.Equal(["no positions 5 to 7", "no position 20"], findings.Select(f => f.Found));
        Assert.All(findings, f => Assert.Equal(("A49", RuleLevel.Interval), (f.ReasonCode, f.Level)));
        Assert.Equal(Between("2024-06-10T02:00Z", "2024-06-10T05:00Z"), findings[0].Interval);
    }

    [Fact]
    public void A_series_without_a_curve_type_is_one_of_fixed_blocks() =>
        Assert.Equal("position-missing", Assert.Single(CheckPeriod(Start, End, "PT1H", Enumerable.Range(1, 23))).Rule);

    [Fact]
    public void Variable_blocks_may_leave_positions_out_but_not_the_first()
    {
        Assert.Empty(CheckPeriod(Start, End, "PT1H", [1, 5, 20], "A03"));
        var finding = Assert.Single(CheckPeriod(Start, End, "PT1H", [2, 5, 20], "A03"));
        Assert.Equal(("position-first", "A49", "TimeSeries[1]/Period[1]/Point[1]/position"), (finding.Rule, finding.ReasonCode, finding.Path));
    }

    [Theory]
    [InlineData("A01")]
    [InlineData("A03")]
    public void A_position_past_the_end_is_reported(string curveType)
    {
        var finding = Assert.Single(CheckPeriod(Start, End, "PT1H", Enumerable.Range(1, 25), curveType));
        Assert.Equal(("position-past-end", "A49", "TimeSeries[1]/Period[1]/Point[25]/position"), (finding.Rule, finding.ReasonCode, finding.Path));
    }

    [Theory]
    [InlineData("A02")]
    [InlineData("A04")]
    [InlineData("A05")]
    public void Points_and_breakpoints_may_stand_on_the_end_of_the_interval(string curveType)
    {
        Assert.Empty(CheckPeriod(Start, End, "PT1H", [1, 7, 25], curveType));
        Assert.NotEmpty(CheckPeriod(Start, End, "PT1H", [1, 7, 26], curveType));
    }

    [Fact]
    public void A_repeated_position_is_reported_where_it_stands_again()
    {
        var finding = Assert.Single(CheckPeriod(Start, End, "PT1H", [1, 2, 2, .. Enumerable.Range(3, 22)]));
        Assert.Equal(("position-duplicate", "TimeSeries[1]/Period[1]/Point[3]/position"), (finding.Rule, finding.Path));
    }

    [Fact]
    public void Positions_out_of_order_are_reported_once()
    {
        var finding = Assert.Single(CheckPeriod(Start, End, "PT1H", Enumerable.Range(1, 24).Reverse()));
        Assert.Equal(("position-order", "23 after 24"), (finding.Rule, finding.Found));
    }

    [Fact]
    public void A_resolution_finer_than_positions_can_count_is_refused_without_listing_them()
    {
        var finding = Assert.Single(CheckPeriod("2000-01-01T00:00Z", "2024-01-01T00:00Z", "PT1S", [1]));
        Assert.Equal(("position-missing", "A41"), (finding.Rule, finding.ReasonCode));
    }

    [Fact]
    public void Findings_stop_at_the_limit() => Assert.Equal(
        7, CheckPeriod(Start, End, "PT1M", Enumerable.Range(1, 1440).Where(p => p % 2 == 0), context: Brussels with { FindingLimit = 7 }).Count);

    [Fact]
    public void Fixed_blocks_are_right_exactly_when_the_positions_are_one_to_the_last()
    {
        var positions = Gen.Choose(1, 5).ListOf().Where(list => list.Count <= 6);
        Prop.ForAll(positions.ToArbitrary(), list =>
        {
            var findings = CheckPeriod("2024-06-10T00:00Z", "2024-06-10T04:00Z", "PT1H", list);
            Assert.Equal(list.SequenceEqual([1, 2, 3, 4]), findings.Count == 0);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Variable_blocks_are_right_exactly_when_positions_rise_from_one_within_the_interval()
    {
        var positions = Gen.Choose(1, 5).NonEmptyListOf().Where(list => list.Count <= 5);
        Prop.ForAll(positions.ToArbitrary(), list =>
        {
            var findings = CheckPeriod("2024-06-10T00:00Z", "2024-06-10T04:00Z", "PT1H", list, "A03");
            var right = list[0] == 1 && list.Zip(list.Skip(1)).All(pair => pair.First < pair.Second) && list[^1] <= 4;
            Assert.Equal(right, findings.Count == 0);
        }).QuickCheckThrowOnFailure();
    }
}
