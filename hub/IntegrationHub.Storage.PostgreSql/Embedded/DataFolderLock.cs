using System.Globalization;

namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>
/// Lets one hub own a data folder. The operating system holds the lock (flock) and drops it with the process, also after <c>kill -9</c>;
/// no stale lock file is ever in the way.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or returns <c>null</c> when another process has it.</summary>
    public static DataFolderLock? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            var file = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(OwnerFile(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolderLock(file);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, "lock")))
        {
            return null;
        }
    }

    /// <summary>The refusal, with the process that holds the folder.</summary>
    public static StorageSetupException Refusal(string dataFolder, string folder)
    {
        var owner = File.Exists(OwnerFile(folder)) ? $" (process {File.ReadAllText(OwnerFile(folder)).Trim()})" : "";
        return new StorageSetupException(
            $"The data folder {dataFolder} is in use by another hub{owner}.", "Stop that hub first, or name another folder with --data.");
    }

    public void Dispose() => _file.Dispose();

    private static string OwnerFile(string folder) => Path.Combine(folder, "owner");
}
