using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Tests.Expressions;

/// <summary>A short expression must not cost more than its limits say, whatever it makes of shared parts.</summary>
public sealed class ExpressionCostTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Each entry is a list of the one before, twice: 60 entries in memory, 2^60 written out.</summary>
    private static readonly string Doubled =
        "{a0:[1,1]," + string.Join(",", Enumerable.Range(1, 59).Select(i => $"a{i}:[a{i - 1},a{i - 1}]")) + "}";

    [Theory]
    [InlineData("distinct values([DOUBLED.a59])")]
    [InlineData("[DOUBLED.a59] = [DOUBLED.a59]")]
    [InlineData("list contains([1], DOUBLED.a59)")]
    [InlineData("DOUBLED.a30")]
    [InlineData("for a in l, b in l return big + \"x\"")]
    [InlineData("count(for a in l, b in l return [big, a, b])")]
    [InlineData("count(for a in l, b in l, c in [1, 2, 3, 4, 5, 6, 7, 8] return l)")]
    [InlineData("for a in l, b in l return contains(big, big)")]
    [InlineData("count(for a in l, b in l return min(many))")]
    public void What_grows_beyond_every_bound_is_stopped(string source)
    {
        var variables = ContextValue.Of(
            ("l", Value.List(Enumerable.Range(0, 150).Select(number => Value.Of(number)))),
            ("many", Value.List(Enumerable.Range(0, 90_000).Select(number => Value.Of(number)))),
            ("big", Value.Of(new string('x', 99_999))));

        var evaluation = Expression.Parse(source.Replace("DOUBLED", Doubled, StringComparison.Ordinal), out _)!.Evaluate(variables, Now);

        Assert.Equal(ExpressionFault.TooExpensive, evaluation.Fault?.Code);
    }

    [Fact]
    public void A_value_gets_no_deeper_than_can_be_stored_and_read_again()
    {
        var deeper = Expression.Parse("[x]", out _)!;
        var value = Value.Of(1m);
        for (var i = 0; i < ValueJson.MaxDepth; i++)
        {
            value = deeper.Evaluate(ContextValue.Of(("x", value)), Now).Value;
        }

        Assert.Equal(value, ValueJson.Read(ValueJson.Write(value)));
        Assert.Equal(ExpressionFault.TooExpensive, deeper.Evaluate(ContextValue.Of(("x", value)), Now).Fault?.Code);
        Assert.Equal(ExpressionFault.TooExpensive, Expression.Parse("x", out _)!.Evaluate(ContextValue.Of(("x", Value.List(value))), Now).Fault?.Code);
    }

    [Theory]
    [InlineData("duration(\"P9999999D\") + duration(\"P1D\")")]
    [InlineData("duration(\"P99999Y\") * 2")]
    [InlineData("duration(\"P178956970Y7M\")")]
    public void Every_duration_that_can_be_computed_can_be_read_back(string source)
    {
        var value = Expression.Parse(source, out _)!.Evaluate(ContextValue.Empty, Now).Value;

        Assert.False(value.IsNull);
        Assert.Equal(value, ValueJson.Read(ValueJson.Write(value)));
    }

    [Theory]
    [InlineData("lines[flag]", """[{"flag": true, "n": 1}]""")]
    [InlineData("lines[place]", """{"flag": false, "n": 2}""")]
    [InlineData("[][place]", "null")]
    [InlineData("[][place + 1]", "null")]
    [InlineData("[][1]", "null")]
    [InlineData("[][item > 1]", "[]")]
    public void A_filter_asks_the_element_before_the_variables_around(string source, string expected)
    {
        var variables = (ContextValue)ValueJson.Read("""{"lines": [{"flag": true, "n": 1}, {"flag": false, "n": 2}], "flag": 2, "place": 2}""")!;

        Assert.Equal(ValueJson.Read(expected), Expression.Parse(source, out _)!.Evaluate(variables, Now).Value);
    }
}
