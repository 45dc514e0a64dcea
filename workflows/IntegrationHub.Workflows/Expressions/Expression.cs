using System.Collections.Immutable;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>
/// An expression of the documented FEEL subset (docs/processes.md), parsed once and evaluated any number of times. It reads its variables and the
/// <c>now</c> it is given and nothing else. Immutable and thread-safe.
/// </summary>
public sealed class Expression
{
    private readonly Node _root;

    private Expression(string source, Node root)
    {
        Source = source;
        _root = root;
    }

    /// <summary>As it was written.</summary>
    public string Source { get; }

    /// <summary>Parses a source; null with a fault where it is no expression of the subset.</summary>
    public static Expression? Parse(string source, out ExpressionFault? fault, ExpressionLimits? limits = null)
    {
        var parser = new Parser(source, limits ?? ExpressionLimits.Default);
        var root = parser.Parse();
        fault = parser.Fault;
        return fault is null ? new Expression(source, root) : null;
    }

    /// <summary>The value under these variables. Always ends: steps, depth and size are bounded.</summary>
    public Evaluation Evaluate(ContextValue variables, DateTimeOffset now, ExpressionLimits? limits = null) => Evaluate([variables], now, limits);

    /// <summary>As above, with the variables of inner scopes before those of outer ones.</summary>
    public Evaluation Evaluate(ImmutableArray<ContextValue> scopes, DateTimeOffset now, ExpressionLimits? limits = null)
    {
        var evaluator = new Evaluator(Source, scopes, now, limits ?? ExpressionLimits.Default);
        var value = evaluator.Whole(_root);
        return evaluator.Fault is { } fault ? new Evaluation(Value.Null, fault) : new Evaluation(value, null);
    }

    public override string ToString() => Source;
}
