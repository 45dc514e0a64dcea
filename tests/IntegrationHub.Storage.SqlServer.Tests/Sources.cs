namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>Where the repository is.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IntegrationHub.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The repository was not found above the tests.");

        return folder.FullName;
    }
}
