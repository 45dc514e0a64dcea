using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>One line of a chart.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Mark">Class of its colour: <c>s1</c> to <c>s4</c>.</param>
/// <param name="Values">One for each interval; <c>null</c> leaves a gap.</param>
public sealed record Curve(string Label, string Mark, IReadOnlyList<decimal?> Values);

/// <summary>Draws values that hold for an interval each as steps. Pure; colours come from classes of the style sheet.</summary>
internal static class CurveDrawing
{
    public const int Width = 720;
    public const int Height = 220;

    private const int Left = 52;
    private const int Top = 10;
    private const int Bottom = 24;
    private const int Grid = 4;
    private const int MostTicks = 12;

    /// <summary>What belongs into the <c>svg</c> element.</summary>
    /// <param name="curves">The lines, all of one length.</param>
    /// <param name="labels">What the intervals are called.</param>
    public static string Draw(IReadOnlyList<Curve> curves, IReadOnlyList<string> labels)
    {
        // Doubles: a partner may write a quantity whose product with the height of the chart no decimal holds.
        var values = curves.SelectMany(static curve => curve.Values).OfType<decimal>().Select(static value => (double)value).ToList();
        if (values.Count == 0 || labels.Count == 0)
            return "";

        var (low, high) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        var span = high == low ? 1 : high - low;
        var room = (double)(Height - Top - Bottom);
        var width = (double)(Width - Left) / labels.Count;
        var drawing = new StringBuilder();
        for (var line = 0; line <= Grid; line++)
        {
            var value = low + (span * line / Grid);
            drawing.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {Y(value):0.#}H{Width}\"/>");
            drawing.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{Short(value)}</text>");
        }

        drawing.Append(CultureInfo.InvariantCulture, $"<path class=\"zero\" d=\"M{Left} {Y(0):0.#}H{Width}\"/>");
        var every = (labels.Count + MostTicks - 1) / MostTicks;
        for (var i = 0; i < labels.Count; i += every)
            drawing.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{Left + (width * i) + (width / 2):0.#}\" y=\"{Height - 6}\" text-anchor=\"middle\">{HtmlEncoder.Default.Encode(labels[i])}</text>");

        foreach (var curve in curves)
            drawing.Append(CultureInfo.InvariantCulture, $"<path class=\"curve {curve.Mark}\" d=\"{Steps(curve.Values)}\"><title>{HtmlEncoder.Default.Encode(curve.Label)}</title></path>");

        return drawing.ToString();

        double Y(double value) => Top + (room * (high - value) / span);

        string Steps(IReadOnlyList<decimal?> heights)
        {
            var path = new StringBuilder();
            for (var i = 0; i < heights.Count; i++)
            {
                if (heights[i] is not { } height)
                    continue;

                path.Append(i > 0 && heights[i - 1] is not null
                    ? string.Create(CultureInfo.InvariantCulture, $"V{Y((double)height):0.##}")
                    : string.Create(CultureInfo.InvariantCulture, $"M{Left + (width * i):0.##} {Y((double)height):0.##}"));
                path.Append(CultureInfo.InvariantCulture, $"H{Left + (width * (i + 1)):0.##}");
            }

            return path.ToString();
        }
    }

    private static string Short(double value) => Math.Abs(value) switch
    {
        >= 1_000_000 => (value / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 10_000 => (value / 1000).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
