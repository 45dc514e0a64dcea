using System.Text;
using IntegrationHub.Native.Files;

namespace IntegrationHub.Keys;

/// <summary>Reads and writes files that only their owner may read (mode 0600 in folders of mode 0700).</summary>
public static class SecretFiles
{
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;

    private const string TurnEnding = ".turn";

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder, and its parents, readable by the owner alone; each is on the disk before what lies in it.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;

        var above = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        CreateFolder(above);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnlyFolder);

        FolderEntries.Flush(above);
    }

    /// <summary>
    /// Writes a new secret; the file never exists with wider permissions nor with less than its whole content, not even for a moment: another process that finds it reads the secret. When it
    /// returns, file and name are on the disk.
    /// </summary>
    /// <exception cref="IOException">The file exists already: secrets are not overwritten.</exception>
    public static void WriteNew(string file, ReadOnlySpan<byte> content)
    {
        var beside = Beside(file);
        Write(beside, content);
        try
        {
            File.Move(beside, file, overwrite: false);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }

        FlushName(file);
    }

    /// <summary>
    /// Writes a secret in the place of the one before it: a crash leaves the one or the other, whole. When it returns, the new one is on the disk: what is done with it
    /// afterwards never outlives it.
    /// </summary>
    public static void Replace(string file, ReadOnlySpan<byte> content)
    {
        var beside = Beside(file);
        Write(beside, content);
        File.Move(beside, file, overwrite: true);
        FlushName(file);
    }

    /// <summary>The turn to read a secret and write its successor: one process at a time. The operating system ends it with the process.</summary>
    /// <exception cref="IOException">Another process has kept it for half a minute.</exception>
    public static IDisposable TakeTurn(string file)
    {
        const int looks = 600;
        using var never = new ManualResetEventSlim();
        for (var look = 1; ; look++)
        {
            try
            {
                var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = OwnerOnlyFile;
                return new FileStream(file + TurnEnding, options);
            }
            catch (IOException) when (look < looks && File.Exists(file + TurnEnding))
            {
                // Another process gives no signal when it has done.
                never.Wait(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    /// <summary>True for the empty file that a turn is taken with, which is no secret.</summary>
    public static bool IsTurn(string file) => file.EndsWith(TurnEnding, StringComparison.Ordinal);

    /// <summary>Makes an empty file to write to, for its owner alone from its first moment on.</summary>
    /// <exception cref="IOException">The file exists already.</exception>
    public static FileStream OpenNew(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnlyFile;
        return new FileStream(file, options);
    }

    private static string Beside(string file) => $"{file}.{Guid.NewGuid():N}";

    private static void Write(string file, ReadOnlySpan<byte> content)
    {
        using var stream = OpenNew(file);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    private static void FlushName(string file) => FolderEntries.Flush(Path.GetDirectoryName(Path.GetFullPath(file))!);

    /// <summary>Reads a secret after checking that nobody else may.</summary>
    public static Loaded<byte[]> Read(string file)
    {
        if (!File.Exists(file))
            return new KeyProblem(KeyProblemCode.FileMissing, file, "The file does not exist.", "Name an existing file, or make keys with `ihub pki init`.");
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
                return new KeyProblem(KeyProblemCode.FileTooOpen, file, "Others than its owner may read or change this secret.", $"Run: chmod 600 {file}");
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new KeyProblem(KeyProblemCode.FileUnreadable, file, "The file cannot be read: " + e.Message, "Give it to the user the hub runs as.");
        }
    }

    /// <summary>Reads a passphrase: the first line of the file, without its line end.</summary>
    public static Loaded<string> ReadPassphrase(string file)
    {
        var content = Read(file);
        if (content.Problem is not null)
            return content.Problem;
        var line = Encoding.UTF8.GetString(content.Value).Split('\n', 2)[0].TrimEnd('\r');
        if (line.Length == 0)
            return new KeyProblem(KeyProblemCode.PassphraseMissing, file, "The passphrase file is empty.", "Put the passphrase on its first line.");
        return line;
    }
}
