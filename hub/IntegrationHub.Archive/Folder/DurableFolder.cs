using System.ComponentModel;
using System.Runtime.InteropServices;

namespace IntegrationHub.Archive.Folder;

/// <summary>Waits until the entries of a folder are on the disk: a new name is lost with the power as long as only its file was flushed.</summary>
public static partial class DurableFolder
{
    /// <summary>A folder opens so on every machine; the number of O_DIRECTORY differs between processors, and on ARM that of x86 asks for something else.</summary>
    private const int ReadOnly = 0;

    /// <summary>EINVAL: some file systems have no flush of a folder, as PostgreSQL knows them, too.</summary>
    private const int NoSuchFlush = 22;

    /// <exception cref="IOException">The folder cannot be flushed; what was named in it may be lost.</exception>
    public static void Flush(string folder)
    {
        // The file system of Windows keeps names in its own log; it offers no flush of a folder and needs none.
        if (!OperatingSystem.IsLinux())
            return;

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
            throw Problem(folder);

        try
        {
            if (Sync(descriptor) != 0 && Marshal.GetLastPInvokeError() != NoSuchFlush)
                throw Problem(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Waits until a file that somebody wrote without waiting is on the disk, with its name and the folders above it down from <paramref name="root"/>.</summary>
    /// <exception cref="IOException">It cannot be flushed; it may be lost.</exception>
    public static void FlushFile(string root, string file)
    {
        using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(handle);

        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            Flush(folder);
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
            Flush(Path.GetDirectoryName(folder)!);
    }

    private static IOException Problem(string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"The folder {folder} cannot be flushed to the disk: {new Win32Exception(error).Message}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
