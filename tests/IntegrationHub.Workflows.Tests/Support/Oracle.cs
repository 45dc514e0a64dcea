using Xunit.Abstractions;

namespace IntegrationHub.Workflows.Tests.Support;

/// <summary>The public reference models beside the checkout.</summary>
internal static class Oracle
{
    /// <summary>Empty, with the reason printed, where the folder is not there.</summary>
    public static IReadOnlyList<string> Models(ITestOutputHelper output)
    {
        if (Find() is { } folder)
        {
            return [.. Directory.EnumerateFiles(Path.Combine(folder, "bpmn"), "*.bpmn").Order(StringComparer.Ordinal)];
        }

        output.WriteLine("SKIPPED: the folder shared/oracle is not beside the checkout and IHUB_ORACLE does not name it.");
        return [];
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("IHUB_ORACLE") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "oracle");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
