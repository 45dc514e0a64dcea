using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Tests.Time;

public sealed class BillingMonthTests
{
    [Theory]
    [InlineData("1900-01", true)]
    [InlineData("2026-07", true)]
    [InlineData("2999-12", true)]
    [InlineData("1899-12", false)]
    [InlineData("3000-01", false)]
    [InlineData("9999-12", false)]
    [InlineData("0001-01", false)]
    [InlineData("2026-13", false)]
    [InlineData("2026-7", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_month_is_read_where_its_days_can_be_reckoned_with(string? text, bool good)
    {
        Assert.Equal(good, BillingMonth.TryParse(text, out var month));
        if (good)
            Assert.Equal((text, true, month), (month.ToString(), month.IsInRange, month.Next.Previous));
        else
            Assert.Equal(default, month);
    }

    [Fact]
    public void The_last_month_of_the_calendar_has_its_days() =>
        Assert.Equal((31, new LocalDate(9999, 12, 31), false), (new BillingMonth(9999, 12).EveryDay().Count(), new BillingMonth(9999, 12).LastDay, new BillingMonth(9999, 12).IsInRange));

    [Fact]
    public void However_many_months_are_asked_for_few_are_kept()
    {
        var grids = MonthGrids.QuarterHours(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]);
        var first = grids.Of(new(2026, 7));
        Assert.Same(first, grids.Of(new(2026, 7)));
        foreach (var month in Enumerable.Range(2030, 1 + (MonthGrids.MostKept / 12)).SelectMany(BillingMonth.OfYear))
            grids.Of(month);

        var again = grids.Of(new(2026, 7));
        Assert.NotSame(first, again);
        Assert.Equal(first.Period, again.Period);
    }
}
