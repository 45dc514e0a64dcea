using System.Collections.Immutable;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>Dates, times and durations from texts and from each other. A text that is none is a fault: a wrong date must not become "unknown".</summary>
internal static class TimeFunctions
{
    public static Value Date(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => arguments[0] switch
    {
        NullValue or DateValue => arguments[0],
        InstantValue instant => new DateValue(DateOnly.FromDateTime(instant.Instant.DateTime)),
        _ => FromText(evaluator, at, arguments[0], Iso.Date, "a date like 2026-11-28"),
    };

    public static Value Time(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => arguments[0] switch
    {
        NullValue or TimeValue => arguments[0],
        InstantValue instant => new TimeValue(TimeOnly.FromDateTime(instant.Instant.DateTime)),
        _ => FromText(evaluator, at, arguments[0], Iso.Time, "a time like 14:00:00"),
    };

    public static Value Instant(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => arguments[0] switch
    {
        NullValue or InstantValue => arguments[0],
        DateValue date => new InstantValue(new DateTimeOffset(date.Date, TimeOnly.MinValue, TimeSpan.Zero)),
        _ => FromText(evaluator, at, arguments[0], Iso.Instant, "a date and time with offset, like 2026-11-28T14:00:00Z"),
    };

    public static Value Duration(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => arguments[0] switch
    {
        NullValue or DurationValue or MonthsValue => arguments[0],
        _ => FromText(evaluator, at, arguments[0], Iso.Duration, "a duration like P3DT4H or P1Y6M"),
    };

    private static Value FromText(Evaluator evaluator, int at, Value value, Func<string, Value?> read, string expected) => value is not TextValue text
        ? evaluator.Mismatch(at, "a string", value)
        : read(text.Text) ?? evaluator.Fail(at, ExpressionFault.OutOfRange, $"\"{(text.Text.Length > 40 ? text.Text[..40] : text.Text)}\" is not {expected}.", "Write it in ISO 8601.");
}
