using System.Collections.Immutable;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>
/// One evaluation. The first fault is kept and everything after it is null, so an evaluation needs no exceptions and ends at once.
/// </summary>
internal sealed partial class Evaluator(string source, ImmutableArray<ContextValue> scopes, DateTimeOffset now, ExpressionLimits limits)
{
    /// <summary>Comparing and copying go over parts much faster than expressions are evaluated.</summary>
    private const int PartsOfAStep = 16;

    private readonly Stack<ContextValue> _inner = new();
    private long _steps;
    private long _made;

    public ExpressionFault? Fault { get; private set; }

    /// <summary>Elements that a list may have.</summary>
    public int MostElements => limits.Size;

    /// <summary>What <c>now()</c> gives: the instant of the step, the same in all of its expressions.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The value of the whole expression, which may be one that it only names.</summary>
    public Value Whole(Node root)
    {
        var value = Evaluate(root);
        return IsBearable(root.At, value) ? value : Value.Null;
    }

    public Value Evaluate(Node node)
    {
        if (!Step(node.At))
        {
            return Value.Null;
        }

        var value = Compute(node);
        return node is LiteralNode or NameNode or IfNode || (Fits(node.At, SizeOf(value)) && IsBearable(node.At, value)) ? value : Value.Null;
    }

    private Value Compute(Node node) => node switch
    {
        LiteralNode literal => literal.Value,
        NameNode name => Variable(name.Name),
        PathNode path => Entry(path, Evaluate(path.Of)),
        FilterNode filter => Filter(filter),
        CallNode call => Functions.Call(this, call, [.. call.Arguments.Select(Evaluate)]),
        NegationNode negation => Arithmetic.Negate(this, negation.At, Evaluate(negation.Of)),
        ArithmeticNode arithmetic => Arithmetic.Of(this, arithmetic.At, arithmetic.Operator, Evaluate(arithmetic.Left), Evaluate(arithmetic.Right)),
        ComparisonNode comparison => Value.Of(Comparisons.Of(this, comparison.At, comparison.Comparison, Evaluate(comparison.Left), Evaluate(comparison.Right))),
        AndNode and => Junction(and.At, and.Left, and.Right, decisive: false),
        OrNode or => Junction(or.At, or.Left, or.Right, decisive: true),
        BetweenNode between => Between(between),
        InNode within => In(within),
        IfNode choice => Truth(choice.Condition) == true ? Evaluate(choice.Then) : Evaluate(choice.Else),
        LoopNode loop => Loop(loop),
        ListNode list => Value.List([.. list.Items.Select(Evaluate)]),
        ContextNode context => Context(context),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is no part of an expression."),
    };

    /// <summary>Counts one step; false where the evaluation is over.</summary>
    public bool Step(int at)
    {
        if (Fault is null && ++_steps > limits.Steps)
        {
            Fail(at, ExpressionFault.TooExpensive, $"The expression takes more than {limits.Steps} steps.", "Make its lists smaller, or compute the value in a service.");
        }

        return Fault is null;
    }

    /// <summary>Counts what looks at so many parts of values (elements, characters) in one go; false where the evaluation is over.</summary>
    public bool Look(int at, long parts)
    {
        _steps += parts / PartsOfAStep;
        return Step(at);
    }

    /// <summary>Counts what is made; false where it, or all of it together, has grown too large.</summary>
    public bool Fits(int at, long size)
    {
        if (Fault is null && size > limits.Size)
        {
            Fail(at, ExpressionFault.TooExpensive, $"The expression makes something of {size} characters or elements; the limit is {limits.Size}.", "Compute the value in a service.");
        }

        _made += size;
        if (Fault is null && _made > limits.Made)
        {
            Fail(at, ExpressionFault.TooExpensive, $"The expression makes more than {limits.Made} characters and elements on its way.", "Make its lists smaller, or compute the value in a service.");
        }

        return Fault is null;
    }

    private bool IsBearable(int at, Value value)
    {
        if (Fault is null && value.Weight > limits.Weight)
        {
            Fail(at, ExpressionFault.TooExpensive, $"Written out the value has more than {limits.Weight} characters and elements.", "Keep what is large in a document and refer to it by its id.");
        }

        if (Fault is null && value.Depth > limits.ValueDepth)
        {
            Fail(at, ExpressionFault.TooExpensive, $"The value has more than {limits.ValueDepth} lists and contexts one inside the other.", "Append to a list instead of putting it into another one.");
        }

        return Fault is null;
    }

    private static long SizeOf(Value value) => value switch
    {
        TextValue text => text.Text.Length,
        ListValue list => list.Items.Length,
        ContextValue context => context.Entries.Count,
        _ => 0,
    };

    public Value Fail(int at, string code, string text, string remedy)
    {
        Fault ??= ExpressionFault.At(source, at, code, text, remedy);
        return Value.Null;
    }

    public Value Mismatch(int at, string expected, Value found) =>
        Fail(at, ExpressionFault.TypeMismatch, $"Expected {expected}, found {found.Type}.", "Compare and compute values of the same type; convert with number(), string(), date() or date and time().");

    private Value Variable(string name)
    {
        foreach (var context in _inner)
        {
            if (context.Entries.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        foreach (var scope in scopes)
        {
            if (scope.Entries.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return Value.Null;
    }

    private Value Entry(PathNode path, Value of)
    {
        switch (of)
        {
            case NullValue:
                return Value.Null;
            case ContextValue context:
                return context[path.Name];
            case ListValue list:
                return Value.List([.. list.Items.Select(item => Step(path.At) ? Entry(path, item) : Value.Null)]);
            default:
                return Properties.Of(of, path.Name) ?? Fail(path.At, ExpressionFault.TypeMismatch, $"A {of.Type} has no {path.Name}.", "Only contexts, dates, times and durations have named parts.");
        }
    }

    private Value Filter(FilterNode filter)
    {
        var of = Evaluate(filter.Of);
        if (of.IsNull)
        {
            return Value.Null;
        }

        if (of is not ListValue list)
        {
            return Mismatch(filter.At, "a list before `[`", of);
        }

        // A position that is plain is looked up; everything else, and a name that an element has, is a condition on each element.
        if ((filter.Condition is LiteralNode or NegationNode { Of: LiteralNode } || IsNameOfNone(filter.Condition, list)) && Evaluate(filter.Condition) is NumberValue position)
        {
            return At(filter.At, list, position.Number);
        }

        var kept = ImmutableArray.CreateBuilder<Value>();
        foreach (var item in list.Items)
        {
            if (!Step(filter.At))
            {
                return Value.Null;
            }

            _inner.Push((item as ContextValue ?? ContextValue.Empty).With("item", item));
            var condition = Evaluate(filter.Condition);
            _inner.Pop();
            if (condition is NumberValue computed)
            {
                return At(filter.At, list, computed.Number);
            }

            if (Truth(filter.At, condition) == true)
            {
                kept.Add(item);
            }
        }

        // Nothing to ask of nobody: what is a position gives the element that is not there, as it does for every other list.
        return list.Items.IsEmpty && Evaluate(filter.Condition) is NumberValue ? Value.Null : new ListValue(kept.ToImmutable());
    }

    private bool IsNameOfNone(Node condition, ListValue list) =>
        condition is NameNode { Name: not "item" and var name } && Look(condition.At, list.Items.Length) && !list.Items.Any(item => item is ContextValue context && context.Entries.ContainsKey(name));

    private Value At(int at, ListValue list, decimal position)
    {
        if (decimal.Truncate(position) != position)
        {
            return Fail(at, ExpressionFault.OutOfRange, $"{position} is no position in a list.", "Positions are whole numbers from 1, or from -1 at the end.");
        }

        var index = position > 0 ? position - 1 : list.Items.Length + position;
        return position != 0 && index >= 0 && index < list.Items.Length ? list.Items[(int)index] : Value.Null;
    }

    private Value Loop(LoopNode loop)
    {
        var over = Evaluate(loop.Over);
        if (over.IsNull)
        {
            return Value.Null;
        }

        if (over is not ListValue list)
        {
            return Mismatch(loop.Over.At, "a list after `in`", over);
        }

        var results = ImmutableArray.CreateBuilder<Value>();
        var unknown = false;
        foreach (var item in list.Items)
        {
            if (!Step(loop.At))
            {
                return Value.Null;
            }

            _inner.Push(ContextValue.Of((loop.Variable, item)));
            var value = Evaluate(loop.Body);
            _inner.Pop();
            if (loop.Kind == LoopKind.For)
            {
                results.Add(value);
                continue;
            }

            var truth = Truth(loop.Body.At, value);
            if (truth == (loop.Kind == LoopKind.Some))
            {
                return Value.Of(truth);
            }

            unknown |= truth is null;
        }

        return loop.Kind == LoopKind.For ? new ListValue(results.ToImmutable())
            : unknown ? Value.Null
            : Value.Of(loop.Kind == LoopKind.Every);
    }

    /// <summary>Entries see those before them.</summary>
    private ContextValue Context(ContextNode node)
    {
        var context = ContextValue.Empty;
        foreach (var (name, value) in node.Entries)
        {
            _inner.Push(context);
            context = context.With(name, Evaluate(value));
            _inner.Pop();
        }

        return context;
    }
}
