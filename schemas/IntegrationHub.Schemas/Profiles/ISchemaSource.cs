namespace IntegrationHub.Schemas.Profiles;

/// <summary>
/// A folder of schemas as the catalog sees it: names and bytes, nothing else. Implementations read everything when they are
/// made or at each call; the catalog asks for each file once.
/// </summary>
public interface ISchemaSource
{
    /// <summary>What people call it, e.g. the folder's name.</summary>
    string Name { get; }

    /// <summary>The names of all <c>.xsd</c> files, relative to the folder, parts separated by <c>/</c>. Neither links nor anything outside.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>The files whose root elements become profiles; the others serve their imports. By default all.</summary>
    IReadOnlyList<string> RootFiles => Files;

    /// <summary>The bytes of a file of <see cref="Files"/>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    ReadOnlyMemory<byte> Read(string file);
}

/// <summary>Schemas held in memory: for tests, and for sets that come from elsewhere than a folder.</summary>
/// <param name="name">What people call it.</param>
/// <param name="files">Relative name and bytes of each file.</param>
public sealed class MemorySchemaSource(string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) : ISchemaSource
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Files { get; } = [.. files.Keys.Order(StringComparer.Ordinal)];

    public ReadOnlyMemory<byte> Read(string file) => files[file];
}

/// <summary>
/// A source in which some files are replaced by others of the same file name, whatever folder they lie in: a party's own code
/// lists over the shipped ones. Files that replace nothing are left out.
/// </summary>
/// <param name="schemas">The schemas.</param>
/// <param name="codes">The files that replace theirs.</param>
public sealed class OverlaySchemaSource(ISchemaSource schemas, ISchemaSource codes) : ISchemaSource
{
    private readonly Dictionary<string, string> _replacements = codes.Files
        .GroupBy(FileName, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    public string Name => $"{schemas.Name} with {codes.Name}";

    public IReadOnlyList<string> Files => schemas.Files;

    public IReadOnlyList<string> RootFiles => schemas.RootFiles;

    /// <summary>True where at least one file is replaced.</summary>
    public bool Replaces => schemas.Files.Any(file => _replacements.ContainsKey(FileName(file)));

    public ReadOnlyMemory<byte> Read(string file) =>
        _replacements.TryGetValue(FileName(file), out string? replacement) ? codes.Read(replacement) : schemas.Read(file);

    private static string FileName(string file) => file[(file.LastIndexOf('/') + 1)..];
}
