using System.ComponentModel;
using System.Runtime.InteropServices;

namespace IntegrationHub.Native.Files;

/// <summary>Waits until the names in a folder are on the disk: a file that was flushed is lost with the power as long as its name was not.</summary>
public static partial class FolderEntries
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
