namespace IntegrationHub.Architecture.Tests.Support;

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] ProductFolders = ["schemas", "hub", "adapters", "workflows", "portal"];
    private static readonly string[] NotSources = ["bin", "obj", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Project files of the product, relative to the root.</summary>
    public static IReadOnlyList<string> ProductProjects { get; } =
        [.. ProductFolders.SelectMany(folder => FilesBelow(folder, "*.csproj")).Order(StringComparer.Ordinal)];

    /// <summary>C# files of the product, relative to the root, without what tools write.</summary>
    public static IReadOnlyList<string> ProductSources { get; } =
        [.. ProductFolders.SelectMany(folder => FilesBelow(folder, "*.cs")).Where(file => !IsGenerated(file)).Order(StringComparer.Ordinal)];

    /// <summary>C# files of the tests, relative to the root.</summary>
    public static IReadOnlyList<string> TestSources { get; } = [.. FilesBelow("tests", "*.cs").Order(StringComparer.Ordinal)];

    /// <summary>Every text file that belongs to the repository, relative to the root.</summary>
    public static IEnumerable<string> TextFiles()
    {
        string[] endings = [".cs", ".csproj", ".props", ".targets", ".md", ".sh", ".json", ".xml", ".xsd", ".yaml", ".yml", ".txt", ".feature", ".py", ".js", ".sql", ".editorconfig"];
        foreach (var folder in Directory.EnumerateDirectories(Root).Select(Path.GetFileName).Where(name => name is not (".git" or "artifacts" or "data")))
        {
            foreach (var file in FilesBelow(folder!, "*").Where(file => endings.Contains(Path.GetExtension(file))))
            {
                yield return file;
            }
        }

        // In a second work tree .git is a file.
        foreach (var file in Directory.EnumerateFiles(Root).Where(file => Path.GetFileName(file) != ".git"))
        {
            yield return Path.GetFileName(file);
        }
    }

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static bool IsGenerated(string file) => file.Contains("/Migrations/", StringComparison.Ordinal) || file.EndsWith(".g.cs", StringComparison.Ordinal);

    private static IEnumerable<string> FilesBelow(string folder, string pattern)
    {
        var full = Path.Combine(Root, folder);
        if (!Directory.Exists(full))
        {
            yield break;
        }

        foreach (var file in Directory.EnumerateFiles(full, pattern))
        {
            yield return Path.GetRelativePath(Root, file);
        }

        foreach (var below in Directory.EnumerateDirectories(full).Where(below => !NotSources.Contains(Path.GetFileName(below))))
        {
            foreach (var file in FilesBelow(Path.GetRelativePath(Root, below), pattern))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests lie outside of a checkout.");
        }

        return folder;
    }
}
