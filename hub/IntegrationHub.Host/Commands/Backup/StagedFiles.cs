using IntegrationHub.Archive.Folder;
using IntegrationHub.Backup.Content;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary>The files of a backup while it is verified, and their way to their places afterwards. Nothing that is there already is ever changed.</summary>
/// <param name="staging">A folder of its own on the disk of the data folder.</param>
/// <param name="move">Gives a file another name; onto another disk it is copied, and who is killed meanwhile leaves a part. Null for the operating system's.</param>
internal sealed class StagedFiles(string staging, Action<string, string>? move = null)
{
    // As the folder of archived contents names what is unfinished: its sweep takes away what a killed restore left.
    private const string Unfinished = ".part";

    private readonly List<FileHead> _files = [];
    private readonly Action<string, string> _move = move ?? File.Move;

    /// <summary>Files that were there already with other content; they stayed as they are.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>How many were put in place.</summary>
    public int Placed { get; private set; }

    public Task<Stream> BeginAsync(FileHead head)
    {
        var file = At(head);
        SecretFiles.CreateFolder(Path.GetDirectoryName(file)!);
        _files.Add(head);
        return Task.FromResult<Stream>(SecretFiles.OpenNew(file));
    }

    /// <summary>What the configuration in the backup says; null when it has none.</summary>
    public HubOptions? Options(IReadOnlyDictionary<string, string> variables)
    {
        var file = Path.Combine(staging, SavedFiles.DataRoot, "hub.yaml");
        return File.Exists(file) ? HubConfiguration.Load(file, variables).Options : null;
    }

    /// <summary>Puts every file in its place but the one that makes the folder a data folder.</summary>
    /// <param name="roots">Where the folders of the backup lie here.</param>
    public void Place(IReadOnlyDictionary<string, string> roots)
    {
        foreach (var head in _files.Where(head => !IsStamp(head) && roots.ContainsKey(head.Root)))
        {
            Place(head, roots[head.Root]);
        }
    }

    /// <summary>Makes the folder a data folder, when everything else is in it.</summary>
    public void PlaceStamp(string dataFolder)
    {
        if (_files.Find(IsStamp) is { } stamp)
        {
            Place(stamp, dataFolder);
        }
    }

    private void Place(FileHead head, string root)
    {
        var (from, to) = (At(head), Path.GetFullPath(head.Path, root));
        SecretFiles.CreateFolder(Path.GetDirectoryName(to)!);
        if (!File.Exists(to))
        {
            PutWhole(from, to);
            // The archive may lie on another disk than the store, whose flush would not cover it; a row must never name bytes that are not there.
            DurableFolder.FlushFile(Path.GetFullPath(root), to);
            Placed++;
        }
        else if (!IsSame(from, to))
        {
            Kept.Add(to);
        }
    }

    /// <summary>Under its own name a file is whole or not there, also where it comes from another disk.</summary>
    private void PutWhole(string from, string to)
    {
        // A name with a dot before it: an inbox passes it over.
        var partial = Path.Combine(Path.GetDirectoryName(to)!, $".{Path.GetFileName(to)}.{Guid.NewGuid():N}{Unfinished}");
        try
        {
            _move(from, partial);
            using (var handle = File.OpenHandle(partial, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(handle);

            File.Move(partial, to);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static bool IsStamp(FileHead head) => head is { Root: SavedFiles.DataRoot, Path: SavedFiles.Stamp };

    private static bool IsSame(string one, string other)
    {
        using var first = File.OpenRead(one);
        using var second = File.OpenRead(other);
        return first.Length == second.Length
            && System.Security.Cryptography.SHA256.HashData(first).AsSpan().SequenceEqual(System.Security.Cryptography.SHA256.HashData(second));
    }

    /// <exception cref="InvalidDataException">The file would lie outside of the staging folder.</exception>
    private string At(FileHead head)
    {
        var file = Path.GetFullPath(Path.Combine(staging, head.Root, head.Path));
        return head.IsSafe && file.StartsWith(Path.GetFullPath(staging) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? file
            : throw new InvalidDataException($"A file named {head.Path} in {head.Root} would leave its folder.");
    }
}
