using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>
/// Comparison of two values. Anything may be compared with null for equality; an order with null is not known. Values of different types are a
/// mistake in the expression, not "not equal".
/// </summary>
internal static class Comparisons
{
    public static bool? Of(Evaluator evaluator, int at, Comparison comparison, Value left, Value right)
    {
        if (!evaluator.Look(at, Math.Min(left.Weight, right.Weight)))
        {
            return null;
        }

        if (comparison is Comparison.Equal or Comparison.NotEqual)
        {
            if (!left.IsNull && !right.IsNull && left.GetType() != right.GetType())
            {
                evaluator.Mismatch(at, $"a {left.Type} to compare with", right);
                return null;
            }

            return left == right == (comparison == Comparison.Equal);
        }

        if (left.IsNull || right.IsNull)
        {
            return null;
        }

        return Order(left, right) is not { } order
            ? Unordered(evaluator, at, left, right)
            : comparison switch
            {
                Comparison.Less => order < 0,
                Comparison.LessOrEqual => order <= 0,
                Comparison.Greater => order > 0,
                _ => order >= 0,
            };
    }

    /// <summary>Null where the two have no order.</summary>
    public static int? Order(Value left, Value right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => a.Number.CompareTo(b.Number),
        (TextValue a, TextValue b) => string.CompareOrdinal(a.Text, b.Text),
        (DateValue a, DateValue b) => a.Date.CompareTo(b.Date),
        (TimeValue a, TimeValue b) => a.Time.CompareTo(b.Time),
        (InstantValue a, InstantValue b) => a.Instant.CompareTo(b.Instant),
        (DurationValue a, DurationValue b) => a.Duration.CompareTo(b.Duration),
        (MonthsValue a, MonthsValue b) => a.Months.CompareTo(b.Months),
        _ => null,
    };

    private static bool? Unordered(Evaluator evaluator, int at, Value left, Value right)
    {
        evaluator.Fail(at, ExpressionFault.TypeMismatch, $"A {left.Type} and a {right.Type} have no order.", "Compare values of the same type; booleans, lists and contexts have no order.");
        return null;
    }
}
