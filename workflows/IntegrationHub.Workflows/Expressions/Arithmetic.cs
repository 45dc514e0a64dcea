using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>Sums, differences, products and quotients of numbers, texts, dates and durations. Null in, null out.</summary>
internal static class Arithmetic
{
    public static Value Of(Evaluator evaluator, int at, char sign, Value left, Value right)
    {
        if (left.IsNull || right.IsNull)
        {
            return Value.Null;
        }

        try
        {
            return sign switch
            {
                '+' => Sum(evaluator, at, left, right) ?? (Sum(evaluator, at, right, left) is { } turned && left is not TextValue ? turned : null),
                '-' => Difference(left, right),
                '*' => Product(left, right) ?? Product(right, left),
                _ => Quotient(evaluator, at, left, right),
            } ?? evaluator.Fail(at, ExpressionFault.TypeMismatch, $"`{sign}` does not go with a {left.Type} and a {right.Type}.", "Convert one of them, e.g. with number() or string().");
        }
        catch (Exception fault) when (fault is OverflowException or ArgumentOutOfRangeException)
        {
            return evaluator.Fail(at, ExpressionFault.OutOfRange, $"The result of `{sign}` is out of range.", "Numbers have at most 28 digits, years go from 1 to 9999.");
        }
    }

    public static Value Negate(Evaluator evaluator, int at, Value of) => of switch
    {
        NullValue => of,
        NumberValue number => Value.Of(-number.Number),
        DurationValue duration when duration.Duration != TimeSpan.MinValue => new DurationValue(-duration.Duration),
        MonthsValue months when months.Months != int.MinValue => new MonthsValue(-months.Months),
        _ => evaluator.Mismatch(at, "a number or a duration after `-`", of),
    };

    private static Value? Sum(Evaluator evaluator, int at, Value left, Value right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => Value.Of(a.Number + b.Number),
        (TextValue a, TextValue b) => evaluator.Fits(at, (long)a.Text.Length + b.Text.Length) ? Value.Of(a.Text + b.Text) : Value.Null,
        (DurationValue a, DurationValue b) => new DurationValue(a.Duration + b.Duration),
        (MonthsValue a, MonthsValue b) => new MonthsValue(a.Months + b.Months),
        (InstantValue a, DurationValue b) => new InstantValue(a.Instant + b.Duration),
        (InstantValue a, MonthsValue b) => new InstantValue(a.Instant.AddMonths(b.Months)),
        (DateValue a, MonthsValue b) => new DateValue(a.Date.AddMonths(b.Months)),
        (DateValue a, DurationValue b) => new DateValue(DateOnly.FromDateTime(a.Date.ToDateTime(TimeOnly.MinValue) + b.Duration)),
        (TimeValue a, DurationValue b) => new TimeValue(a.Time.Add(b.Duration)),
        _ => null,
    };

    private static Value? Difference(Value left, Value right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => Value.Of(a.Number - b.Number),
        (DurationValue a, DurationValue b) => new DurationValue(a.Duration - b.Duration),
        (MonthsValue a, MonthsValue b) => new MonthsValue(a.Months - b.Months),
        (InstantValue a, InstantValue b) => new DurationValue(a.Instant - b.Instant),
        (InstantValue a, DurationValue b) => new InstantValue(a.Instant - b.Duration),
        (InstantValue a, MonthsValue b) => new InstantValue(a.Instant.AddMonths(-b.Months)),
        (DateValue a, DateValue b) => new DurationValue(TimeSpan.FromDays(a.Date.DayNumber - b.Date.DayNumber)),
        (DateValue a, MonthsValue b) => new DateValue(a.Date.AddMonths(-b.Months)),
        (DateValue a, DurationValue b) => new DateValue(DateOnly.FromDateTime(a.Date.ToDateTime(TimeOnly.MinValue) - b.Duration)),
        (TimeValue a, TimeValue b) => new DurationValue(TimeSpan.FromTicks(a.Time.Ticks - b.Time.Ticks)),
        (TimeValue a, DurationValue b) => new TimeValue(a.Time.Add(-b.Duration)),
        _ => null,
    };

    private static Value? Product(Value left, Value right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => Value.Of(a.Number * b.Number),
        (DurationValue a, NumberValue b) => new DurationValue(TimeSpan.FromTicks((long)(a.Duration.Ticks * b.Number))),
        (MonthsValue a, NumberValue b) => new MonthsValue((int)(a.Months * b.Number)),
        _ => null,
    };

    private static Value? Quotient(Evaluator evaluator, int at, Value left, Value right)
    {
        var divisor = right switch
        {
            NumberValue number => number.Number,
            DurationValue duration => duration.Duration.Ticks,
            MonthsValue months => months.Months,
            _ => 1,
        };
        if (divisor == 0)
        {
            return evaluator.Fail(at, ExpressionFault.DivisionByZero, "The divisor is zero.", "Ask first: `if x = 0 then … else …`.");
        }

        return (left, right) switch
        {
            (NumberValue a, NumberValue) => Value.Of(a.Number / divisor),
            (DurationValue a, NumberValue) => new DurationValue(TimeSpan.FromTicks((long)(a.Duration.Ticks / divisor))),
            (MonthsValue a, NumberValue) => new MonthsValue((int)(a.Months / divisor)),
            (DurationValue a, DurationValue) => Value.Of(a.Duration.Ticks / divisor),
            (MonthsValue a, MonthsValue) => Value.Of(a.Months / divisor),
            _ => null,
        };
    }
}
