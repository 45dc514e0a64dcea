using IntegrationHub.Schemas.Profiles;

namespace IntegrationHub.Schemas.Files;

/// <summary>
/// A folder of schemas on disk, with its subfolders. All files are read when it is made, so that a catalog never sees half of
/// one state and half of the next. Links, of files and of folders, are left out: nothing outside the folder is ever read.
/// </summary>
public sealed class FolderSchemaSource : ISchemaSource
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _files = new(StringComparer.Ordinal);

    /// <exception cref="IOException">The folder or a file in it cannot be read.</exception>
    public FolderSchemaSource(string folder)
    {
        Name = folder;
        var root = new DirectoryInfo(folder);
        if (!root.Exists) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        Collect(root, "");
        Files = [.. _files.Keys.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Some of the files of a folder and what they import from beside them: one schema of many.</summary>
    /// <param name="file">A schema file; the other files of its folder serve its imports only.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ISchemaSource ForOneFile(string file)
    {
        string full = Path.GetFullPath(file);
        var folder = new FolderSchemaSource(Path.GetDirectoryName(full) ?? ".");
        return new SingleFileSource(folder, Path.GetFileName(full));
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(string file) => _files[file];

    private void Collect(DirectoryInfo folder, string prefix)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint)) continue;
            if (entry is DirectoryInfo inner) Collect(inner, prefix + inner.Name + "/");
            else if (entry.Extension.Equals(".xsd", StringComparison.OrdinalIgnoreCase)) _files[prefix + entry.Name] = File.ReadAllBytes(entry.FullName);
        }
    }

    private sealed class SingleFileSource(FolderSchemaSource folder, string file) : ISchemaSource
    {
        public string Name => file;

        public IReadOnlyList<string> Files => folder.Files;

        public IReadOnlyList<string> RootFiles { get; } = [file];

        public ReadOnlyMemory<byte> Read(string name) => folder.Read(name);
    }
}
