using NodaTime;

namespace IntegrationHub.Market.Time;

/// <summary>
/// The days of a market: its time zone, which days are holidays and which weekend days are worked. Holidays are published year by year (in
/// China by the State Council in autumn for the next year), so they are data with a source, not a formula. Immutable.
/// </summary>
/// <param name="Zone">Zone in which market days begin and end.</param>
/// <param name="Exceptions">Days that are not what their weekday says.</param>
/// <param name="Source">Where the exceptions are from.</param>
public sealed record MarketCalendar(DateTimeZone Zone, IReadOnlyDictionary<LocalDate, DayType> Exceptions, string Source)
{
    /// <summary>Working days and weekends, no holiday.</summary>
    public static MarketCalendar Plain(DateTimeZone zone) => new(zone, new Dictionary<LocalDate, DayType>(), "none: weekdays only");

    public DayType TypeOf(LocalDate day) =>
        Exceptions.TryGetValue(day, out var type) ? type
        : day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? DayType.Weekend
        : DayType.Working;
}
