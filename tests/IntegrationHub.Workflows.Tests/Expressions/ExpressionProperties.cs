using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Tests.Expressions;

/// <summary>What holds for every text and every value.</summary>
public sealed class ExpressionProperties
{
    private static readonly string[] Words =
        ["1", "2.5", "\"t\"", "x", "y", "null", "true", "@\"P1D\"", "@\"2026-01-01\"", "+", "-", "*", "/", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "=", "<", ">=",
            "and", "or", "not(", "if", "then", "else", "some", "in", "satisfies", "for", "return", "between", "count(", "sum(", "substring(", "string(", "item"];

    private static readonly Gen<Value> Values = Gen.Sized(size => OfSize(Math.Min(size, 4)));

    [Fact]
    public void Any_sequence_of_words_is_refused_or_has_a_value_or_a_fault()
    {
        var sources = Gen.ListOf(Gen.Elements(Words)).Select(words => string.Join(' ', words));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(sources.ToArbitrary(), source =>
        {
            var expression = Expression.Parse(source, out var syntax);
            if (expression is null)
            {
                return syntax is { Line: >= 1, Column: >= 1 };
            }

            var first = expression.Evaluate(ContextValue.Of(("x", Value.Of(3m)), ("y", Value.List(Value.Of(1m), Value.Null))), DateTimeOffset.UnixEpoch);
            var again = expression.Evaluate(ContextValue.Of(("x", Value.Of(3m)), ("y", Value.List(Value.Of(1m), Value.Null))), DateTimeOffset.UnixEpoch);
            return first == again && (first.Fault is null || first.Value.IsNull);
        }));
    }

    [Fact]
    public void Any_value_comes_back_from_json() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Values.ToArbitrary(), value => ValueJson.Read(ValueJson.Write(value)) == value));

    [Fact]
    public void And_or_and_not_obey_de_morgan_with_what_is_not_known()
    {
        var truths = Gen.Elements<bool?>(true, false, null).Select(Value.Of);
        var law = Expression.Parse("[not(a and b), not(a) or not(b), not(a or b), not(a) and not(b)]", out _)!;
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Zip(truths, truths).ToArbitrary(), pair =>
        {
            var results = ((ListValue)law.Evaluate(ContextValue.Of(("a", pair.Item1), ("b", pair.Item2)), default).Value).Items;
            return results[0] == results[1] && results[2] == results[3];
        }));
    }

    private static Gen<Value> OfSize(int size)
    {
        var plain = Gen.OneOf(
            Gen.Constant(Value.Null),
            Gen.Elements(true, false).Select(Value.Of),
            ArbMap.Default.GeneratorFor<decimal>().Select(Value.Of),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => Value.Of(new string([.. text.Get.Where(c => !char.IsSurrogate(c))]))),
            Gen.Choose(0, 3_000_000).Select(day => (Value)new DateValue(DateOnly.FromDayNumber(day))),
            Gen.Choose(0, int.MaxValue).Select(seconds => Value.Of(DateTimeOffset.UnixEpoch.AddSeconds(seconds).ToOffset(TimeSpan.FromHours(seconds % 12)))),
            Gen.Choose(0, 86_399).Select(seconds => (Value)new TimeValue(TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(seconds)))),
            Gen.Choose(int.MinValue, int.MaxValue).Select(milliseconds => (Value)new DurationValue(TimeSpan.FromMilliseconds(milliseconds))),
            Gen.Choose(-100_000, 100_000).Select(months => (Value)new MonthsValue(months)));
        if (size == 0)
        {
            return plain;
        }

        var inner = OfSize(size - 1);
        return Gen.OneOf(
            plain,
            Gen.ListOf(inner).Select(items => (Value)new ListValue([.. items.Take(4)])),
            Gen.ListOf(Gen.Zip(Gen.Elements("a", "b", "$date", "$", "名"), inner)).Select(entries => (Value)ContextValue.Of(entries.Take(4).Select(entry => (entry.Item1, entry.Item2)))));
    }
}
