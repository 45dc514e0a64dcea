namespace IntegrationHub.Host.Schemas;

/// <summary>What a change of a folder of schemas changes: names, sizes and times of its files.</summary>
internal static class FolderFingerprint
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        MaxRecursionDepth = 8,
    };

    /// <summary>Empty for a folder that does not exist.</summary>
    public static string Of(string folder) => !Directory.Exists(folder)
        ? ""
        : string.Join('|', new DirectoryInfo(folder).EnumerateFiles("*.xsd", Everything)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(folder, file.FullName)}:{file.Length}:{file.LastWriteTimeUtc.Ticks}"));
}
