using IntegrationHub.Schemas.Rules;
using static IntegrationHub.Schemas.Tests.Rules.RuleTestDocument;

namespace IntegrationHub.Schemas.Tests.Rules;

public sealed class IntervalRuleTests
{
    [Fact]
    public void A_correct_schedule_has_no_findings() => Assert.Empty(
        new RuleTestDocument { Series = [OneSeries(periods: Period("2024-06-09T22:00Z", "2024-06-10T22:00Z", "PT15M", Enumerable.Range(1, 96)))] }.Check());

    [Theory]
    [InlineData("2024-03-30T23:00Z", "2024-03-31T22:00Z", 92)]
    [InlineData("2024-10-26T22:00Z", "2024-10-27T23:00Z", 100)]
    public void A_day_on_which_the_clocks_change_has_its_own_number_of_positions(string start, string end, int positions)
    {
        Assert.Empty(new RuleTestDocument { Start = start, End = end, Series = [OneSeries(periods: Period(start, end, "PT15M", Enumerable.Range(1, positions)))] }.Check());
        var finding = Assert.Single(new RuleTestDocument { Start = start, End = end, Series = [OneSeries(periods: Period(start, end, "PT15M", Enumerable.Range(1, positions - 1)))] }.Check());
        Assert.Equal(("position-missing", "A49", $"no position {positions}"), (finding.Rule, finding.ReasonCode, finding.Found));
    }

    [Theory]
    [InlineData("2024-06-09T22:00Z", "2024-06-10T21:00Z")]
    [InlineData("2024-06-10T00:00Z", "2024-06-11T00:00Z")]
    public void A_schedule_that_is_no_whole_market_day_is_refused(string start, string end)
    {
        var finding = Assert.Single(new RuleTestDocument { Start = start, End = end }.Check());
        Assert.Equal(("whole-market-day", "A04", RuleLevel.Document), (finding.Rule, finding.ReasonCode, finding.Level));
        Assert.Contains("Europe/Brussels", finding.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bid_may_cover_part_of_a_day() => Assert.Empty(
        new RuleTestDocument { Root = "ReserveBid_MarketDocument", Start = "2024-06-10T09:00Z", End = "2024-06-10T09:45Z" }.Check());

    [Fact]
    public void An_interval_upside_down_is_reported_once_and_stops_the_rules_that_build_on_it()
    {
        var finding = Assert.Single(CheckPeriod("2024-06-10T22:00Z", "2024-06-09T22:00Z", "PT15M", [1, 2]));
        Assert.Equal(("interval-order", "A04", "TimeSeries[1]/Period[1]/timeInterval"), (finding.Rule, finding.ReasonCode, finding.Path));
        Assert.Equal((RuleLevel.Series, "ts-1", 1), (finding.Level, finding.SeriesMRid, finding.SeriesVersion));
    }

    [Fact]
    public void A_period_outside_the_document_is_placed_in_its_interval()
    {
        var finding = Assert.Single(new RuleTestDocument
        {
            Series = [OneSeries(periods: Period("2024-06-10T22:00Z", "2024-06-11T22:00Z", "PT1H", Enumerable.Range(1, 24)))],
        }.Check());
        Assert.Equal(("series-within-document", "A04", RuleLevel.Interval), (finding.Rule, finding.ReasonCode, finding.Level));
        Assert.Equal(Between("2024-06-10T22:00Z", "2024-06-11T22:00Z"), finding.Interval);
    }

    [Fact]
    public void Overlapping_periods_of_one_series_are_reported_and_touching_ones_are_not()
    {
        var touching = OneSeries(periods: [Period("2024-06-09T22:00Z", "2024-06-10T10:00Z", "PT12H", [1]), Period("2024-06-10T10:00Z", "2024-06-10T22:00Z", "PT12H", [1], 2)]);
        Assert.Empty(new RuleTestDocument { Series = [touching] }.Check());

        var overlapping = OneSeries(periods: [Period("2024-06-10T06:00Z", "2024-06-10T18:00Z", "PT12H", [1]), Period("2024-06-09T22:00Z", "2024-06-10T10:00Z", "PT12H", [1], 2)]);
        var finding = Assert.Single(new RuleTestDocument { Series = [overlapping] }.Check());
        Assert.Equal(("period-overlap", "TimeSeries[1]/Period[1]/timeInterval"), (finding.Rule, finding.Path));
    }

    [Theory]
    [InlineData("PT15M", true)]
    [InlineData("PT24H", true)]
    [InlineData("P1D", true)]
    [InlineData("PT7M", false)]
    [InlineData("PT25H", false)]
    [InlineData("P1M", false)]
    [InlineData("PT0M", false)]
    public void The_interval_is_a_whole_number_of_steps(string resolution, bool right)
    {
        var findings = CheckPeriod("2024-06-09T22:00Z", "2024-06-10T22:00Z", resolution, [1], "A03");
        Assert.Equal(right, findings.Count == 0);
        Assert.All(findings, f => Assert.Equal(("resolution-fits-interval", "A41"), (f.Rule, f.ReasonCode)));
    }

    [Fact]
    public void A_calendar_day_is_counted_in_the_zone_of_the_market()
    {
        Assert.Empty(CheckPeriod("2024-03-30T23:00Z", "2024-03-31T22:00Z", "P1D", [1]));
        Assert.NotEmpty(CheckPeriod("2024-03-30T23:00Z", "2024-03-31T22:00Z", "P1D", [1], context: Shanghai));
    }
}
