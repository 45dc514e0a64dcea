using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>The named parts of dates, times and durations.</summary>
internal static class Properties
{
    /// <summary>Null where the value has no such part.</summary>
    public static Value? Of(Value value, string name) => value switch
    {
        DateValue date => OfDate(date.Date, name),
        InstantValue instant => OfDate(DateOnly.FromDateTime(instant.Instant.DateTime), name) ?? OfTime(TimeOnly.FromDateTime(instant.Instant.DateTime), name),
        TimeValue time => OfTime(time.Time, name),
        DurationValue duration => Number(name switch
        {
            "days" => duration.Duration.Days,
            "hours" => duration.Duration.Hours,
            "minutes" => duration.Duration.Minutes,
            "seconds" => duration.Duration.Seconds,
            _ => null,
        }),
        MonthsValue months => Number(name switch
        {
            "years" => months.Months / 12,
            "months" => months.Months % 12,
            _ => null,
        }),
        _ => null,
    };

    /// <summary>Monday is 1.</summary>
    private static Value? OfDate(DateOnly date, string name) => Number(name switch
    {
        "year" => date.Year,
        "month" => date.Month,
        "day" => date.Day,
        "weekday" => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek,
        _ => null,
    });

    private static Value? OfTime(TimeOnly time, string name) => Number(name switch
    {
        "hour" => time.Hour,
        "minute" => time.Minute,
        "second" => time.Second,
        _ => null,
    });

    private static Value? Number(int? number) => number is { } known ? Value.Of(known) : null;
}
