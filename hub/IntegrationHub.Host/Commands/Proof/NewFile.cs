using IntegrationHub.Host.CommandLine;
using IntegrationHub.Native.Files;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary>Files that are evidence: written whole or not at all, and never over another one.</summary>
internal static class NewFile
{
    /// <exception cref="RefusedException">Something is there already, or the file cannot be written.</exception>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => WriteAsync(
        path,
        async stream =>
        {
            await stream.WriteAsync(content, cancellationToken);
            return content.Length;
        },
        cancellationToken);

    /// <summary>The same for content that is not held in memory.</summary>
    /// <exception cref="RefusedException">Something is there already, or the file cannot be written.</exception>
    public static async Task<long> WriteAsync(string path, Func<Stream, Task<long>> write, CancellationToken cancellationToken)
    {
        RefuseExisting(path);
        var temporary = path + ".part";
        try
        {
            long size;
            await using (var stream = File.Create(temporary))
            {
                size = await write(stream);
                await stream.FlushAsync(cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path);
            FlushFolderOf(path);
            return size;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("FILE_UNWRITABLE", $"{path} cannot be written: {failure.Message.TrimEnd('.')}", "Name another file with --out.");
        }
    }

    /// <summary>
    /// Puts a file in the place of one that it adds a timestamp to. What was signed stays octet by octet what it was; the file is whole at any
    /// instant, also when the power goes, and who may read it stays as it was.
    /// </summary>
    public static async Task ReplaceAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var temporary = path + ".part";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = File.GetUnixFileMode(path) };
        await using (var stream = new FileStream(temporary, options))
        {
            await stream.WriteAsync(content, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        // The process's mask took some of it away when the file was made.
        File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
        File.Move(temporary, path, overwrite: true);
        FlushFolderOf(path);
    }

    /// <summary>A name is on disk only when its folder is.</summary>
    private static void FlushFolderOf(string path) => FolderEntries.Flush(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);

    /// <exception cref="RefusedException">Something is there already.</exception>
    public static void RefuseExisting(string path)
    {
        if (System.IO.Path.Exists(path))
        {
            throw new RefusedException("FILE_EXISTS", $"{path} exists already", "Name another file with --out.");
        }
    }
}
