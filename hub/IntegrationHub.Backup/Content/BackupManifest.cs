namespace IntegrationHub.Backup.Content;

/// <summary>What a backup says of itself first: enough to decide whether this program and this disk can take it.</summary>
/// <param name="Product">Version of the hub that wrote it.</param>
/// <param name="CreatedAt">When its snapshot was taken, UTC.</param>
/// <param name="Code">The hub's coded id in the market.</param>
/// <param name="Migrations">Every migration of the schema, oldest first.</param>
/// <param name="DatabaseMajor">Major version of the PostgreSQL it was read from.</param>
/// <param name="StoreBytes">What the store takes on disk, about.</param>
/// <param name="FileBytes">What the files take, about.</param>
public sealed record BackupOpening(
    string Product, DateTimeOffset CreatedAt, string Code, IReadOnlyList<string> Migrations, int DatabaseMajor, long StoreBytes, long FileBytes);

/// <summary>A column: its name, and its type as PostgreSQL writes it.</summary>
public sealed record SavedColumn(string Name, string Type);

/// <summary>A table as it stands before its rows.</summary>
public sealed record TableHead(string Schema, string Name, IReadOnlyList<SavedColumn> Columns)
{
    /// <summary>For messages.</summary>
    public override string ToString() => $"{Schema}.{Name}";
}

/// <summary>A file as it stands before its content.</summary>
/// <param name="Root">Which folder of the hub: <see cref="DataRoot"/> or <see cref="ArchiveRoot"/>.</param>
/// <param name="Path">Relative to that folder, with slashes.</param>
public sealed record FileHead(string Root, string Path)
{
    /// <summary>Name of the data folder in a backup.</summary>
    public const string DataRoot = "data";

    /// <summary>Name of the archive's folder in a backup, where archived bytes lie in one.</summary>
    public const string ArchiveRoot = "archive";

    /// <summary>True for one of the two folders and a relative path that stays below it. Both come from whoever wrote the backup.</summary>
    public bool IsSafe => Root is DataRoot or ArchiveRoot && Path.Length is > 0 and <= 4096 && !Path.Contains('\\') && !Path.Contains('\0')
        && Path.Split('/').All(static part => part is not ("" or "." or ".."));
}

/// <summary>What a table must hold when it was restored.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Bytes">Octets in the form of COPY.</param>
/// <param name="Digest">See <see cref="SumDigest"/>.</param>
public sealed record TableTotals(string Schema, string Name, long Rows, long Bytes, string Digest);

/// <summary>What a folder must hold at least when it was restored.</summary>
/// <param name="Digest">Over path and content of each file; see <see cref="SumDigest"/>.</param>
public sealed record FolderTotals(string Root, long Files, long Bytes, string Digest);

/// <summary>Where a sequence goes on.</summary>
/// <param name="Value">The last value that was given, or the first one when <paramref name="IsCalled"/> is false.</param>
public sealed record SequenceState(string Schema, string Name, long Value, bool IsCalled);

/// <summary>The ledger in the snapshot.</summary>
/// <param name="Size">Sequenced entries.</param>
/// <param name="Root">Root over them, base64.</param>
/// <param name="Unsequenced">Entries that waited for their place.</param>
/// <param name="Checkpoint">The newest signed checkpoint in it, as text; null when none was signed yet.</param>
public sealed record LedgerState(long Size, string Root, long Unsequenced, string? Checkpoint);

/// <summary>What a backup says of itself last, when everything is known.</summary>
/// <remarks>A restore compares what it loaded with this, table by table, before it replaces anything.</remarks>
public sealed record BackupManifest(
    BackupOpening Opening, IReadOnlyList<TableTotals> Tables, IReadOnlyList<FolderTotals> Folders, IReadOnlyList<SequenceState> Sequences, LedgerState Ledger)
{
    /// <summary>Rows of all tables.</summary>
    public long Rows => Tables.Sum(static table => table.Rows);

    /// <summary>Octets of all tables and files before packing.</summary>
    public long Bytes => Tables.Sum(static table => table.Bytes) + Folders.Sum(static folder => folder.Bytes);
}
