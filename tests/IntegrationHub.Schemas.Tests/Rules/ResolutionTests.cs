using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Schemas.Tests.Rules;

public sealed class ResolutionTests
{
    [Theory]
    [InlineData("PT15M", 0, 0, 15 * 60)]
    [InlineData("PT60M", 0, 0, 3600)]
    [InlineData("PT1H", 0, 0, 3600)]
    [InlineData("PT4S", 0, 0, 4)]
    [InlineData("P1D", 0, 1, 0)]
    [InlineData("P7D", 0, 7, 0)]
    [InlineData("P1M", 1, 0, 0)]
    [InlineData("P1Y", 12, 0, 0)]
    [InlineData("P1Y2M3DT4H5M6S", 14, 3, (4 * 3600) + (5 * 60) + 6)]
    [InlineData("P0Y0M0DT1H0M0S", 0, 0, 3600)]
    public void A_duration_is_read(string text, int months, int days, int seconds)
    {
        Assert.True(Resolution.TryParse(text, out var resolution));
        Assert.Equal((months, days, TimeSpan.FromSeconds(seconds)), (resolution.Months, resolution.Days, resolution.Time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("15M")]
    [InlineData("-PT15M")]
    [InlineData("PT0S")]
    [InlineData("P0D")]
    [InlineData("PT15")]
    [InlineData("PT1M1H")]
    [InlineData("PT1M1M")]
    [InlineData("P1H")]
    [InlineData("PT1D")]
    [InlineData("P1.5D")]
    [InlineData("PT.5S")]
    [InlineData("PT5.S")]
    [InlineData("PT1,5S")]
    [InlineData("P101Y")]
    [InlineData("P99999999999999999999999999999999Y")]
    [InlineData("PTTT1M")]
    [InlineData(" PT15M")]
    public void What_is_no_length_of_a_step_is_refused(string text) => Assert.False(Resolution.TryParse(text, out _));

    // Clock changes: Brussels 2024-03-31 and 2024-10-27; Lord Howe moves its clocks by half an hour.
    [Theory]
    [InlineData("2024-06-09T22:00Z", "2024-06-10T22:00Z", "PT60M", "Europe/Brussels", 24)]
    [InlineData("2024-03-30T23:00Z", "2024-03-31T22:00Z", "PT60M", "Europe/Brussels", 23)]
    [InlineData("2024-10-26T22:00Z", "2024-10-27T23:00Z", "PT60M", "Europe/Brussels", 25)]
    [InlineData("2024-03-30T23:00Z", "2024-03-31T22:00Z", "PT15M", "Europe/Brussels", 92)]
    [InlineData("2024-10-26T22:00Z", "2024-10-27T23:00Z", "PT15M", "Europe/Brussels", 100)]
    [InlineData("2024-03-30T23:00Z", "2024-03-31T22:00Z", "P1D", "Europe/Brussels", 1)]
    [InlineData("2024-10-26T22:00Z", "2024-10-27T23:00Z", "P1D", "Europe/Brussels", 1)]
    [InlineData("2024-03-29T23:00Z", "2024-04-01T22:00Z", "P1D", "Europe/Brussels", 3)]
    [InlineData("2023-12-31T23:00Z", "2024-12-31T23:00Z", "P1M", "Europe/Brussels", 12)]
    [InlineData("2023-12-31T23:00Z", "2025-12-31T23:00Z", "P1Y", "Europe/Brussels", 2)]
    [InlineData("2023-12-31T23:00Z", "2024-12-31T23:00Z", "P1D", "Europe/Brussels", 366)]
    [InlineData("2024-04-06T13:00Z", "2024-04-07T13:30Z", "P1D", "Australia/Lord_Howe", 1)]
    [InlineData("2024-01-31T16:00Z", "2024-02-29T16:00Z", "P1M", "Asia/Shanghai", 1)]
    [InlineData("2024-01-01T16:00Z", "2024-01-02T16:00Z", "PT15M", "Asia/Shanghai", 96)]
    public void Steps_follow_the_calendar_of_the_market(string start, string end, string text, string zone, long steps)
    {
        Assert.True(Resolution.TryParse(text, out var resolution));
        var grid = new ResolutionGrid(RuleTestDocument.At(start), resolution, DateTimeZoneProviders.Tzdb[zone]);
        Assert.Equal((steps, true), grid.StepsTo(RuleTestDocument.At(end)));
        Assert.Equal(RuleTestDocument.At(end), grid.Boundary(steps));
    }

    [Fact]
    public void A_day_of_23_hours_is_no_24_hours() => Assert.Equal(
        (0L, false),
        new ResolutionGrid(RuleTestDocument.At("2024-03-30T23:00Z"), Parse("PT24H"), DateTimeZoneProviders.Tzdb["Europe/Brussels"]).StepsTo(RuleTestDocument.At("2024-03-31T22:00Z")));

    [Theory]
    [InlineData("P100Y")]
    [InlineData("P1D")]
    [InlineData("P1M1DT1H")]
    [InlineData("PT0.5S")]
    [InlineData("PT1S")]
    public void Intervals_as_long_as_time_itself_are_counted_without_overflow(string text)
    {
        foreach (var zone in new[] { "Europe/Brussels", "America/New_York", "UTC", "Pacific/Apia" })
        {
            var grid = new ResolutionGrid(DateTimeOffset.MinValue, Parse(text), DateTimeZoneProviders.Tzdb[zone]);
            var (steps, _) = grid.StepsTo(DateTimeOffset.MaxValue);
            Assert.True(steps > 0);
            Assert.Equal(DateTimeOffset.MaxValue, grid.Boundary(999_999_999_999));
        }
    }

    [Fact]
    public void Boundaries_rise_and_counting_to_a_boundary_gives_its_number()
    {
        var cases =
            from zone in Gen.Elements("Europe/Brussels", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC")
            from text in Gen.Elements("PT4S", "PT15M", "PT1H", "P1D", "P1M", "P1Y", "P1DT12H")
            from minutes in Gen.Choose(0, 40 * 365 * 24 * 60)
            from steps in Gen.Choose(1, 400)
            select (zone, text, minutes, steps);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var start = RuleTestDocument.At("2000-01-01T00:00Z").AddMinutes(c.minutes);
            var grid = new ResolutionGrid(start, Parse(c.text), DateTimeZoneProviders.Tzdb[c.zone]);
            Assert.True(grid.Boundary(c.steps) > grid.Boundary(c.steps - 1));
            Assert.Equal((c.steps, true), grid.StepsTo(grid.Boundary(c.steps)));
            Assert.False(grid.StepsTo(grid.Boundary(c.steps).AddSeconds(1)).Exact);
        }).QuickCheckThrowOnFailure();
    }

    private static Resolution Parse(string text) => Resolution.TryParse(text, out var resolution) ? resolution : throw new ArgumentException(text, nameof(text));
}
