using IntegrationHub.Market.Time;
using NodaTime;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Time;

public sealed class MarketDayTests
{
    [Theory]
    [InlineData(2026, 3, 29, 92)]
    [InlineData(2026, 10, 25, 100)]
    [InlineData(2026, 6, 1, 96)]
    public void A_change_of_clocks_makes_a_day_shorter_or_longer(int year, int month, int day, int intervals) =>
        Assert.Equal(intervals, new MarketDay(new LocalDate(year, month, day), Berlin, 15).Count);

    [Fact]
    public void Days_of_a_month_join_without_gap()
    {
        var grid = Grid(2026, 10, MarketCalendar.Plain(Berlin));
        Assert.Equal((30 * 96) + 100, grid.Count);
        for (var i = 1; i < grid.Count; i++)
            Assert.Equal(grid.IntervalOf(i - 1).End, grid.IntervalOf(i).Start);

        Assert.Equal(grid.Period.Start, grid.IntervalOf(0).Start);
        Assert.Equal(grid.Period.End, grid.IntervalOf(grid.Count - 1).End);
    }

    [Fact]
    public void The_repeated_hour_has_its_local_time_twice()
    {
        var day = new MarketDay(new LocalDate(2026, 10, 25), Berlin, 60);
        Assert.Equal([0, 1, 2, 2, 3], Enumerable.Range(0, 5).Select(index => day.LocalTimeOf(index).Hour));
    }

    [Fact]
    public void A_worked_weekend_and_a_holiday_are_what_the_calendar_says()
    {
        Assert.Equal(DayType.Working, China.TypeOf(new(2026, 10, 10)));
        Assert.Equal(DayType.Holiday, China.TypeOf(new(2026, 10, 1)));
        Assert.Equal(DayType.Weekend, China.TypeOf(new(2026, 10, 11)));
        Assert.Equal(DayType.Working, China.TypeOf(new(2026, 10, 12)));
    }

    [Fact]
    public void Other_lengths_of_intervals_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new MarketDay(new(2026, 1, 1), Berlin, 7));
}
