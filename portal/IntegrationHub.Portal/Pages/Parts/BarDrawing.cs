using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using IntegrationHub.Portal.Texts;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>Bars that stand together, one of each series.</summary>
/// <param name="Label">What they are about.</param>
/// <param name="Values">One of each series, in their order; <c>null</c> leaves its place empty.</param>
internal sealed record BarGroup(string Label, IReadOnlyList<decimal?> Values);

/// <summary>Draws values as bars, those below zero hanging from it. Pure; colours come from classes of the style sheet. Compiled into both web applications.</summary>
internal static class BarDrawing
{
    public const int Width = 720;
    public const int Height = 200;

    private const int Top = 18;
    private const int Bottom = 22;
    private const int Gap = 3;

    /// <summary>A bar is no wall: few of them stand apart.</summary>
    private const double Widest = 90;

    /// <summary>Bars whose figure stands at them; more would write over each other.</summary>
    private const int MostFigures = 12;

    /// <summary>Labels below the bars.</summary>
    private const int MostLabels = 12;

    /// <summary>Of so many marks one is left on a narrow screen (<c>.thin</c> of the style sheet), where letters are as large and the room is not.</summary>
    private const int Thin = 3;

    /// <summary>What belongs into the <c>svg</c> element.</summary>
    /// <param name="groups">Left to right; every group has as many places as there are series.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="marks">Class of the colour of each series, and its name where there are several.</param>
    public static string Draw(IReadOnlyList<BarGroup> groups, string unit, params ReadOnlySpan<(string Mark, string Name)> marks)
    {
        var values = groups.SelectMany(static group => group.Values).OfType<decimal>().Select(static value => (double)value).ToList();
        if (values.Count == 0)
            return "";

        var (low, high) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        var span = high == low ? 1 : high - low;
        var room = (double)(Height - Top - Bottom);
        var step = (double)Width / groups.Count;
        var series = Math.Max(1, marks.Length);
        var width = Math.Clamp((step - (2 * Gap)) / series, 1, Widest);
        var every = (groups.Count + MostLabels - 1) / MostLabels;
        var drawing = new StringBuilder();
        for (var i = 0; i < groups.Count; i++)
        {
            var left = (step * (i + 0.5)) - (width * series / 2);
            for (var one = 0; one < groups[i].Values.Count; one++)
            {
                if (groups[i].Values[one] is not { } value)
                    continue;

                var (mark, name) = marks.Length > 0 ? marks[one] : ("s1", "");
                var (from, to) = (Y(Math.Max(0, (double)value)), Y(Math.Min(0, (double)value)));
                var title = string.Join(" ", ((string[])[groups[i].Label, name]).Where(static word => word.Length > 0));
                drawing.Append(CultureInfo.InvariantCulture, $"<g><title>{HtmlEncoder.Default.Encode($"{title}: {value.ToString("#,##0.######", WrittenFigures.Format)} {unit}")}</title>");
                drawing.Append(CultureInfo.InvariantCulture, $"<rect class=\"{mark}\" x=\"{left + (width * one):0.#}\" y=\"{from:0.#}\" width=\"{width:0.#}\" height=\"{Math.Max(1, to - from):0.#}\"/></g>");
                if (groups.Count * series <= MostFigures)
                    Write("value", groups.Count * series > Thin && ((i * series) + one) % Thin > 0, left + (width * (one + 0.5)), from - 4, value.ToString("#,##0.#", WrittenFigures.Format));
            }

            if (i % every == 0)
                Write("axis", groups.Count > Thin && i / every % Thin > 0, (step * i) + (step / 2), Height - 6, groups[i].Label);
        }

        drawing.Append(CultureInfo.InvariantCulture, $"<path class=\"zero\" d=\"M0 {Y(0):0.#}H{Width}\"/>");
        return drawing.ToString();

        double Y(double value) => Top + (room * (high - value) / span);

        void Write(string kind, bool isThin, double x, double y, string words) => drawing.Append(
            CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"middle\" class=\"{kind}{(isThin ? " thin" : "")}\">{HtmlEncoder.Default.Encode(words)}</text>");
    }
}
