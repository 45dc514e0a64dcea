using System.Collections.Immutable;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>The functions of the language: a closed list. Each says how many arguments it takes, so that a wrong call is refused when a process is deployed.</summary>
internal static class Functions
{
    private const int Any = int.MaxValue;

    private delegate Value Body(Evaluator evaluator, int at, ImmutableArray<Value> arguments);

    private static readonly Dictionary<string, (int Fewest, int Most, Body Body)> All = new(StringComparer.Ordinal)
    {
        ["not"] = (1, 1, (e, at, a) => Value.Of(!e.Truth(at, a[0]))),
        ["is defined"] = (1, 1, (_, _, a) => Value.Of(!a[0].IsNull)),
        ["now"] = (0, 0, (e, _, _) => Value.Of(e.Now)),
        ["today"] = (0, 0, (e, _, _) => new DateValue(DateOnly.FromDateTime(e.Now.UtcDateTime))),
        ["string"] = (1, 1, TextFunctions.String),
        ["number"] = (1, 1, TextFunctions.Number),
        ["string length"] = (1, 1, TextFunctions.Length),
        ["substring"] = (2, 3, TextFunctions.Substring),
        ["upper case"] = (1, 1, TextFunctions.Upper),
        ["lower case"] = (1, 1, TextFunctions.Lower),
        ["contains"] = (2, 2, TextFunctions.Contains),
        ["starts with"] = (2, 2, TextFunctions.StartsWith),
        ["ends with"] = (2, 2, TextFunctions.EndsWith),
        ["abs"] = (1, 1, NumberFunctions.Abs),
        ["floor"] = (1, 1, NumberFunctions.Floor),
        ["ceiling"] = (1, 1, NumberFunctions.Ceiling),
        ["decimal"] = (2, 2, NumberFunctions.HalfEven),
        ["round half up"] = (2, 2, NumberFunctions.HalfUp),
        ["modulo"] = (2, 2, NumberFunctions.Modulo),
        ["count"] = (1, 1, ListFunctions.Count),
        ["sum"] = (1, 1, ListFunctions.Sum),
        ["min"] = (1, Any, ListFunctions.Min),
        ["max"] = (1, Any, ListFunctions.Max),
        ["list contains"] = (2, 2, ListFunctions.Contains),
        ["append"] = (2, Any, ListFunctions.Append),
        ["concatenate"] = (1, Any, ListFunctions.Concatenate),
        ["distinct values"] = (1, 1, ListFunctions.Distinct),
        ["date"] = (1, 1, TimeFunctions.Date),
        ["time"] = (1, 1, TimeFunctions.Time),
        ["date and time"] = (1, 1, TimeFunctions.Instant),
        ["duration"] = (1, 1, TimeFunctions.Duration),
    };

    /// <summary>Words of the longest name.</summary>
    public static int MostWords { get; } = All.Keys.Max(name => name.Split(' ').Length);

    public static bool IsKnown(string name) => All.ContainsKey(name);

    /// <summary>What is wrong with a call, or null.</summary>
    public static (string Code, string Text, string Remedy)? Check(string name, int arguments)
    {
        if (!All.TryGetValue(name, out var function))
        {
            return (ExpressionFault.UnknownFunction, $"There is no function {name}.", "docs/processes.md lists the functions.");
        }

        var expected = function.Most == Any ? $"at least {function.Fewest}"
            : function.Fewest == function.Most ? $"{function.Fewest}"
            : $"{function.Fewest} to {function.Most}";
        return arguments < function.Fewest || arguments > function.Most
            ? (ExpressionFault.Arguments, $"{name} takes {expected} arguments, not {arguments}.", "docs/processes.md lists the functions.")
            : null;
    }

    public static Value Call(Evaluator evaluator, CallNode call, ImmutableArray<Value> arguments)
    {
        if (evaluator.Fault is not null)
        {
            return Value.Null;
        }

        // The parser's own function, which nobody can write.
        if (call.Function == "concatenate lists")
        {
            return ListFunctions.Flatten(evaluator, call.At, arguments[0]);
        }

        try
        {
            return All[call.Function].Body(evaluator, call.At, arguments);
        }
        catch (OverflowException)
        {
            return evaluator.Fail(call.At, ExpressionFault.OutOfRange, $"The result of {call.Function} is out of range.", "Numbers have at most 28 digits.");
        }
    }
}
