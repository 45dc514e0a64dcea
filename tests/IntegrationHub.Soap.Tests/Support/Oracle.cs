namespace IntegrationHub.Soap.Tests.Support;

/// <summary>The public reference data, where it is there.</summary>
internal static class Oracle
{
    public static string? Folder { get; } = Find();

    /// <summary>The repository's root, or <c>null</c>.</summary>
    public static string? Repository { get; } = Above("IntegrationHub.sln");

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("IHUB_ORACLE") is { Length: > 0 } named) return named;
        var beside = Above("IntegrationHub.sln") is { } root ? Path.GetFullPath(Path.Combine(root, "..", "shared", "oracle")) : null;
        return beside is not null && Directory.Exists(beside) ? beside : null;
    }

    private static string? Above(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, file))) return folder.FullName;
        return null;
    }
}
