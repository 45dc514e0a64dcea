using System.Collections.Immutable;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>Functions of numbers. A null argument gives null.</summary>
internal static class NumberFunctions
{
    private const int MostDecimals = 28;

    public static Value Abs(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => arguments[0] switch
    {
        DurationValue duration => new DurationValue(duration.Duration.Duration()),
        MonthsValue months => new MonthsValue(Math.Abs(months.Months)),
        _ => Number(evaluator, at, arguments[0], Math.Abs),
    };

    public static Value Floor(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => Number(evaluator, at, arguments[0], decimal.Floor);

    public static Value Ceiling(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => Number(evaluator, at, arguments[0], decimal.Ceiling);

    public static Value HalfEven(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => Round(evaluator, at, arguments, MidpointRounding.ToEven);

    public static Value HalfUp(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => Round(evaluator, at, arguments, MidpointRounding.AwayFromZero);

    /// <summary>Has the sign of the divisor, as FEEL says.</summary>
    public static Value Modulo(Evaluator evaluator, int at, ImmutableArray<Value> arguments)
    {
        if (arguments is not [NumberValue { Number: var dividend }, NumberValue { Number: var divisor }])
        {
            return arguments.Any(argument => argument.IsNull) ? Value.Null : evaluator.Mismatch(at, "two numbers", arguments.First(argument => argument is not NumberValue));
        }

        if (divisor == 0)
        {
            return evaluator.Fail(at, ExpressionFault.DivisionByZero, "The divisor is zero.", "Ask first: `if x = 0 then … else …`.");
        }

        var rest = dividend % divisor;
        return Value.Of(rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest);
    }

    private static Value Round(Evaluator evaluator, int at, ImmutableArray<Value> arguments, MidpointRounding how)
    {
        if (arguments[1] is NumberValue { Number: var decimals } && (decimals is < 0 or > MostDecimals || decimal.Truncate(decimals) != decimals))
        {
            return evaluator.Fail(at, ExpressionFault.OutOfRange, $"{decimals} is no number of decimals.", $"Give a whole number from 0 to {MostDecimals}.");
        }

        return Number(evaluator, at, arguments[1], places => places) is NumberValue { Number: var scale }
            ? Number(evaluator, at, arguments[0], number => decimal.Round(number, (int)scale, how))
            : Value.Null;
    }

    private static Value Number(Evaluator evaluator, int at, Value value, Func<decimal, decimal> function) => value switch
    {
        NullValue => value,
        NumberValue number => Value.Of(function(number.Number)),
        _ => evaluator.Mismatch(at, "a number", value),
    };
}
