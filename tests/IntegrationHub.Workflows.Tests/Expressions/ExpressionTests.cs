using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Tests.Expressions;

/// <summary>The language by example. Results are written as JSON; docs/processes.md tells the rules.</summary>
public sealed class ExpressionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 14, 0, 0, TimeSpan.Zero);

    private static readonly ContextValue Variables = (ContextValue)ValueJson.Read("""
        {"price": 412.50, "quantity": 3, "name": "华能 Power", "approved": true, "unknown": null, "days": [1, 2, 3, 4],
         "customer": {"id": "C1", "sites": [{"mw": 5, "city": "广州"}, {"mw": 7, "city": "Shenzhen"}]}, "deadline": {"$instant": "2026-11-30T08:00:00Z"}}
        """)!;

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 / 4 - 1", "1.5")]
    [InlineData("-2 - -3", "1")]
    [InlineData("0.1 + 0.2 = 0.3", "true")]
    [InlineData("price * quantity", "1237.50")]
    [InlineData("\"a\" + \"b\"", "\"ab\"")]
    [InlineData("\"\\u4e2d\\n\\\"\"", "\"\\u4E2D\\n\\u0022\"")]
    [InlineData("name", "\"\\u534E\\u80FD Power\"")]
    [InlineData("customer.id", "\"C1\"")]
    [InlineData("customer.sites.mw", "[5,7]")]
    [InlineData("customer.sites[2].city", "\"Shenzhen\"")]
    [InlineData("customer.sites[-1].mw", "7")]
    [InlineData("customer.sites[mw > 5].city", "[\"Shenzhen\"]")]
    [InlineData("days[item > 2]", "[3,4]")]
    [InlineData("days[9]", "null")]
    [InlineData("customer.missing.deeper", "null")]
    [InlineData("if price > 400 then \"high\" else \"low\"", "\"high\"")]
    [InlineData("if unknown then 1 else 2", "2")]
    [InlineData("quantity between 1 and 3 and approved", "true")]
    [InlineData("quantity in [1..3]", "true")]
    [InlineData("quantity in [1..3)", "false")]
    [InlineData("1 in (1..3]", "false")]
    [InlineData("1 in ]1..3]", "false")]
    [InlineData("quantity in (< 2, > 2)", "true")]
    [InlineData("quantity in (1, 2)", "false")]
    [InlineData("quantity in days", "true")]
    [InlineData("quantity in [5, 6]", "false")]
    [InlineData("some d in days satisfies d > 3", "true")]
    [InlineData("every d in days satisfies d > 3", "false")]
    [InlineData("every d in [] satisfies d > 3", "true")]
    [InlineData("some a in days, b in days satisfies a + b = 8", "true")]
    [InlineData("for d in days return d * d", "[1,4,9,16]")]
    [InlineData("for a in [1, 2], b in [10, 20] return a + b", "[11,21,12,22]")]
    [InlineData("{a: 1, b: a + 1}.b", "2")]
    [InlineData("{\"x y\": 1}", "{\"x y\":1}")]
    [InlineData("[1, \"a\", null, {k: true}]", "[1,\"a\",null,{\"k\":true}]")]
    [InlineData("not(approved) or quantity = 3", "true")]
    public void An_expression_gives_its_value(string source, string json) => Assert.Equal(json, ValueJson.Write(Value(source)));

    [Theory]
    [InlineData("unknown = null", "true")]
    [InlineData("1 = null", "false")]
    [InlineData("null != 1", "true")]
    [InlineData("unknown < 1", "null")]
    [InlineData("unknown + 1", "null")]
    [InlineData("not(unknown)", "null")]
    [InlineData("unknown and false", "false")]
    [InlineData("false and unknown", "false")]
    [InlineData("unknown and true", "null")]
    [InlineData("unknown or true", "true")]
    [InlineData("true or unknown", "true")]
    [InlineData("unknown or false", "null")]
    [InlineData("unknown between 1 and 2", "null")]
    [InlineData("some d in [null, 1] satisfies d = 1", "true")]
    [InlineData("some d in [null, 1] satisfies d > 2", "null")]
    [InlineData("every d in [null, 1] satisfies d > 2", "false")]
    [InlineData("every d in [null, 1] satisfies d > 0", "null")]
    [InlineData("sum([1, null])", "null")]
    [InlineData("unknown.deeper", "null")]
    [InlineData("count(unknown)", "null")]
    public void What_is_not_known_stays_not_known(string source, string json) => Assert.Equal(json, ValueJson.Write(Value(source)));

    [Theory]
    [InlineData("now()", "{\"$instant\":\"2026-11-28T14:00:00Z\"}")]
    [InlineData("today()", "{\"$date\":\"2026-11-28\"}")]
    [InlineData("deadline - now()", "{\"$duration\":\"P1DT18H\"}")]
    [InlineData("now() + duration(\"PT90M\") < deadline", "true")]
    [InlineData("@\"2026-01-31\" + @\"P1M\"", "{\"$date\":\"2026-02-28\"}")]
    [InlineData("date(\"2026-03-01\") - date(\"2026-02-01\") = @\"P28D\"", "true")]
    [InlineData("date and time(\"2026-11-28T22:00:00+08:00\") = now()", "true")]
    [InlineData("@\"2026-11-28T22:00:00+08:00\".hour", "22")]
    [InlineData("@\"2026-11-28\".weekday", "6")]
    [InlineData("time(\"08:30\") < time(\"17:00:00\")", "true")]
    [InlineData("duration(\"P1Y6M\").months", "6")]
    [InlineData("@\"P2D\" * 1.5", "{\"$duration\":\"P3D\"}")]
    [InlineData("-@\"PT1H\"", "{\"$duration\":\"-PT1H\"}")]
    [InlineData("@\"P1D\" / @\"PT6H\"", "4")]
    public void Dates_times_and_durations_compute(string source, string json) => Assert.Equal(json, ValueJson.Write(Value(source)));

    [Theory]
    [InlineData("string length(name)", "8")]
    [InlineData("substring(\"foobar\", 3)", "\"obar\"")]
    [InlineData("substring(\"foobar\", -2, 1)", "\"a\"")]
    [InlineData("upper case(\"abc\")", "\"ABC\"")]
    [InlineData("contains(name, \"Power\") and starts with(name, \"华\") and ends with(name, \"r\")", "true")]
    [InlineData("string(1.50)", "\"1.5\"")]
    [InlineData("number(\"12.5\")", "12.5")]
    [InlineData("number(\"x\")", "null")]
    [InlineData("floor(-1.5)", "-2")]
    [InlineData("ceiling(1.2)", "2")]
    [InlineData("abs(-3)", "3")]
    [InlineData("decimal(2.5, 0)", "2")]
    [InlineData("round half up(2.5, 0)", "3")]
    [InlineData("round half up(-2.5, 0)", "-3")]
    [InlineData("modulo(-12, 5)", "3")]
    [InlineData("modulo(12, -5)", "-3")]
    [InlineData("count(days) + sum(days)", "14")]
    [InlineData("min(days)", "1")]
    [InlineData("max(3, 9, 4)", "9")]
    [InlineData("list contains(days, 3)", "true")]
    [InlineData("append(days, 5)[5]", "5")]
    [InlineData("concatenate([1], [2, 3])", "[1,2,3]")]
    [InlineData("distinct values([1, 2, 1])", "[1,2]")]
    [InlineData("is defined(customer.id) and not(is defined(customer.nothing))", "true")]
    public void Functions_do_what_their_names_say(string source, string json) => Assert.Equal(json, ValueJson.Write(Value(source)));

    [Theory]
    [InlineData("1 +", ExpressionFault.Syntax, 1, 4)]
    [InlineData("1\n + )", ExpressionFault.Syntax, 2, 4)]
    [InlineData("", ExpressionFault.Syntax, 1, 1)]
    [InlineData("\"open", ExpressionFault.Syntax, 1, 1)]
    [InlineData("a # b", ExpressionFault.Syntax, 1, 3)]
    [InlineData("1 < 2 < 3", ExpressionFault.Syntax, 1, 7)]
    [InlineData("[1..3]", ExpressionFault.Syntax, 1, 1)]
    [InlineData("nothing(1)", ExpressionFault.UnknownFunction, 1, 1)]
    [InlineData("2 + count()", ExpressionFault.Arguments, 1, 5)]
    [InlineData("@\"yesterday\"", ExpressionFault.Syntax, 1, 1)]
    [InlineData("99999999999999999999999999999999", ExpressionFault.OutOfRange, 1, 1)]
    [InlineData("{a: 1, a: 2}", ExpressionFault.Syntax, 1, 8)]
    [InlineData("function(x) x", ExpressionFault.Syntax, 1, 1)]
    public void What_is_no_expression_is_refused_with_its_place(string source, string code, int line, int column)
    {
        Assert.Null(Expression.Parse(source, out var fault));
        Assert.Equal((code, line, column), (fault!.Code, fault.Line, fault.Column));
        Assert.NotEmpty(fault.Text);
        Assert.NotEmpty(fault.Remedy);
    }

    [Theory]
    [InlineData("quantity + name", ExpressionFault.TypeMismatch, 10)]
    [InlineData("name = 1", ExpressionFault.TypeMismatch, 6)]
    [InlineData("true < false", ExpressionFault.TypeMismatch, 6)]
    [InlineData("quantity and approved", ExpressionFault.TypeMismatch, 10)]
    [InlineData("if name then 1 else 2", ExpressionFault.TypeMismatch, 4)]
    [InlineData("name.first", ExpressionFault.TypeMismatch, 6)]
    [InlineData("some d in quantity satisfies true", ExpressionFault.TypeMismatch, 11)]
    [InlineData("1 / (quantity - 3)", ExpressionFault.DivisionByZero, 3)]
    [InlineData("79228162514264337593543950335 + 1", ExpressionFault.OutOfRange, 31)]
    [InlineData("@\"9999-12-31\" + @\"P1Y\"", ExpressionFault.OutOfRange, 15)]
    [InlineData("date(\"2026-02-30\")", ExpressionFault.OutOfRange, 1)]
    [InlineData("date and time(\"2026-02-20T10:00:00\")", ExpressionFault.OutOfRange, 1)]
    [InlineData("days[1.5]", ExpressionFault.OutOfRange, 5)]
    [InlineData("upper case(1)", ExpressionFault.TypeMismatch, 1)]
    public void A_mistake_is_a_fault_with_its_place_and_no_value(string source, string code, int column)
    {
        var evaluation = Expression.Parse(source, out _)!.Evaluate(Variables, Now);

        Assert.True(evaluation.Value.IsNull);
        Assert.Equal((code, column), (evaluation.Fault?.Code, evaluation.Fault?.Column));
    }

    [Fact]
    public void Depth_length_steps_and_size_are_bounded()
    {
        Assert.Null(Expression.Parse(new string('(', 5_000), out var length));
        Assert.Null(Expression.Parse(new string('(', 500) + "1" + new string(')', 500), out var depth));
        Assert.Null(Expression.Parse(new string('-', 3_000) + "1", out var minus));
        Assert.Null(Expression.Parse(string.Concat(Enumerable.Repeat("if true then ", 300)) + "1", out var nested));
        Assert.All([length, depth, minus, nested], fault => Assert.Equal(ExpressionFault.TooLarge, fault!.Code));

        var loops = "for a in l, b in l, c in l, d in l return 1";
        var many = ContextValue.Of(("l", new ListValue([.. Enumerable.Range(0, 1_000).Select(number => Workflows.Values.Value.Of(number))])));
        Assert.Equal(ExpressionFault.TooExpensive, Expression.Parse(loops, out _)!.Evaluate(many, Now).Fault!.Code);

        var doubling = Enumerable.Range(0, 30).Aggregate("\"xxxxxxxxxx\"", (inner, _) => inner) + " + t + t + t";
        var text = ContextValue.Of(("t", Workflows.Values.Value.Of(new string('x', 50_000))));
        Assert.Equal(ExpressionFault.TooExpensive, Expression.Parse(doubling, out _)!.Evaluate(text, Now).Fault!.Code);
    }

    [Fact]
    public void Inner_scopes_come_before_outer_ones()
    {
        var expression = Expression.Parse("item + other", out _)!;

        var evaluation = expression.Evaluate([ContextValue.Of(("item", Workflows.Values.Value.Of(1m))), ContextValue.Of(("item", Workflows.Values.Value.Of(10m)), ("other", Workflows.Values.Value.Of(5m)))], Now);

        Assert.Equal(Workflows.Values.Value.Of(6m), evaluation.Value);
    }

    private static Value Value(string source)
    {
        var expression = Expression.Parse(source, out var syntax);
        Assert.Null(syntax);
        var evaluation = expression!.Evaluate(Variables, Now);
        Assert.Null(evaluation.Fault);
        return evaluation.Value;
    }
}
