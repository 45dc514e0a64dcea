using System.CommandLine;
using IntegrationHub.Backup.Content;
using IntegrationHub.Backup.Sealing;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Commands.Proof;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql.Backup;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary><c>ihub backup</c>: saves the embedded store and the data folder's files into one sealed file, beside a running hub or alone.</summary>
/// <param name="crashPoints">Where the crash tests kill the process; <c>null</c> in the product.</param>
internal sealed class BackupVerb(ICrashPoints? crashPoints = null) : Verb
{
    /// <summary>Reached when everything is written and the file does not have its name yet.</summary>
    public const string BeforeNaming = "backup.before-naming";

    private readonly Argument<string> _file = new("file") { Description = "The new file, e.g. hub-2026-11-28.ihb" };
    private readonly Option<string?> _passphraseFile = BackupKeys.PassphraseFile("File with the passphrase that opens the backup, on its first line");
    private readonly Option<string[]> _recipients = new("--recipient")
    {
        Description = "Certificate or public key (PEM) whose private half opens the backup; repeat it for more", HelpName = "PEM",
    };

    public override string Path => "backup";

    public override string Description => "Save the embedded store and its files, sealed, while the hub runs";

    public override void Define(Command command)
    {
        command.Add(_file);
        command.Add(_passphraseFile);
        command.Add(_recipients);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var target = System.IO.Path.GetFullPath(context.Get(_file)!);
        NewFile.RefuseExisting(target);
        var keys = BackupKeys.Sealing(context.Get(_passphraseFile), context.Get(_recipients) ?? []);
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        if (!BackupSource.CanSave(store.Database))
        {
            throw new RefusedException("BACKUP_NOT_EMBEDDED", "the store lies in a server that somebody else runs", "Back it up with that server's own means; docs/backup.md says how.");
        }

        await SignCheckpointAsync(context, folder, options, store, cancellationToken);
        var (manifest, size) = await WriteAsync(context, target, keys, folder, options, store, cancellationToken);
        Note(context, folder, new LastBackup(context.Time.GetUtcNow(), size, manifest.Ledger.Size));
        Print(context, target, size, manifest);
        return ExitCode.Ok;
    }

    /// <summary>The snapshot then holds a checkpoint that is as new as it is; without one the backup is still good.</summary>
    private static async Task SignCheckpointAsync(CommandContext context, DataFolder folder, HubOptions options, OpenStore store, CancellationToken cancellationToken)
    {
        try
        {
            if ((await Checkpoints.Writer(folder, options, store.Port<ILedgerStore>(), context.Time).WriteAsync(cancellationToken)).Problem is { } problem)
            {
                context.Answer.Warn(problem);
            }
        }
        catch (Exception failure) when (failure is LedgerDamagedException or RefusedException)
        {
            context.Answer.Warn($"No checkpoint was signed: {failure.Message}");
        }
    }

    private async Task<(BackupManifest Manifest, long Size)> WriteAsync(
        CommandContext context, string target, SealingKeys keys, DataFolder folder, HubOptions options, OpenStore store, CancellationToken cancellationToken)
    {
        var opening = new BackupOpening(ProductVersion.Current, context.Time.GetUtcNow(), options.Hub.Code, [], 0, 0, 0);
        using var progress = new MegabyteProgress(context.Answer, "Saving");
        try
        {
            return await FinishedFile.WriteAsync(
                target,
                stream => BackupSource.SaveAsync(store.Database, stream, keys, opening, () => SavedFiles.Of(folder, options), progress.Advance, cancellationToken),
                () => crashPoints?.Reached(BeforeNaming),
                cancellationToken);
        }
        catch (Exception full) when (DiskFull.Is(full, NodeStore.Provider(options.Storage.Provider)))
        {
            throw new RefusedException("BACKUP_DISK_FULL", $"the disk of {target} is full", "Make room, or name a file on a larger disk. Nothing was left behind; the store is untouched.");
        }
    }

    /// <summary>The backup is good without.</summary>
    private static void Note(CommandContext context, DataFolder folder, LastBackup done)
    {
        try
        {
            done.Write(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            context.Answer.Warn($"The page of operations will not know of this backup: {refused.Message}");
        }
    }

    private static void Print(CommandContext context, string target, long size, BackupManifest manifest)
    {
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                file = target,
                size,
                manifest.Opening.CreatedAt,
                product = manifest.Opening.Product,
                migrations = manifest.Opening.Migrations,
                tables = manifest.Tables,
                folders = manifest.Folders,
                manifest.Ledger,
            });
        }

        context.Answer.Line(
            $"{target}: {Words.Size(size)}, {Words.Count(manifest.Rows, "row")} of {Words.Count(manifest.Tables.Count, "table")}, {Words.Count(manifest.Folders.Sum(folder => folder.Files), "file")} ({Words.Size(manifest.Bytes)} before packing)");
        context.Answer.Line($"The ledger in it has {Words.Count(manifest.Ledger.Size, "entry", "entries")}; {manifest.Ledger.Unsequenced} more wait for their place.");
        context.Answer.Line("It holds no keys: keep a file of `ihub keys backup` apart from it. Try it: ihub restore --check FILE");
    }
}
