using IntegrationHub.Market.CustomerSide;
using NodaTime;

namespace IntegrationHub.Market.Tests.CustomerSide;

/// <summary>When reminders may be sent.</summary>
public sealed class QuietHoursTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly QuietHours Night = new(new(22, 0), new(8, 0));

    [Theory]
    [InlineData("2026-11-12T21:59:59", "2026-11-12T21:59:59")]
    [InlineData("2026-11-12T22:00:00", "2026-11-13T08:00:00")]
    [InlineData("2026-11-13T00:00:00", "2026-11-13T08:00:00")]
    [InlineData("2026-11-13T07:59:59", "2026-11-13T08:00:00")]
    [InlineData("2026-11-13T08:00:00", "2026-11-13T08:00:00")]
    [InlineData("2026-03-28T23:00:00", "2026-03-29T08:00:00")] // a night of an hour less
    public void What_falls_into_the_night_comes_in_the_morning(string at, string earliest) => Assert.Equal(Of(earliest), Night.EarliestFrom(Of(at), Berlin));

    [Fact]
    public void A_morning_in_the_gap_of_the_clock_is_the_first_moment_after_it() =>
        Assert.Equal(Of("2026-03-29T03:30:00"), new QuietHours(new(23, 0), new(2, 30)).EarliestFrom(Of("2026-03-29T01:00:00"), Berlin));

    [Fact]
    public void Hours_may_lie_within_a_day_and_may_be_none()
    {
        var noon = new QuietHours(new(12, 0), new(14, 0));
        Assert.Equal(Of("2026-11-12T14:00:00"), noon.EarliestFrom(Of("2026-11-12T13:00:00"), Berlin));
        Assert.Equal(Of("2026-11-12T11:00:00"), noon.EarliestFrom(Of("2026-11-12T11:00:00"), Berlin));
        Assert.Equal(Of("2026-11-12T03:00:00"), default(QuietHours).EarliestFrom(Of("2026-11-12T03:00:00"), Berlin));
    }

    [Fact]
    public void What_had_its_turn_today_comes_the_next_morning()
    {
        Assert.Equal(Of("2026-11-13T08:00:00"), Night.EarliestAfterToday(Of("2026-11-12T09:00:00"), Berlin));
        Assert.Equal(Of("2026-11-13T08:00:00"), Night.EarliestAfterToday(Of("2026-11-12T23:00:00"), Berlin));
        Assert.Equal(Of("2026-11-13T00:00:00"), default(QuietHours).EarliestAfterToday(Of("2026-11-12T09:00:00"), Berlin));
    }

    private static Instant Of(string local) => Berlin.AtLeniently(NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(local).Value).ToInstant();
}
