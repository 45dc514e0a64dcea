using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using IntegrationHub.Portal.Texts;

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

    private const int Left = 68;
    private const int Top = 16;
    private const int Bottom = 34;
    private const int Grid = 4;
    private const int MostTicks = 12;

    /// <summary>One month alone is no line across the whole chart.</summary>
    private const int WidestStep = 170;

    /// <summary>Of so many marks one is left on a narrow screen (<c>.thin</c> of the style sheet), where letters are as large and the room is not.</summary>
    private const int Thin = 3;

    /// <summary>What belongs into the <c>svg</c> element.</summary>
    /// <param name="curves">The lines, all of one length.</param>
    /// <param name="labels">What the intervals are called.</param>
    public static string Draw(IReadOnlyList<Curve> curves, IReadOnlyList<string> labels)
    {
        // Doubles: a partner may write a quantity whose product with the height of the chart no decimal holds.
        var values = curves.SelectMany(static curve => curve.Values).OfType<decimal>().Select(static value => (double)value).ToList();
        if (values.Count == 0 || labels.Count == 0)
            return "";

        var (low, high, step) = Scale(Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        var room = (double)(Height - Top - Bottom);
        var width = Math.Min(WidestStep, (double)(Width - Left) / labels.Count);
        var drawing = new StringBuilder();
        for (var line = 0; line <= (int)Math.Round((high - low) / step); line++)
        {
            var value = low + (step * line);
            drawing.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {Y(value):0.#}H{Width}\"/>");
            drawing.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{Short(value)}</text>");
        }

        drawing.Append(CultureInfo.InvariantCulture, $"<path class=\"zero\" d=\"M{Left} {Y(0):0.#}H{Width}\"/>");
        // A clock says when its interval begins and stands there; a day or a month is the name of all of it.
        var every = (labels.Count + MostTicks - 1) / MostTicks;
        var (into, anchor) = labels.Any(static label => label.Contains(':', StringComparison.Ordinal)) ? (0, "start") : (width / 2, "middle");
        for (var i = 0; i < labels.Count; i += every)
        {
            var x = Left + (width * i) + into;
            if (into == 0)
                drawing.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{x:0.#} {Height - Bottom}v4\"/>");

            drawing.Append(CultureInfo.InvariantCulture, $"<text class=\"axis{(labels.Count > Thin && i / every % Thin > 0 ? " thin" : "")}\" x=\"{x:0.#}\" y=\"{Height - 6}\" text-anchor=\"{anchor}\">{HtmlEncoder.Default.Encode(labels[i])}</text>");
        }

        // The unbroken line first: where two have the same value, both are seen.
        foreach (var curve in curves.OrderBy(static curve => curve.Mark, StringComparer.Ordinal))
            drawing.Append(CultureInfo.InvariantCulture, $"<path class=\"curve {curve.Mark}\" d=\"{Steps(curve.Values)}\"><title>{HtmlEncoder.Default.Encode(curve.Label)}</title></path>");

        return drawing.ToString();

        double Y(double value) => Top + (room * (high - value) / (high - low));

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

    /// <summary>Ends and steps that are round numbers: 1, 2, 2.5 or 5 of a power of ten. What is nothing throughout lies on the ground.</summary>
    private static (double Low, double High, double Step) Scale(double low, double high)
    {
        if (high - low <= 0)
            return (0, 1, 1);

        var rough = (high - low) / Grid;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 };
        return (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    private static string Short(double value) => Math.Abs(value) switch
    {
        >= 1_000_000 => (value / 1_000_000).ToString("0.##", WrittenFigures.Format) + "M",
        >= 10_000 => (value / 1000).ToString("0.#", WrittenFigures.Format) + "k",
        >= 10 => value.ToString("0.#", WrittenFigures.Format),
        _ => value.ToString("0.####", WrittenFigures.Format),
    };
}
