using System.Text.RegularExpressions;

namespace IntegrationHub.Schemas.Profiles;

/// <summary>Short names for people: <c>Schedule 5.2</c> of Schedule_MarketDocument in …:scheduledocument:5:2.</summary>
internal static partial class ProfileNames
{
    public static string VersionOf(string namespaceUri, string? schemaVersion)
    {
        var match = NumbersAtEnd().Match(namespaceUri);
        return match.Success ? $"{match.Groups["major"].Value}.{match.Groups["minor"].Value}" : schemaVersion ?? "";
    }

    public static string NameOf(string rootElement, string version)
    {
        string name = rootElement.Replace("_MarketDocument", "", StringComparison.Ordinal).Replace('_', ' ');
        return version.Length == 0 ? name : $"{name} {version}";
    }

    [GeneratedRegex(@":(?<major>\d{1,4}):(?<minor>\d{1,4})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NumbersAtEnd();
}
