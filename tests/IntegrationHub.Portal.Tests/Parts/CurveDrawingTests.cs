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

        Assert.Matches("^M52 [0-9.]+H219V[0-9.]+H386M553 [0-9.]+H720$", (string?)curve.Attribute("d"));
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

    private static List<XElement> Draw(string name, string style, IReadOnlyList<decimal?> values) =>
        [.. XElement.Parse($"<svg>{CurveDrawing.Draw([new(name, style, values)], [.. values.Select(static (_, i) => $"{i}")])}</svg>").Elements("path")];
}
