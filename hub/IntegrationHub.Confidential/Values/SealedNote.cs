using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Keys;

namespace IntegrationHub.Confidential.Values;

/// <summary>
/// The columns in which everything is sealed, in a file outside of the database: nobody who writes to the database can have values that lie open in them believed, or
/// sealed as if the hub had written them.
/// </summary>
/// <remarks>Thread-safe, with any number of processes. What is noted stays noted, until somebody removes the file.</remarks>
public sealed class SealedNote
{
    /// <summary>Name of the file beside the other secrets, which go into a copy of the keys.</summary>
    public const string FileName = "sealed-columns.json";

    private readonly string _file;
    private volatile ImmutableHashSet<string> _columns;

    private SealedNote(string file, ImmutableHashSet<string> columns) => (_file, _columns) = (file, columns);

    /// <summary>Opens a note; without a file nothing is noted yet.</summary>
    /// <exception cref="KeyEncryptionException">It is damaged, or others may change it.</exception>
    public static SealedNote Open(string file) => new(file, Read(file));

    /// <summary>The columns in the octets of a note.</summary>
    /// <exception cref="KeyEncryptionException">They are none.</exception>
    public static IReadOnlyCollection<string> ColumnsOf(byte[] octets, string file) => SealedNoteDocument.Parse(octets)?.Columns
        ?? throw new KeyEncryptionException(KeyEncryptionProblem.Damaged, $"{file} is no note of sealed columns.", "Move it away, then bring it back with `ihub keys restore FILE`.");

    /// <summary>True when everything in the column is sealed.</summary>
    public bool Has(string column) => _columns.Contains(column);

    /// <summary>Notes columns in which everything is sealed.</summary>
    /// <exception cref="KeyEncryptionException">The file is damaged; nothing was changed.</exception>
    public void Add(IReadOnlyCollection<string> columns)
    {
        if (columns.All(_columns.Contains))
            return;

        SecretFiles.CreateFolder(Path.GetDirectoryName(_file)!);
        using var turn = SecretFiles.TakeTurn(_file);
        var known = Read(_file);
        var next = known.Union(columns);
        if (next.Count > known.Count)
            SecretFiles.Replace(_file, new SealedNoteDocument(SealedNoteDocument.CurrentFormat, [.. next.Order(StringComparer.Ordinal)]).ToOctets());

        _columns = next;
    }

    private static ImmutableHashSet<string> Read(string file)
    {
        if (!File.Exists(file))
            return [];

        var content = SecretFiles.Read(file);
        return content.Problem is { } problem
            ? throw new KeyEncryptionException(KeyEncryptionProblem.Damaged, $"{problem.File}: {problem.Detail}", problem.Remedy)
            : ColumnsOf(content.Value, file).ToImmutableHashSet(StringComparer.Ordinal);
    }
}

/// <summary>What stands in the file.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Columns">Names of columns with their tables.</param>
internal sealed record SealedNoteDocument(string Format, IReadOnlyList<string> Columns)
{
    public const string CurrentFormat = "ihub-sealed-columns-1";

    public byte[] ToOctets() => JsonSerializer.SerializeToUtf8Bytes(this, SealedNoteJson.Default.SealedNoteDocument);

    /// <returns><c>null</c> for anything that is no such file.</returns>
    public static SealedNoteDocument? Parse(byte[] octets)
    {
        try
        {
            return JsonSerializer.Deserialize(octets, SealedNoteJson.Default.SealedNoteDocument) is { Format: CurrentFormat } read && !read.Columns.Contains(null) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SealedNoteDocument))]
internal sealed partial class SealedNoteJson : JsonSerializerContext;
