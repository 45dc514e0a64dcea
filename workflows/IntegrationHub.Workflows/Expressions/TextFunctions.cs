using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>Functions of texts. Characters are Unicode code points; a null argument gives null.</summary>
internal static class TextFunctions
{
    public static Value String(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => arguments[0] switch
    {
        NullValue or TextValue => arguments[0],
        NumberValue number => Value.Of(number.Number.ToString("0.############################", CultureInfo.InvariantCulture)),
        BooleanValue boolean => Value.Of(boolean.Known ? "true" : "false"),
        var value => Value.Of(Iso.Text(value)) is TextValue text ? text : evaluator.Mismatch(at, "a value that is no list and no context", value),
    };

    /// <summary>A text that is no number is null, as the text of a form field may be.</summary>
    public static Value Number(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => arguments[0] switch
    {
        NullValue or NumberValue => arguments[0],
        TextValue text => decimal.TryParse(text.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Value.Of(number) : Value.Null,
        var value => evaluator.Mismatch(at, "a string", value),
    };

    public static Value Length(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        Text(evaluator, at, arguments[0], text => Value.Of(text.EnumerateRunes().Count()));

    public static Value Upper(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        Text(evaluator, at, arguments[0], text => Value.Of(text.ToUpperInvariant()));

    public static Value Lower(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        Text(evaluator, at, arguments[0], text => Value.Of(text.ToLowerInvariant()));

    public static Value Contains(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        Texts(evaluator, at, arguments, (text, part) => text.Contains(part, StringComparison.Ordinal));

    public static Value StartsWith(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        Texts(evaluator, at, arguments, (text, part) => text.StartsWith(part, StringComparison.Ordinal));

    public static Value EndsWith(Evaluator evaluator, int at, ImmutableArray<Value> arguments) =>
        Texts(evaluator, at, arguments, (text, part) => text.EndsWith(part, StringComparison.Ordinal));

    /// <summary>From a position (1 is the first, -1 the last character), all or so many characters.</summary>
    public static Value Substring(Evaluator evaluator, int at, ImmutableArray<Value> arguments) => Text(evaluator, at, arguments[0], text =>
    {
        if (arguments.Skip(1).Any(argument => argument.IsNull))
        {
            return Value.Null;
        }

        if (arguments.Skip(1).FirstOrDefault(argument => argument is not NumberValue) is { } wrong)
        {
            return evaluator.Mismatch(at, "a number", wrong);
        }

        var runes = text.EnumerateRunes().ToArray();
        var start = ((NumberValue)arguments[1]).Number;
        var first = start > 0 ? start - 1 : runes.Length + start;
        var length = arguments.Length > 2 ? ((NumberValue)arguments[2]).Number : runes.Length;
        if (start == 0 || first < 0 || first >= runes.Length || length <= 0)
        {
            return Value.Of("");
        }

        var part = new StringBuilder();
        foreach (var rune in runes.Skip((int)first).Take((int)Math.Min(length, runes.Length)))
        {
            part.Append(rune.ToString());
        }

        return Value.Of(part.ToString());
    });

    private static Value Text(Evaluator evaluator, int at, Value value, Func<string, Value> function) => value switch
    {
        NullValue => value,
        TextValue text => evaluator.Look(at, text.Text.Length) ? function(text.Text) : Value.Null,
        _ => evaluator.Mismatch(at, "a string", value),
    };

    private static Value Texts(Evaluator evaluator, int at, ImmutableArray<Value> arguments, Func<string, string, bool> function) =>
        Text(evaluator, at, arguments[0], first => Text(evaluator, at, arguments[1], second =>
            // The slowest search looks at every place for most of the part.
            evaluator.Look(at, (long)first.Length * second.Length / 1_024) ? Value.Of(function(first, second)) : Value.Null));
}
