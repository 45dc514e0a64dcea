namespace IntegrationHub.Schemas.Tests.Profiles;

/// <summary>Where the checkout and the oracle are.</summary>
internal static class ProfileFolders
{
    /// <summary>The checkout's root.</summary>
    public static string Root { get; } = Ancestors().First(folder => File.Exists(Path.Combine(folder, "IntegrationHub.sln")));

    /// <summary>Our own schemas.</summary>
    public static string Xsd { get; } = Path.Combine(Root, "schemas", "xsd");

    /// <summary>The reference data beside the checkout or where IHUB_ORACLE says; <c>null</c> where there is none.</summary>
    public static string? Oracle { get; } = Candidates().FirstOrDefault(Directory.Exists);

    /// <summary>The official schema file of each namespace, newest package first; empty without the oracle.</summary>
    public static IReadOnlyDictionary<string, string> OfficialByNamespace { get; } = FindOfficial();

    private static Dictionary<string, string> FindOfficial()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Oracle is null) return found;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Oracle, "xsd"), "*.xsd", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (ProfileFiles.NamespaceOf(file) is { } ns) found.TryAdd(ns, file);
        }

        return found;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("IHUB_ORACLE") is { Length: > 0 } named) yield return named;
        yield return Path.GetFullPath(Path.Combine(Root, "..", "shared", "oracle"));
    }

    private static IEnumerable<string> Ancestors()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder)) yield return folder;
    }
}
