using System.Text.RegularExpressions;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>What a history says of a step: words for people, and digests by which somebody proves what was shown.</summary>
/// <param name="Said">Empty where there are only digests.</param>
internal sealed partial record HistoryDetail(string Said, IReadOnlyList<(string Name, string Digest)> Marks)
{
    /// <summary>Reads <c>shown=… act=… text=…</c> out of the words; instants are told in the market's time.</summary>
    public static HistoryDetail Read(PageContext page, string detail) => new(
        Instants().Replace(MarkTexts().Replace(detail, "").Trim(), found => Iso.Instant(found.Value) is { } at ? page.Instant(at.Instant) : found.Value),
        [.. MarkTexts().Matches(detail).Select(static mark => (mark.Groups["name"].Value, mark.Groups["digest"].Value))]);

    [GeneratedRegex(@"(^|\s)(?<name>[a-z]{1,20})=(?<digest>[0-9a-f]{64})(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MarkTexts();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instants();
}
