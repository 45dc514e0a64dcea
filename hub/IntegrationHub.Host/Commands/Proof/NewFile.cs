using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary>Files that are evidence: written whole or not at all, and never over another.</summary>
internal static class NewFile
{
    /// <exception cref="RefusedException">Something is there already, or the file cannot be written.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        RefuseExisting(path);
        var temporary = path + ".part";
        try
        {
            await File.WriteAllBytesAsync(temporary, content, cancellationToken);
            File.Move(temporary, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("FILE_UNWRITABLE", $"{path} cannot be written: {failure.Message.TrimEnd('.')}", "Name another file with --out.");
        }
    }

    /// <exception cref="RefusedException">Something is there already.</exception>
    public static void RefuseExisting(string path)
    {
        if (System.IO.Path.Exists(path))
        {
            throw new RefusedException("FILE_EXISTS", $"{path} exists already", "Name another file with --out.");
        }
    }
}
