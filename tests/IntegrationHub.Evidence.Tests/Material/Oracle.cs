using Xunit.Abstractions;

namespace IntegrationHub.Evidence.Tests.Material;

/// <summary>Public reference data beside the checkout, where it is there.</summary>
public static class Oracle
{
    /// <summary>The folder <c>signatures</c> of the oracle, or null after saying why the test does nothing.</summary>
    public static string? Signatures(ITestOutputHelper output)
    {
        var root = Environment.GetEnvironmentVariable("IHUB_ORACLE") ?? Search();
        var folder = root is null ? null : Path.Combine(root, "signatures");
        if (folder is not null && Directory.Exists(folder))
            return folder;
        output.WriteLine("SKIPPED: no shared/oracle/signatures beside the checkout, and IHUB_ORACLE names none.");
        return null;
    }

    private static string? Search()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "oracle");
            if (Directory.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
