namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>The feature files that the build copied beside the test assembly.</summary>
public static class FeatureFiles
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(FeatureFiles).Assembly.Location)!;

    /// <summary>Paths relative to the assembly's folder, sorted.</summary>
    public static IReadOnlyList<string> All() =>
        [.. Directory.EnumerateFiles(Folder, "*.feature", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<ScenarioPlan> Read(string file)
    {
        using var text = new StreamReader(Path.Combine(Folder, file));
        return FeatureReader.Read(text);
    }
}
