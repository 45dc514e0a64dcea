using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Comparing;

namespace IntegrationHub.Market.Tests.Comparing;

/// <summary>Two records by their values.</summary>
public sealed class FigureComparisonTests
{
    [Fact]
    public void Values_that_differ_are_told_with_where_they_stand_and_by_how_much()
    {
        var changes = FigureComparison.Of(
            """{"mRid":"R-1","version":1,"buyer":{"name":"东方"},"price":420.50,"area":null,"months":{"2027-01":1,"2027-02":2} }""",
            """{"mRid":"R-1","version":2,"buyer":{"name":"西方"},"price":398.25,"months":{"2027-01":1,"2027-03":2} }""").Changes;

        Assert.Equal(
            [
                new FigureChange("version", "1", "2"), new("buyer.name", "东方", "西方"), new("price", "420.50", "398.25"), new("months.2027-02", "2", null), new("months.2027-03", null, "2"),
            ],
            changes);
        Assert.Equal(["+1", null, "-22.25", null, null], changes.Select(static change => change.Difference));
    }

    [Fact]
    public void What_stands_in_a_list_is_found_again_by_what_it_is_called()
    {
        var changes = FigureComparison.Of(
            """{"lines":[{"series":"A","position":1,"energy":5},{"series":"A","position":2,"energy":7},{"series":"B","position":1,"energy":1}],"accounts":[{"accountNumber":"1","voltageLevel":"10kV"}],"clauses":["green","notice"]}""",
            """{"lines":[{"series":"0","position":1,"energy":9},{"series":"A","position":1,"energy":5},{"series":"A","position":2,"energy":8}],"accounts":[{"accountNumber":"1","voltageLevel":"10kV"},{"accountNumber":"1","voltageLevel":"20kV"}],"clauses":["notice"]}""").Changes;

        Assert.Equal(
            [
                new("lines[A · 2].energy", "7", "8"), new("lines[B · 1].energy", "1", null), new("lines[0 · 1].energy", null, "9"), new("accounts[1 · 20kV]", null, "1 · 20kV"), new FigureChange("clauses[green]", "green", null),
            ],
            changes);
    }

    [Theory]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,5]}""", "a[2]: 2>5, a[3]: 3>")]
    [InlineData("""{"a":[{"name":"x","v":1},{"name":"x","v":2}]}""", """{"a":[{"name":"x","v":1},{"name":"x","v":3}]}""", "a[2].v: 2>3")]
    [InlineData("""{"a":{"b":1} }""", """{"a":[1]}""", "a: {\"b\":1}>[1]")]
    [InlineData("""{"a":{"b":{"c":1}}}""", "{}", "a.b.c: 1>")]
    [InlineData("""{"a":1.0}""", """{"a":1}""", "")]
    [InlineData("""{"a":true}""", """{"a":false}""", "a: true>false")]
    [InlineData("""{"a":79228162514264337593543950335}""", """{"a":-79228162514264337593543950335}""", "a: 79228162514264337593543950335>-79228162514264337593543950335")]
    public void Whatever_the_shape_the_difference_is_told(string before, string after, string told) =>
        Assert.Equal(told, string.Join(", ", FigureComparison.Of(before, after).Changes.Select(static change => $"{change.Where}: {change.Before}>{change.After}")));

    [Fact]
    public void A_difference_that_no_number_holds_is_left_out() => Assert.Null(new FigureChange("a", "-79228162514264337593543950335", "79228162514264337593543950335").Difference);

    [Fact]
    public void Changes_beyond_the_limit_are_counted()
    {
        var comparison = FigureComparison.Of("{}", "{" + string.Join(',', Enumerable.Range(0, FigureComparison.Most + 7).Select(static one => $"\"v{one}\":1")) + "}");

        Assert.Equal((FigureComparison.Most, 7), (comparison.Changes.Count, comparison.More));
    }

    [Fact]
    public void Compared_the_other_way_round_the_same_values_differ_with_their_sides_changed() => Prop.ForAll(
        (from before in Gen.Choose(0, 5).ListOf() from after in Gen.Choose(0, 5).ListOf() select (before, after)).ToArbitrary(), static lists =>
        {
            var (before, after) = (Json(lists.before), Json(lists.after));
            var (there, back) = (FigureComparison.Of(before, after), FigureComparison.Of(after, before));

            Assert.Equal(
                there.Changes.Select(static change => (change.Where, change.Before, change.After)).Order(), back.Changes.Select(static change => (change.Where, change.After, change.Before)).Order());
            Assert.True(FigureComparison.Of(before, before).IsSame);

            static string Json(IEnumerable<int> values) => "{\"steps\":[" + string.Join(',', values.Select(static value => $"{{\"quantity\":{value}}}")) + "]}";
        }).QuickCheckThrowOnFailure();
}
