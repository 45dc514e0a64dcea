using IntegrationHub.Customers.Pages.Parts;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Market.CustomerSide;
using NodaTime;

namespace IntegrationHub.Customers.Tests.Entries;

/// <summary>What values of a day have to be, told before anything crosses.</summary>
public sealed class EntryRulesTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly LocalDate Today = new(2026, 10, 24);

    /// <summary>Clocks in Germany: forward on 29 March 2026 at 02:00, back on 25 October 2026 at 03:00.</summary>
    [Theory]
    [InlineData("2026-10-24", 96, 48, 24)]
    [InlineData("2026-10-25", 100, 50, 25)]
    [InlineData("2027-03-28", 92, 46, 23)]
    public void A_day_has_as_many_intervals_as_its_clocks_say(string text, int quarters, int halves, int hours)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
        var rules = new EntryRules(Berlin, Today);

        Assert.Equal([quarters, halves, hours], rules.GridsOf(CrossingKinds.Demand, day).Select(static grid => grid.Count));
        Assert.Equal([quarters], rules.GridsOf(CrossingKinds.OwnReadings, day).Select(static grid => grid.Count));
        Assert.All(new[] { quarters, halves, hours }, count => Assert.Empty(rules.Check(CrossingKinds.Demand, day, Values("1.5", count))));
        var wrong = Assert.Single(rules.Check(CrossingKinds.Demand, day, Values("1.5", quarters - 1)));
        Assert.Equal(("count", quarters - 1, $"{quarters} / {halves} / {hours}"), (wrong.What, wrong.Values[0], wrong.Values[1]));
    }

    [Fact]
    public void The_hour_that_comes_twice_says_which_it_is()
    {
        var grid = new EntryRules(Berlin, Today).GridsOf(CrossingKinds.Demand, new(2026, 10, 25))[0];

        Assert.Equal(["01:45–02:00", "02:00–02:15 (+02:00)"], IntervalTimes.SpansOf(grid, Berlin).Skip(7).Take(2));
        Assert.Equal(["02:45–02:00 (+02:00)", "02:00–02:15 (+01:00)"], IntervalTimes.SpansOf(grid, Berlin).Skip(11).Take(2));
        Assert.Equal(["00:00", "23:45"], new[] { IntervalTimes.StartsOf(grid, Berlin)[0], IntervalTimes.StartsOf(grid, Berlin)[99] });
    }

    [Theory]
    [InlineData(CrossingKinds.OwnReadings, "2026-10-23", null)]
    [InlineData(CrossingKinds.OwnReadings, "2026-10-24", "not-over")]
    [InlineData(CrossingKinds.OwnReadings, "2025-10-01", null)]
    [InlineData(CrossingKinds.OwnReadings, "2025-09-30", "outside")]
    [InlineData(CrossingKinds.Demand, "2026-10-23", "outside")]
    [InlineData(CrossingKinds.Demand, "2026-10-24", null)]
    [InlineData(CrossingKinds.Demand, "2027-11-28", null)]
    [InlineData(CrossingKinds.Demand, "2027-11-29", "outside")]
    public void A_day_is_one_that_can_be_entered(string kind, string text, string? wrong)
    {
        var (rules, day) = (new EntryRules(Berlin, Today), NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value);

        Assert.Equal(wrong is null ? [] : [wrong], rules.Check(kind, day, Values("1", rules.GridsOf(kind, day)[0].Count)).Select(static finding => finding.What));
    }

    [Theory]
    [InlineData("1.125", null)]
    [InlineData("0", null)]
    [InlineData("1000000", null)]
    [InlineData("1000000.001", "large")]
    [InlineData("1.0001", "decimals")]
    [InlineData("-1", "negative")]
    [InlineData("1e3", "no-figure")]
    [InlineData("much", "no-figure")]
    [InlineData("=1", "no-figure")]
    [InlineData("１", "no-figure")]
    [InlineData("-", "missing")]
    public void A_value_is_told_with_its_line(string text, string? wrong)
    {
        var findings = new EntryRules(Berlin, Today).Check(CrossingKinds.Demand, Today, [.. Values("1", 23), new(text, 24)]);

        Assert.Equal(wrong is null ? [] : [(wrong, 24, 23, text)], findings.Select(static finding => (finding.What, finding.Line!.Value, finding.Number!.Value, (string)finding.Values[0])));
        Assert.Equal(wrong is null ? [] : ["values[23]"], findings.Select(static finding => finding.ToProblem().Where));
    }

    [Fact]
    public void A_reading_may_be_missing() => Assert.Empty(new EntryRules(Berlin, Today).Check(CrossingKinds.OwnReadings, Today.PlusDays(-1), Values("-", 96)));

    [Fact]
    public void Everything_is_told_at_once_and_not_without_end()
    {
        var findings = new EntryRules(Berlin, Today).Check(CrossingKinds.OwnReadings, Today.PlusDays(1), Values("x", 30));

        Assert.Equal(["not-over", "count"], findings.Take(2).Select(static finding => finding.What));
        Assert.Equal(22, findings.Count);
        Assert.Equal(["no-day"], new EntryRules(Berlin, Today).Check(CrossingKinds.Demand, null, []).Select(static finding => finding.What));
        Assert.Equal(["none"], new EntryRules(Berlin, Today).Check(CrossingKinds.Demand, Today, []).Select(static finding => finding.What));
    }

    private static List<EntryValue> Values(string text, int count) => [.. Enumerable.Range(1, count).Select(line => new EntryValue(text, line))];

    [Fact]
    public void The_end_of_the_calendar_is_refused_as_any_other_day_outside()
    {
        var rules = new EntryRules(Berlin, Today);

        Assert.Equal("outside", Assert.Single(rules.Check(CrossingKinds.Demand, NodaTime.LocalDate.MaxIsoValue, Values("1", 24))).What);
        Assert.Equal("not-over", Assert.Single(rules.Check(CrossingKinds.OwnReadings, NodaTime.LocalDate.MaxIsoValue, Values("1", 24))).What);
        Assert.Null(EntryRules.DayOf("9999-12-31"));
        Assert.Equal(Today, EntryRules.DayOf(NodaTime.Text.LocalDatePattern.Iso.Format(Today)));
    }
}
