using IntegrationHub.Workflows.Forms;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>What has to be said to begin a shipped process; others are begun with their business key alone, or on the command line.</summary>
internal static class StartForms
{
    private static readonly Dictionary<string, FormSchema> Known = new(StringComparer.Ordinal)
    {
        ["bid-submission"] = new([
            new("event", "Market event", FieldType.Text, Required: true, null, 60, null, []),
            new("gateClosure", "Gate closure", FieldType.Instant, Required: true, null, null, null, []),
        ]),
        ["settlement-submission"] = new([new("month", "Month", FieldType.Text, Required: true, 7, 7, null, [])]),
    };

    public static FormSchema Of(string process) => Known.GetValueOrDefault(process, FormSchema.Empty);
}
