using System.Globalization;

namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>
/// Lets one hub own a data folder. The operating system holds the lock (flock) and drops it with the process, also after <c>kill -9</c>;
/// no stale lock file is ever in the way.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string Passing = " command";

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or returns <c>null</c> when another process has it.</summary>
    /// <param name="folder">Where the lock lies.</param>
    /// <param name="passing">True for a command, which ends by itself; false for a hub.</param>
    public static DataFolderLock? TryTake(string folder, bool passing)
    {
        Directory.CreateDirectory(folder);
        try
        {
            var file = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(OwnerFile(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + (passing ? Passing : ""));
            return new DataFolderLock(file);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, "lock")))
        {
            return null;
        }
    }

    /// <summary>True when a command holds the folder: it is worth waiting for.</summary>
    public static bool IsPassing(string folder) => OwnerOf(folder).EndsWith(Passing, StringComparison.Ordinal);

    /// <summary>The refusal, with the process that holds the folder.</summary>
    public static StorageSetupException Refusal(string dataFolder, string folder)
    {
        var (owner, passing) = (OwnerOf(folder), IsPassing(folder));
        var process = owner.Length == 0 ? "" : $" (process {owner.Split(' ')[0]})";
        return passing
            ? new StorageSetupException($"A command{process} still works on the data folder {dataFolder}.", "Wait until it has ended, or stop it.")
            : new StorageSetupException($"The data folder {dataFolder} is in use by another hub{process}.", "Stop that hub first, or name another folder with --data.");
    }

    /// <summary>What the holder wrote; empty while it is being written.</summary>
    private static string OwnerOf(string folder)
    {
        try
        {
            return File.ReadAllText(OwnerFile(folder)).TrimEnd('\n');
        }
        catch (IOException)
        {
            return "";
        }
    }

    public void Dispose() => _file.Dispose();

    private static string OwnerFile(string folder) => Path.Combine(folder, "owner");
}
