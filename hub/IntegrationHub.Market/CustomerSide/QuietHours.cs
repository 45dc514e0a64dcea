using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>Hours of the market's day in which nobody is sent a reminder. They may go over midnight; where both ends are the same there are none.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">The first moment after them.</param>
public readonly record struct QuietHours(LocalTime From, LocalTime To)
{
    /// <summary>The moment from which on a reminder may be sent: now, or the end of the hours that it is in. In a gap of the clock it is the first moment after it.</summary>
    public Instant EarliestFrom(Instant now, DateTimeZone zone)
    {
        var local = now.InZone(zone).LocalDateTime;
        return Holds(local.TimeOfDay) ? zone.AtLeniently((local.TimeOfDay < To ? local.Date : local.Date.PlusDays(1)) + To).ToInstant() : now;
    }

    /// <summary>The same of the next day: for what had its turn today.</summary>
    public Instant EarliestAfterToday(Instant now, DateTimeZone zone) => EarliestFrom(now.InZone(zone).Date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant(), zone);

    private bool Holds(LocalTime at) => From <= To ? at >= From && at < To : at >= From || at < To;
}
