using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>Why an expression cannot be read, or has no value. Data, not an exception.</summary>
/// <param name="Code">Stable code, <c>EXPRESSION_…</c>.</param>
/// <param name="Line">Line in the expression, from 1.</param>
/// <param name="Column">Character in that line, from 1.</param>
/// <param name="Text">What was found, and what was expected.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ExpressionFault(string Code, int Line, int Column, string Text, string Remedy)
{
    public const string Syntax = "EXPRESSION_SYNTAX";
    public const string TooLarge = "EXPRESSION_TOO_LARGE";
    public const string TypeMismatch = "EXPRESSION_TYPE";
    public const string UnknownFunction = "EXPRESSION_UNKNOWN_FUNCTION";
    public const string Arguments = "EXPRESSION_ARGUMENTS";
    public const string DivisionByZero = "EXPRESSION_DIVISION_BY_ZERO";
    public const string OutOfRange = "EXPRESSION_OUT_OF_RANGE";
    public const string TooExpensive = "EXPRESSION_TOO_EXPENSIVE";

    internal static ExpressionFault At(string source, int offset, string code, string text, string remedy)
    {
        var before = source.AsSpan(0, Math.Min(offset, source.Length));
        return new ExpressionFault(code, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), text, remedy);
    }

    public override string ToString() => $"{Code} at {Line}:{Column}: {Text} {Remedy}";
}

/// <summary>What an expression may cost before it is stopped. Limits are inclusive.</summary>
public sealed record ExpressionLimits
{
    public static ExpressionLimits Default { get; } = new();

    /// <summary>Characters of the source. Default 4,000.</summary>
    public int SourceLength { get; init; } = 4_000;

    /// <summary>Nested constructs. Default 64.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Parts evaluated, every turn of a loop and every element compared counted. Default 100,000.</summary>
    public int Steps { get; init; } = 100_000;

    /// <summary>Characters of a text, or elements of a list, that an expression makes. Default 100,000.</summary>
    public int Size { get; init; } = 100_000;

    /// <summary>Characters and elements of everything that is made on the way, together. Default 1,000,000.</summary>
    public int Made { get; init; } = 1_000_000;

    /// <summary>What a list or context weighs written out: values inside it, and characters of texts. Default 1,000,000.</summary>
    public int Weight { get; init; } = 1_000_000;

    /// <summary>Lists and contexts one inside the other, in any value. Default 32.</summary>
    public int ValueDepth { get; init; } = Values.ValueJson.MaxDepth;
}

/// <summary>What an expression came to: a value, or the fault that came first.</summary>
public readonly record struct Evaluation(Value Value, ExpressionFault? Fault);
