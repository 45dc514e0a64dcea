using System.Xml.Linq;
using IntegrationHub.Portal.Pages.Parts;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>Bars are drawn on the server: well-formed, without a style or script of their own.</summary>
public sealed class BarDrawingTests
{
    [Fact]
    public void A_bar_stands_for_each_value_and_hangs_where_it_is_below_zero()
    {
        var bars = Read(BarDrawing.Draw([new("energy", [300m]), new("correction", [-100m])], "CNY")).Descendants("rect").ToList();

        Assert.Equal(["120", "40"], bars.Select(static bar => (string?)bar.Attribute("height")));
        Assert.Equal((double)bars[0].Attribute("y")! + 120, (double)bars[1].Attribute("y")!);
        Assert.Equal("correction: \u2212100 CNY", (string?)bars[1].Parent!.Element("title"));
    }

    [Fact]
    public void Series_stand_side_by_side_and_what_is_not_known_leaves_its_place_empty()
    {
        var bars = Read(BarDrawing.Draw([new("2026-10", [100m, 90m]), new("2026-11", [100m, null])], "MWh", ("s1", "contracted"), ("s2", "used"))).Descendants("rect").ToList();

        Assert.Equal(["s1", "s2", "s1"], bars.Select(static bar => (string?)bar.Attribute("class")));
        Assert.True((double)bars[1].Attribute("x")! > (double)bars[0].Attribute("x")!);
        Assert.Equal("2026-10 used: 90 MWh", (string?)bars[1].Parent!.Element("title"));
        Assert.Empty(BarDrawing.Draw([], "MWh"));
        Assert.Empty(BarDrawing.Draw([new("none", [null])], "MWh"));
    }

    [Fact]
    public void On_a_narrow_screen_one_mark_of_three_is_left()
    {
        var marks = Read(BarDrawing.Draw([.. Enumerable.Range(1, 12).Select(static month => new BarGroup($"2026-{month:00}", [month]))], "MWh")).Descendants("text").Where(static text => ((string?)text.Attribute("class"))!.StartsWith("axis", StringComparison.Ordinal)).ToList();

        Assert.Equal(12, marks.Count);
        Assert.Equal(["2026-01", "2026-04", "2026-07", "2026-10"], marks.Where(static mark => (string?)mark.Attribute("class") == "axis").Select(static mark => mark.Value));
    }

    [Fact]
    public void Names_stay_texts()
    {
        var drawing = BarDrawing.Draw([new("\"><b>", [1m])], "<script>x</script>");

        Assert.DoesNotContain("<script>", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("style", drawing, StringComparison.Ordinal);
    }

    private static XElement Read(string drawing) => XElement.Parse($"<svg>{drawing}</svg>");
}
