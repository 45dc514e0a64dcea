using IntegrationHub.Native.Files;

namespace IntegrationHub.Archive.Folder;

/// <summary>Folders of a tree and the files in them, on the disk with their names down from its root.</summary>
public static class DurableFolder
{
    /// <summary>Waits until a file that somebody wrote without waiting is on the disk, with its name and the folders above it down from <paramref name="root"/>.</summary>
    /// <exception cref="IOException">It cannot be flushed; it may be lost.</exception>
    public static void FlushFile(string root, string file)
    {
        using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(handle);

        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            FolderEntries.Flush(folder);
            if (folder.Length <= root.Length)
                return;
        }
    }

    /// <summary>Makes the folder and those above it down from <paramref name="root"/>, each on the disk before what lies in it.</summary>
    public static void Make(string root, string folder)
    {
        if (Directory.Exists(folder))
            return;

        if (!string.Equals(folder, root, StringComparison.Ordinal))
            Make(root, Path.GetDirectoryName(folder)!);

        Directory.CreateDirectory(folder);
        if (!string.Equals(folder, root, StringComparison.Ordinal))
            FolderEntries.Flush(Path.GetDirectoryName(folder)!);
    }
}
