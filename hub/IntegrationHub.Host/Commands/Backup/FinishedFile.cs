namespace IntegrationHub.Host.Commands.Backup;

/// <summary>A file that has its name only when it is whole and on disk. What a killed command left is called <c>FILE.part</c>, and the next one writes over it.</summary>
internal static class FinishedFile
{
    /// <summary>Writes through <paramref name="write"/>, readable by the owner alone.</summary>
    /// <returns>What it returned, and the size of the file.</returns>
    public static async Task<(T Result, long Size)> WriteAsync<T>(string path, Func<Stream, Task<T>> write, Action beforeNaming, CancellationToken cancellationToken)
    {
        var temporary = path + ".part";
        try
        {
            T result;
            long size;
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 20 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using (var stream = new FileStream(temporary, options))
            {
                result = await write(stream);
                await stream.FlushAsync(cancellationToken);
                stream.Flush(flushToDisk: true);
                size = stream.Length;
            }

            beforeNaming();
            File.Move(temporary, path);
            return (result, size);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
