using System.Text.RegularExpressions;

namespace IntegrationHub.Identity.Codes.Gateways;

/// <summary>Texts with places in braces. They are filled in one pass: a value never becomes a place.</summary>
internal static partial class Places
{
    /// <summary>Braces around anything that is no known name stay as they are, as those of JSON do.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values, Func<string, string> escape) =>
        Place().Replace(template, match => values.TryGetValue(match.Groups["name"].Value, out var value) ? escape(value) : match.Value);

    [GeneratedRegex(@"\{(?<name>[a-z]{2,8})\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
