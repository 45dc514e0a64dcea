using System.Globalization;
using System.Xml.Linq;
using IntegrationHub.Portal.Pages.Parts;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>Charts are drawn on the server: well-formed, without a style or script of their own.</summary>
public sealed class CurveDrawingTests
{
    [Fact]
    public void A_value_holds_for_its_interval_and_a_missing_one_leaves_a_gap()
    {
        var paths = Draw("price", "s1", [100m, 200m, null, 50m]);
        var curve = paths.Single(static path => (string?)path.Attribute("class") == "curve s1");

        Assert.Matches("^M68 [0-9.]+H231V[0-9.]+H394M557 [0-9.]+H720$", (string?)curve.Attribute("d"));
    }

    [Fact]
    public void Zero_is_always_in_view_and_lies_under_what_is_positive()
    {
        var paths = Draw("profit", "s1", [-7m, 30m]);

        Assert.Single(paths, static path => (string?)path.Attribute("class") == "zero");
        Assert.Empty(CurveDrawing.Draw([new("none", "s1", [null])], ["a"]));
        Assert.Empty(CurveDrawing.Draw([], []));
    }

    [Fact]
    public void A_clock_stands_where_its_interval_begins_and_a_day_under_all_of_it()
    {
        var clocks = Texts(["00:00", "00:15", "00:30", "00:45"]);
        var days = Texts(["1", "2", "3", "4"]);

        Assert.Equal([("00:00", "68"), ("00:15", "231"), ("00:30", "394"), ("00:45", "557")], clocks.Where(static text => text.Words.Contains(':', StringComparison.Ordinal)));
        Assert.Equal([("1", "149.5"), ("2", "312.5"), ("3", "475.5"), ("4", "638.5")], days.TakeLast(4));
    }

    [Theory]
    [InlineData("0", "0.4", "0|0.1|0.2|0.3|0.4")]
    [InlineData("-7", "30", "−10|0|10|20|30")]
    [InlineData("0", "108", "0|50|100|150")]
    [InlineData("0", "117600", "0|50k|100k|150k")]
    [InlineData("0", "0", "0|1")]
    public void Axes_go_by_round_steps(string low, string high, string ticks)
    {
        var values = new decimal?[] { decimal.Parse(low, CultureInfo.InvariantCulture), decimal.Parse(high, CultureInfo.InvariantCulture) };
        var texts = XElement.Parse($"<svg>{CurveDrawing.Draw([new("one", "s1", values)], ["a", "b"])}</svg>").Elements("text").Where(static text => (string?)text.Attribute("text-anchor") == "end");

        Assert.Equal(ticks, string.Join('|', texts.Select(static text => text.Value)));
    }

    [Fact]
    public void What_is_nothing_throughout_lies_on_the_ground()
    {
        var zero = Draw("none", "s1", [0m, 0m]).Single(static path => (string?)path.Attribute("class") == "zero");

        Assert.Equal($"M68 {CurveDrawing.Height - 34}H720", (string?)zero.Attribute("d"));
    }

    [Fact]
    public void Figures_as_large_as_a_document_may_write_them_are_drawn() =>
        Assert.Single(Draw("quantity", "s1", [decimal.MaxValue, decimal.MinValue]), static path => (string?)path.Attribute("class") == "curve s1");

    [Fact]
    public void Names_of_people_and_parties_stay_texts()
    {
        var drawing = CurveDrawing.Draw([new("<script>x</script>", "s1", [1m])], ["\"><b>"]);

        Assert.DoesNotContain("<script>", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("style", drawing, StringComparison.Ordinal);
    }

    private static List<(string Words, string? At)> Texts(string[] labels) =>
        [.. XElement.Parse($"<svg>{CurveDrawing.Draw([new("one", "s1", [1m, 2m, 3m, 4m])], labels)}</svg>").Elements("text").Select(static text => (text.Value, (string?)text.Attribute("x")))];

    private static List<XElement> Draw(string name, string style, IReadOnlyList<decimal?> values) =>
        [.. XElement.Parse($"<svg>{CurveDrawing.Draw([new(name, style, values)], [.. values.Select(static (_, i) => $"{i}")])}</svg>").Elements("path")];
}
