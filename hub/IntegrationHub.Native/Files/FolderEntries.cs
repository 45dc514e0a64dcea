using System.ComponentModel;
using System.Runtime.InteropServices;

namespace IntegrationHub.Native.Files;

/// <summary>Waits until the names in a folder are on the disk: a file that was flushed is lost with the power as long as its name was not.</summary>
public static partial class FolderEntries
{
    private const int ReadOnlyDirectory = 0x10000;

    /// <exception cref="IOException">The folder cannot be flushed; what was named in it may be lost.</exception>
    public static void Flush(string folder)
    {
        // The file system of Windows keeps names in its own log; it offers no flush of a folder and needs none.
        if (!OperatingSystem.IsLinux())
            return;

        var descriptor = Open(folder, ReadOnlyDirectory);
        if (descriptor < 0)
            throw Problem(folder);

        try
        {
            if (Sync(descriptor) != 0)
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
