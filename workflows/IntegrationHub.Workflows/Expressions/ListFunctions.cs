using System.Collections.Immutable;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>Functions of lists. Null instead of a list gives null; null among the elements of a sum, minimum or maximum makes it null.</summary>
internal static class ListFunctions
{
    public static Value Count(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        List(evaluator, at, arguments[0], items => Value.Of(items.Length));

    /// <summary>Of numbers or of durations; of an empty list null, since nobody knows which.</summary>
    public static Value Sum(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => List(evaluator, at, arguments[0], items =>
        items.IsEmpty ? Value.Null
        : items.FirstOrDefault(item => item is not (NumberValue or DurationValue or MonthsValue or NullValue)) is { } wrong ? evaluator.Mismatch(at, "a list of numbers or durations", wrong)
        : items.Skip(1).Aggregate(items[0], (sum, item) => evaluator.Step(at) ? Arithmetic.Of(evaluator, at, '+', sum, item) : Value.Null));

    public static Value Min(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => Extreme(evaluator, at, arguments, -1);

    public static Value Max(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => Extreme(evaluator, at, arguments, 1);

    public static Value Contains(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        List(evaluator, at, arguments[0], items => Value.Of(items.Any(item => evaluator.Look(at, Math.Min(item.Weight, arguments[1].Weight)) && item == arguments[1])));

    public static Value Append(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        List(evaluator, at, arguments[0], items => Joined(evaluator, at, items.Concat(arguments.Skip(1))));

    public static Value Concatenate(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        arguments.Any(argument => argument.IsNull) ? Value.Null
        : arguments.FirstOrDefault(argument => argument is not ListValue) is { } wrong ? evaluator.Mismatch(at, "a list", wrong)
        : Joined(evaluator, at, arguments.SelectMany(argument => ((ListValue)argument).Items));

    public static Value Distinct(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => List(evaluator, at, arguments[0], items =>
    {
        var seen = new HashSet<Value>();
        return new ListValue([.. items.Where(item => evaluator.Look(at, item.Weight) && seen.Add(item))]);
    });

    /// <summary>A list of lists as one list; elements that are no list stay.</summary>
    public static Value Flatten(Evaluator evaluator, int at, Value of) =>
        List(evaluator, at, of, items => Joined(evaluator, at, items.SelectMany(item => item is ListValue inner ? inner.Items : [item])));

    private static Value Joined(Evaluator evaluator, int at, IEnumerable<Value> items)
    {
        var joined = items.Take(evaluator.MostElements + 1).ToImmutableArray();
        return evaluator.Fits(at, joined.Length) ? new ListValue(joined) : Value.Null;
    }

    private static Value Extreme(Evaluator evaluator, int at, ImmutableArray<Value> arguments, int direction) =>
        List(evaluator, at, arguments is [ListValue or NullValue] ? arguments[0] : new ListValue(arguments), items =>
        {
            if (items.IsEmpty || items.Any(item => item.IsNull))
            {
                return Value.Null;
            }

            var best = items[0];
            foreach (var item in items)
            {
                if (Comparisons.Order(item, best) is not { } order)
                {
                    return evaluator.Mismatch(at, "values that have an order", item);
                }

                best = Math.Sign(order) == direction ? item : best;
            }

            return best;
        });

    private static Value List(Evaluator evaluator, int at, Value value, Func<ImmutableArray<Value>, Value> function) => value switch
    {
        NullValue => value,
        ListValue list => evaluator.Look(at, list.Items.Length) ? function(list.Items) : Value.Null,
        _ => evaluator.Mismatch(at, "a list", value),
    };
}
