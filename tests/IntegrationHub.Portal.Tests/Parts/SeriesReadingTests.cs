using IntegrationHub.Portal.Pages.Content;
using IntegrationHub.Schemas.Documents;
using NodaTime;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>Points of a document with their instants, as its content page shows them.</summary>
public sealed class SeriesReadingTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Points_stand_at_their_intervals_in_the_order_of_the_periods()
    {
        var shown = Shown("A01", Period(Start.AddHours(1), 1, "PT15M", [1, 2], [3, 4]), Period(Start, 1, "PT60M", [1], [7]));

        Assert.Equal(
            [(Start, 7m), (Start.AddHours(1), 3m), (Start.AddHours(1).AddMinutes(15), 4m)], shown.Points.Select(static point => (point.At!.Value, point.Quantity!.Value)));
        Assert.Equal(["PT15M", "PT60M"], shown.Resolutions);
        Assert.False(shown.Cut);
    }

    [Fact]
    public void In_variable_blocks_a_value_holds_until_the_next_position_and_the_last_to_the_end()
    {
        var shown = Shown("A03", Period(Start, 24, "PT60M", [1, 5, 23], [1, 2, 3]));

        Assert.Equal([4, 18, 2], shown.Points.Select(static point => point.Steps));
        Assert.Equal([1, 1, 1, 1, 2], shown.Values(static point => point.Quantity).Take(5).Select(static value => (int)value!.Value));
        Assert.Equal(24, shown.Values(static point => point.Quantity).Count);
    }

    [Fact]
    public void Days_follow_the_clocks_of_the_market()
    {
        // The last Sunday of October has 25 hours.
        var first = new DateTimeOffset(2026, 10, 24, 22, 0, 0, TimeSpan.Zero);
        var shown = Shown("A01", new SeriesPeriod { Ordinal = 1, Interval = new(first, first.AddHours(49)), Resolution = "P1D", Positions = new[] { 1, 2 }, Quantities = new[] { 1m, 2m } });

        Assert.Equal([first, first.AddHours(25)], shown.Points.Select(static point => point.At!.Value));
    }

    [Fact]
    public void Too_many_points_are_cut_and_told_and_an_unreadable_resolution_leaves_positions()
    {
        int[] positions = [.. Enumerable.Range(1, SeriesReading.MostSteps + 1)];
        Assert.True(Shown("A01", Period(Start, 5000, "PT1M", positions, [.. positions.Select(static position => (decimal)position)])).Cut);

        var point = Assert.Single(Shown("A03", Period(Start, 24, "PT", [3], [8])).Points);
        Assert.Equal((null, 3, 1, 8m), (point.At, point.Position, point.Steps, point.Quantity));
    }

    private static ShownSeries Shown(string curve, params SeriesPeriod[] periods) => Assert.Single(SeriesReading.Of(
        new MarketDocument
        {
            Profile = new ProfileId("Test 1", "Test_MarketDocument", "urn:test"),
            MRid = "D-1",
            Sender = new CodedId("10X1001A1001A450", "A01"),
            Series = [new TimeSeries { ElementName = "TimeSeries", Ordinal = 1, CurveType = curve, Periods = periods }],
        },
        Paris));

    private static SeriesPeriod Period(DateTimeOffset start, int hours, string resolution, int[] positions, decimal[] quantities) =>
        new() { Ordinal = 1, Interval = new(start, start.AddHours(hours)), Resolution = resolution, Positions = positions, Quantities = quantities };
}
