using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Data;

/// <summary>The folder in which a hub keeps everything: configuration, keys, database, files of partners. Readable by its owner only.</summary>
internal sealed class DataFolder
{
    /// <summary>What the folder belongs to by convention when nothing is said.</summary>
    public const string DefaultPath = "data";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string StampName = "folder.json";

    private DataFolder(string path, FolderStamp stamp)
    {
        FullPath = path;
        Stamp = stamp;
    }

    public string FullPath { get; }

    public FolderStamp Stamp { get; }

    public bool IsProduction => Stamp.Kind == FolderKind.Production;

    /// <summary>The one configuration file.</summary>
    public string ConfigurationFile => Path.Combine(FullPath, "hub.yaml");

    /// <summary>Keys and trusted authorities.</summary>
    public string Pki => Path.Combine(FullPath, "pki");

    /// <summary>The embedded database.</summary>
    public string Database => Path.Combine(FullPath, "database");

    /// <summary>Files from partners without an interface, one folder per party.</summary>
    public string Inbox => Path.Combine(FullPath, "inbox");

    /// <summary>Files for partners without an interface, one folder per party.</summary>
    public string Outbox => Path.Combine(FullPath, "outbox");

    /// <summary>Signed checkpoints of the ledger; copy them to another machine.</summary>
    public string Checkpoints => Path.Combine(FullPath, "checkpoints");

    /// <summary>Revocation data as it was fetched, and the certificates it is about.</summary>
    public string Revocation => Path.Combine(FullPath, "revocation");

    /// <summary>What tells this node from others of the same store.</summary>
    public string NodeMark => Path.Combine(FullPath, "node.id");

    /// <summary>The folder that a command line means: <c>--data</c>, else <c>$IHUB_DATA</c>, else <c>./data</c>.</summary>
    public static string PathFor(string? option, Surroundings surroundings) =>
        Path.GetFullPath(option ?? surroundings.Variable("IHUB_DATA") ?? DefaultPath);

    /// <summary>True when a data folder has been made there.</summary>
    public static bool Exists(string path) => File.Exists(Path.Combine(path, StampName));

    /// <summary>A path inside the folder; absolute paths stay as they are.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, FullPath);

    /// <summary>Opens a folder that was made before.</summary>
    /// <exception cref="RefusedException">There is none, it is of a newer layout, or others can read it.</exception>
    public static DataFolder Open(string path)
    {
        if (!Exists(path))
        {
            throw new RefusedException("DATA_FOLDER_MISSING", $"there is no data folder at {path}", "Make one with `ihub up` or `ihub init`, or name another with --data.");
        }

        var stamp = FolderStamp.Parse(File.ReadAllText(Path.Combine(path, StampName)))
            ?? throw new RefusedException("DATA_FOLDER_DAMAGED", $"{Path.Combine(path, StampName)} cannot be read", "Restore it from a backup; it says whether the folder is for development or production.");
        if (stamp.Layout > FolderStamp.CurrentLayout)
        {
            throw new RefusedException(
                "DATA_FOLDER_NEWER", $"the data folder has layout {stamp.Layout}, this hub knows {FolderStamp.CurrentLayout}", $"Use hub {stamp.MadeBy} or newer.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~Private) != UnixFileMode.None)
        {
            throw new RefusedException("DATA_FOLDER_OPEN", $"others can look into {path}", $"Run: chmod 700 {path}");
        }

        return new DataFolder(path, stamp);
    }

    /// <summary>Makes a folder of a kind, with its configuration file.</summary>
    /// <param name="path">An empty or missing folder.</param>
    /// <param name="kind">What it is for, for ever.</param>
    /// <param name="configuration">Text of its <c>hub.yaml</c>.</param>
    /// <param name="now">The instant that is recorded.</param>
    /// <exception cref="RefusedException">Something is there already.</exception>
    public static DataFolder Create(string path, FolderKind kind, string configuration, DateTimeOffset now)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw Exists(path)
                ? new RefusedException("DATA_FOLDER_EXISTS", $"{path} is a data folder already", "Use it as it is, or name another with --data.")
                : new RefusedException("DATA_FOLDER_NOT_EMPTY", $"{path} is not empty and no data folder", "Name an empty or new folder with --data.");
        }

        MakePrivate(path);
        var stamp = new FolderStamp(kind, FolderStamp.CurrentLayout, now, ProductVersion.Current);
        var folder = new DataFolder(path, stamp);
        foreach (var part in new[] { folder.Pki, folder.Inbox, folder.Outbox })
        {
            MakePrivate(part);
        }

        File.WriteAllText(folder.ConfigurationFile, configuration);
        File.WriteAllText(Path.Combine(path, StampName), stamp.ToJson());
        return folder;
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, Private);
        File.SetUnixFileMode(path, Private);
    }
}
