using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <content>Three values: true, false, and null for what is not known.</content>
internal sealed partial class Evaluator
{
    public bool? Truth(int at, Value value)
    {
        if (value is BooleanValue known)
        {
            return known.Known;
        }

        if (!value.IsNull)
        {
            Mismatch(at, "true or false", value);
        }

        return null;
    }

    private bool? Truth(Node node) => Truth(node.At, Evaluate(node));

    /// <summary><c>or</c> is decided by a true, <c>and</c> by a false; what is decided needs no second look.</summary>
    private Value Junction(int at, Node left, Node right, bool decisive)
    {
        var first = Truth(at, Evaluate(left));
        if (first == decisive || Fault is not null)
        {
            return Value.Of(first);
        }

        var second = Truth(at, Evaluate(right));
        return second == decisive ? Value.Of(decisive) : first is null || second is null ? Value.Null : Value.Of(!decisive);
    }

    private Value Between(BetweenNode node)
    {
        var of = Evaluate(node.Of);
        return Value.Of(And(
            Comparisons.Of(this, node.At, Comparison.GreaterOrEqual, of, Evaluate(node.From)),
            Comparisons.Of(this, node.At, Comparison.LessOrEqual, of, Evaluate(node.To))));
    }

    private Value In(InNode node)
    {
        var of = Evaluate(node.Of);
        var unknown = false;
        foreach (var test in node.Tests)
        {
            var passed = Passes(of, test);
            if (passed == true)
            {
                return Value.True;
            }

            unknown |= passed is null;
        }

        return unknown ? Value.Null : Value.False;
    }

    private bool? Passes(Value of, Test test)
    {
        switch (test)
        {
            case ComparisonTest comparison:
                return Comparisons.Of(this, test.At, comparison.Comparison, of, Evaluate(comparison.To));
            case RangeTest range:
                return And(
                    Comparisons.Of(this, test.At, range.FromIncluded ? Comparison.GreaterOrEqual : Comparison.Greater, of, Evaluate(range.From)),
                    Comparisons.Of(this, test.At, range.ToIncluded ? Comparison.LessOrEqual : Comparison.Less, of, Evaluate(range.To)));
            case ValueTest { Of: var expected } when Evaluate(expected) is var value:
                // A list on the right means one of its values, also where the left is a list that stands in it.
                return value is ListValue list
                    ? list.Items.Any(item => Look(test.At, Math.Min(item.Weight, of.Weight)) && Equals(item, of)) || (of is ListValue && Look(test.At, of.Weight) && of == value)
                    : Comparisons.Of(this, test.At, Comparison.Equal, of, value);
            default:
                throw new InvalidOperationException($"{test.GetType().Name} is no test.");
        }
    }

    private static bool? And(bool? left, bool? right) => left == false || right == false ? false : left is null || right is null ? null : true;
}
