using IntegrationHub.Schemas.Documents;
using NodaTime;

namespace IntegrationHub.Schemas.Rules;

/// <summary>
/// The boundaries of a period's steps: step <c>n</c> (counted from 1, as positions are) reaches from boundary <c>n − 1</c> to boundary <c>n</c>.
/// Calendar steps are walked in the market's local time, so a day may have 23, 24 or 25 hours and a month 28 to 31 days.
/// </summary>
/// <remarks>
/// Every boundary is computed from the start, never from the one before it, so that P1M from the 31st does not drift.
/// Immutable; safe to share between threads.
/// </remarks>
public sealed class ResolutionGrid
{
    private readonly DateTimeOffset start;
    private readonly Resolution resolution;
    private readonly DateTimeZone zone;
    private readonly LocalDateTime localStart;

    public ResolutionGrid(DateTimeOffset start, Resolution resolution, DateTimeZone zone)
    {
        (this.start, this.resolution, this.zone) = (start, resolution, zone);
        localStart = Instant.FromDateTimeOffset(start).InZone(zone).LocalDateTime;
    }

    /// <summary>End of step <paramref name="step"/>; the last instant .NET knows where the calendar ends before.</summary>
    public DateTimeOffset Boundary(long step)
    {
        if (!resolution.IsCalendar)
        {
            var room = DateTimeOffset.MaxValue.UtcTicks - start.UtcTicks;
            return step > room / resolution.Time.Ticks ? DateTimeOffset.MaxValue : start + TimeSpan.FromTicks(resolution.Time.Ticks * step);
        }

        var years = ((step * resolution.Months) / 12) + ((step * resolution.Days) / 365) + ((long)(resolution.Time.TotalDays * step) / 365);
        if (localStart.Year + years >= 9998) return DateTimeOffset.MaxValue;
        return localStart
            .PlusMonths((int)(step * resolution.Months))
            .PlusDays((int)(step * resolution.Days))
            .InZoneLeniently(zone)
            .ToInstant()
            .Plus(Duration.FromTicks(resolution.Time.Ticks * step))
            .ToDateTimeOffset();
    }

    /// <summary>The interval of one position, counted from 1.</summary>
    public TimeInterval IntervalOf(int position) => new(Boundary(position - 1), Boundary(position));

    /// <summary>How many whole steps fit up to <paramref name="end"/>, and whether the last one ends exactly there.</summary>
    /// <returns>Zero steps where the end is not after the start.</returns>
    public (long Steps, bool Exact) StepsTo(DateTimeOffset end)
    {
        if (end <= start) return (0, end == start);
        var length = end - start;
        if (!resolution.IsCalendar) return (length.Ticks / resolution.Time.Ticks, length.Ticks % resolution.Time.Ticks == 0);

        // The largest step whose boundary does not pass the end; a calendar step never is shorter than 22 hours.
        long low = 0;
        var high = ((long)length.TotalHours / 22) + 2;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (Boundary(middle) <= end) low = middle;
            else high = middle - 1;
        }

        return (low, Boundary(low) == end);
    }
}
