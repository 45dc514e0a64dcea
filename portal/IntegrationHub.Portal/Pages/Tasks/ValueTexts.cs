using System.Globalization;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>Values of processes for people.</summary>
internal static class ValueTexts
{
    private const int Longest = 400;

    public static string Of(Value value)
    {
        var text = value switch
        {
            TextValue known => known.Text,
            NumberValue known => known.Number.ToString(CultureInfo.InvariantCulture),
            BooleanValue known => known.Known ? "✓" : "✗",
            _ => Iso.Text(value) ?? ValueJson.Write(value),
        };
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
