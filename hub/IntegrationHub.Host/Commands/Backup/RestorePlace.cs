using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Keys;
using IntegrationHub.Native.Files;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary>Where a backup is restored to: a data folder in use, or a place where none is yet.</summary>
internal sealed class RestorePlace
{
    /// <summary>What `ihub keys restore` and a restore that was killed leave behind; anything else is somebody's.</summary>
    private static readonly HashSet<string> MayBeThere = new(["pki", "keys", "store"], StringComparer.Ordinal);

    private RestorePlace(string path, bool isNew, HubOptions options)
    {
        Path = path;
        IsNew = isNew;
        Options = options;
    }

    public string Path { get; }

    /// <summary>True when no data folder is there yet.</summary>
    public bool IsNew { get; }

    public HubOptions Options { get; }

    /// <summary>Lies in the store while a restore fills a place where nothing was: what is there then is of nobody but a restore that died.</summary>
    private string Mark => MarkOf(Path);

    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>The public key of the folder's ledger, when the folder has it.</summary>
    public NoteVerifierKey? LogKey => LogKeyFile.Find(System.IO.Path.Combine(Path, "pki"), LogKeyFile.Algorithm())?.Verifier;

    /// <summary>Called before the first file is put in its place: killed from here on, the restore may be tried again.</summary>
    public void Begin()
    {
        if (IsNew && !File.Exists(Mark))
        {
            SecretFiles.WriteNew(Mark, "{}\n"u8);
            FolderEntries.Flush(System.IO.Path.GetDirectoryName(Mark)!);
        }
    }

    /// <summary>Called when the folder is a data folder.</summary>
    public void End() => File.Delete(Mark);

    /// <exception cref="RefusedException">The place belongs to something else, or its store lies elsewhere.</exception>
    public static RestorePlace Of(CommandContext context)
    {
        var path = context.DataPath;
        if (!DataFolder.Exists(path))
        {
            if (Directory.Exists(path) && !File.Exists(MarkOf(path)) && Directory.EnumerateFileSystemEntries(path).FirstOrDefault(entry => !MayBeThere.Contains(System.IO.Path.GetFileName(entry))) is { } other)
            {
                throw new RefusedException("DATA_FOLDER_NOT_EMPTY", $"{path} is no data folder and holds {System.IO.Path.GetFileName(other)}", "Name an empty or new folder with --data.");
            }

            // Settings of the environment count also where there is no file yet.
            return new RestorePlace(path, isNew: true, HubConfiguration.Load(System.IO.Path.Combine(path, "hub.yaml"), context.Surroundings.Variables).Options);
        }

        var options = context.LoadOptions(context.OpenData());
        return options.Storage.Provider == StorageProvider.Embedded
            ? new RestorePlace(path, isNew: false, options)
            : throw new RefusedException(
                "RESTORE_NOT_EMBEDDED", "the store of this data folder lies in a server that somebody else runs", "Restore it with that server's own means, or set storage.provider to embedded.");
    }

    private static string MarkOf(string path) => System.IO.Path.Combine(path, "store", "restoring.json");
}
