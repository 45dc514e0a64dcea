using System.Globalization;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>Values of processes for people.</summary>
internal static class ValueTexts
{
    private const int Longest = 400;

    /// <summary>Whole: what somebody decides by is never cut.</summary>
    public static string Whole(Value value) => value switch
    {
        TextValue known => known.Text,
        NumberValue known => known.Number.ToString(CultureInfo.InvariantCulture),
        BooleanValue known => known.Known ? "✓" : "✗",
        _ => Iso.Text(value) ?? ValueJson.Write(value),
    };

    /// <summary>Cut, for an overview.</summary>
    public static string Short(Value value)
    {
        var text = Whole(value);
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
