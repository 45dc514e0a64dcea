using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Tests.Doubles;
using IntegrationHub.Schemas.Documents;
using NodaTime;

namespace IntegrationHub.Exchange.Tests.Rules;

public sealed class GateClosureCalendarTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly PartyId Center = TestParties.Center.Id;

    [Fact]
    public void The_gate_closes_at_the_local_time_of_the_day_before_the_delivery_day()
    {
        var calendar = new GateClosureCalendar(Paris, [Rule(1, new LocalTime(11, 0))]);
        Assert.Equal(Utc(2026, 11, 22, 10, 0), calendar.ClosesAt(Center, "Schedule_MarketDocument", "A01", Day(2026, 11, 23)));
        Assert.Equal(Utc(2026, 7, 1, 9, 0), calendar.ClosesAt(Center, "Schedule_MarketDocument", "A01", Day(2026, 7, 2)));
    }

    [Fact]
    public void The_delivery_day_is_the_local_day_its_interval_begins_on()
    {
        var calendar = GateClosureCalendar.Open(Paris);
        Assert.Equal(new LocalDate(2026, 11, 23), calendar.DeliveryDay(new TimeInterval(Utc(2026, 11, 22, 23, 0), Utc(2026, 11, 23, 23, 0))));
        Assert.Null(calendar.DeliveryDay(null));
    }

    [Fact]
    public void A_closing_time_that_the_clock_change_skips_moves_forward()
    {
        var calendar = new GateClosureCalendar(Paris, [Rule(0, new LocalTime(2, 30))]);
        Assert.Equal(Utc(2026, 3, 29, 1, 30), calendar.ClosesAt(Center, "Schedule_MarketDocument", null, Day(2026, 3, 29)));
    }

    [Fact]
    public void A_closing_time_that_happens_twice_is_the_earlier_one()
    {
        var calendar = new GateClosureCalendar(Paris, [Rule(0, new LocalTime(2, 30))]);
        Assert.Equal(Utc(2026, 10, 25, 0, 30), calendar.ClosesAt(Center, "Schedule_MarketDocument", null, Day(2026, 10, 25)));
    }

    [Fact]
    public void Rules_are_dated_by_the_delivery_day()
    {
        var calendar = new GateClosureCalendar(
            Paris,
            [
                Rule(1, new LocalTime(11, 0)) with { ValidTo = new LocalDate(2026, 12, 31) },
                Rule(1, new LocalTime(12, 0)) with { ValidFrom = new LocalDate(2027, 1, 1) },
            ]);
        Assert.Equal(Utc(2026, 12, 30, 10, 0), calendar.ClosesAt(Center, "Schedule_MarketDocument", null, Day(2026, 12, 31)));
        Assert.Equal(Utc(2026, 12, 31, 11, 0), calendar.ClosesAt(Center, "Schedule_MarketDocument", null, Day(2027, 1, 1)));
    }

    [Fact]
    public void The_most_particular_rule_counts()
    {
        var calendar = new GateClosureCalendar(
            Paris,
            [
                Rule(1, new LocalTime(11, 0)),
                Rule(1, new LocalTime(12, 0)) with { Type = "A01" },
                Rule(1, new LocalTime(13, 0)) with { Party = Center },
            ]);
        Assert.Equal(Utc(2026, 11, 22, 12, 0), calendar.ClosesAt(Center, "Schedule_MarketDocument", "A01", Day(2026, 11, 23)));
        Assert.Equal(Utc(2026, 11, 22, 11, 0), calendar.ClosesAt(TestParties.Distribution.Id, "Schedule_MarketDocument", "A01", Day(2026, 11, 23)));
        Assert.Null(calendar.ClosesAt(Center, "ReserveBid_MarketDocument", "A37", Day(2026, 11, 23)));
    }

    private static GateClosureRule Rule(int daysBefore, LocalTime at) =>
        new(null, "Schedule_MarketDocument", null, daysBefore, at, new LocalDate(2026, 1, 1), null, "test");

    private static TimeInterval Day(int year, int month, int day)
    {
        var date = new LocalDate(year, month, day);
        return new TimeInterval(date.AtStartOfDayInZone(Paris).ToDateTimeOffset(), date.PlusDays(1).AtStartOfDayInZone(Paris).ToDateTimeOffset());
    }

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}
