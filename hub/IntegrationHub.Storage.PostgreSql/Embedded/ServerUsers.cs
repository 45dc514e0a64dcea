namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>
/// Who works with the server of a data folder. Everybody holds a shared lock of the operating system while he does, so that nobody stops the
/// server under another, and the last one out can tell that he is alone.
/// </summary>
/// <remarks>Not thread-safe; one for each server object.</remarks>
internal sealed class ServerUsers(string folder)
{
    private FileStream? _shared;

    private string Path => System.IO.Path.Combine(folder, "users");

    /// <summary>False while somebody stops the server.</summary>
    public bool TryEnter()
    {
        Directory.CreateDirectory(folder);
        return (_shared ??= TryOpen(FileAccess.Read, FileShare.ReadWrite)) is not null;
    }

    public void Leave()
    {
        _shared?.Dispose();
        _shared = null;
    }

    /// <summary>Keeps everybody out until it is disposed; <c>null</c> while somebody is in. Leave first.</summary>
    public IDisposable? TryAlone() => TryOpen(FileAccess.ReadWrite, FileShare.None);

    private FileStream? TryOpen(FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(Path, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException) when (File.Exists(Path))
        {
            return null;
        }
    }
}
