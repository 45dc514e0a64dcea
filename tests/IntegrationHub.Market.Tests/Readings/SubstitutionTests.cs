using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Readings;

public sealed class SubstitutionTests
{
    private static readonly MonthGrid June = Grid(2026, 6);
    private static readonly long[] Contracted = [.. Enumerable.Repeat(777L, June.Count)];

    private static ReadingBlock Known(Func<int, bool> known, Func<int, long> value) => ReadingBlock.Empty(June)
        .With(Enumerable.Range(0, June.Count).Where(known).Select(index => (index, value(index), ReadingQuality.Measured)));

    [Fact]
    public void A_short_gap_is_a_straight_line()
    {
        var block = Substitution.Fill(Known(static index => index is not (10 or 11 or 12), static index => index * 100), June, Contracted, 8);
        Assert.Equal([1000L, 1100, 1200], block.WattHours[10..13].ToArray());
        Assert.Equal([ReadingQuality.Measured, ReadingQuality.Substituted], [block.Qualities[9], block.Qualities[10]]);
    }

    [Fact]
    public void A_long_gap_takes_the_mean_of_the_same_time_on_days_of_its_type()
    {
        // The first day is a Monday; it is missing. Working days have 200 at every time, weekends 50.
        var block = Substitution.Fill(
            Known(static index => index >= 96, static index => June.DayTypeOf(index) == DayType.Working ? 200 : 50), June, Contracted, 8);
        Assert.All(block.WattHours[..96].ToArray(), static value => Assert.Equal(200, value));
    }

    [Fact]
    public void With_nothing_known_the_contract_counts()
    {
        var block = Substitution.Fill(ReadingBlock.Empty(June), June, Contracted, 8);
        Assert.All(block.WattHours.ToArray(), static value => Assert.Equal(777, value));
        Assert.Equal(0, block.MissingCount);
    }

    [Fact]
    public void Without_a_gap_nothing_changes()
    {
        var block = Known(static _ => true, static _ => 5);
        Assert.Same(block, Substitution.Fill(block, June, Contracted, 8));
    }

    [Fact]
    public void What_was_substituted_gives_way_to_the_meter()
    {
        var block = Substitution.Fill(ReadingBlock.Empty(June), June, Contracted, 8).With([(0, 5, ReadingQuality.Measured)]);
        Assert.Equal((5L, ReadingQuality.Measured), (block.WattHours[0], block.Qualities[0]));
    }
}
