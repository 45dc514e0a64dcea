using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IntegrationHub.Backup;
using IntegrationHub.Backup.Content;
using IntegrationHub.Backup.Sealing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Proof;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql.Backup;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary><c>ihub restore</c>: loads a backup beside the store in use, verifies all of it there, and replaces the store only then.</summary>
/// <param name="crashPoints">Where the crash tests kill the process; <c>null</c> in the product.</param>
internal sealed class RestoreVerb(ICrashPoints? crashPoints = null) : Verb
{
    private readonly Argument<string> _file = new("file") { Description = "What `ihub backup` wrote" };
    private readonly Option<string?> _passphraseFile = BackupKeys.PassphraseFile("File with the passphrase of the backup, or of --key");
    private readonly Option<string?> _key = new("--key") { Description = "Private key (PEM) that the backup was sealed for", HelpName = "PEM" };
    private readonly Option<string?> _logKey = Trust.LogKeyOption();
    private readonly Option<bool> _check = new("--check") { Description = "Load and verify it, and replace nothing; also while the hub runs" };
    private readonly Option<bool> _acceptFindings = new("--accept-findings") { Description = "Restore although the ledger in the backup is not in order" };
    private readonly Option<string[]> _against = new("--against")
    {
        Description = "Checkpoints that were kept elsewhere, besides those of the data folder", HelpName = "FILE", AllowMultipleArgumentsPerToken = true,
    };

    public override string Path => "restore";

    public override string Description => "Verify a backup beside the store in use, then put it in its place";

    public override void Define(Command command)
    {
        command.Add(_file);
        command.Add(_passphraseFile);
        command.Add(_key);
        command.Add(_logKey);
        command.Add(_against);
        command.Add(_check);
        command.Add(_acceptFindings);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = System.IO.Path.GetFullPath(context.Get(_file)!);
        if (!File.Exists(file))
        {
            throw new WrongUseException($"there is no file `{file}`");
        }

        var against = context.Get(_against) ?? [];
        if (Array.Find(against, path => !System.IO.Path.Exists(path)) is { } missing)
        {
            throw new WrongUseException($"--against: there is no file or folder `{missing}`");
        }

        using var key = BackupKeys.Opening(context.Get(_passphraseFile), context.Get(_key));
        var place = RestorePlace.Of(context);
        try
        {
            return await RunAsync(context, file, key, place, against, cancellationToken);
        }
        catch (BackupException refused)
        {
            throw new RefusedException($"BACKUP_{JsonNamingPolicy.SnakeCaseUpper.ConvertName(refused.Fault.ToString())}", refused.Problem, refused.Remedy);
        }
        catch (StorageSetupException refused)
        {
            throw new RefusedException(refused.Code, refused.Problem.TrimEnd('.'), refused.Remedy);
        }
        catch (Exception full) when (DiskFull.Is(full, NodeStore.Provider(StorageProvider.Embedded)))
        {
            throw new RefusedException("RESTORE_DISK_FULL", $"the disk of {place.Path} is full", "Make room and restore again. Nothing was replaced.");
        }
    }

    private async Task<ExitCode> RunAsync(CommandContext context, string file, OpeningKey key, RestorePlace place, string[] against, CancellationToken cancellationToken)
    {
        // Whose ledger it is never comes from the backup.
        var logKey = Trust.LogKey(context.Get(_logKey)) ?? place.LogKey
            ?? throw new RefusedException(
                "RESTORE_NO_LOG_KEY",
                $"there is no key in {place.Path} that the ledger could be verified with",
                "Restore the keys first (`ihub keys restore`), or name the ledger's public key with --log-key.");
        using var elsewhere = context.Get(_check) ? new TemporaryPlace() : null;
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        await using var reader = await BackupReader.StartAsync(stream, key, cancellationToken);
        await using var restore = await StoreRestore.BeginAsync(Storage(elsewhere?.Path ?? place.Path, place), reader.Opening, crashPoints, cancellationToken);
        var staged = new StagedFiles(restore.StagingFolder);
        var manifest = await LoadAsync(context, reader, stream.Length, restore, staged, cancellationToken);

        var name = context.Time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var (report, lost, renewal) = await VerifyAsync(context, restore, manifest, new RestoredLedger(logKey, Outside(place, against)), cancellationToken);
        var answer = new RestoreAnswer(file, manifest, report, lost) { OutsideWasKnown = Outside(place, against).Length > 0 };
        if (context.Get(_check))
        {
            answer.PrintCheck(context.Answer);
            return report.IsIntact || lost is not null ? ExitCode.Ok : ExitCode.NotOk;
        }

        RestoredLedger.SetAside(place.Checkpoints, report.Size, renewal, $"lost-{name}");
        place.Begin();
        var options = place.IsNew ? staged.Options(context.Surroundings.Variables) ?? place.Options : place.Options;
        staged.Place(Roots(place.Path, options));
        var kept = await restore.ReplaceAsync($"replaced-{name}", cancellationToken);
        // A checkpoint that was signed between the snapshot and the files of the backup knows more than the store in it.
        RestoredLedger.SetAside(place.Checkpoints, report.Size, renewal, $"lost-{name}");
        staged.PlaceStamp(place.Path);
        place.End();
        answer.PrintRestored(context.Answer, place, kept, staged);
        if (options.Archive.Place != ArchivePlace.Database)
        {
            context.Answer.Warn("Archived bytes lie outside: nothing is removed there until `ihub archive adopt --reason …`. Run it only when no other hub uses that place; a rehearsal gets a place of its own (archive.place) first.");
        }

        return ExitCode.Ok;
    }

    private async Task<(LedgerReport Report, RolledBack? Lost, long Renewal)> VerifyAsync(
        CommandContext context, StoreRestore restore, BackupManifest manifest, RestoredLedger ledger, CancellationToken cancellationToken)
    {
        await using var store = await restore.OpenAsync(cancellationToken);
        await using var ports = new ServiceCollection().AddSingleton(context.Time).AddIntegrationHubStorage(store).BuildServiceProvider();
        var (report, lost) = await ledger.VerifyAsync(ports.GetRequiredService<ILedgerReader>(), cancellationToken);
        if (report.Signed == 0 && !context.Get(_acceptFindings))
        {
            throw new RefusedException(
                "RESTORE_LEDGER_UNSIGNED",
                $"no checkpoint that the ledger's key signed, in the backup or outside, speaks for its {report.Size} entries: anybody can have made it",
                "Take another backup, name checkpoints with --against, or restore this one with --accept-findings. Nothing was replaced.");
        }

        var broken = RestoredLedger.Broken(report, manifest.Ledger);
        if (broken.Count > 0 && !context.Get(_acceptFindings))
        {
            foreach (var finding in broken)
            {
                context.Answer.Warn($"{finding.Fault}: {finding.Text}");
            }

            throw new RefusedException(
                "RESTORE_LEDGER_BROKEN", $"the ledger in the backup is not in order ({broken.Count} findings)", "Take another backup, or restore this one with --accept-findings. Nothing was replaced.");
        }

        await restore.ReleaseAsync(cancellationToken);
        await RestoredLedger.RecordAsync(
            ports.GetRequiredService<IReceptionStore>(), ports.GetRequiredService<ILedgerStore>(), manifest.Opening.CreatedAt, report.Size, lost, Words.Operator(context.Surroundings), context.Time, cancellationToken);
        return (report, lost, await RestoredLedger.LastRenewalAsync(ports.GetRequiredService<ITimestampStore>(), cancellationToken));
    }

    private static async Task<BackupManifest> LoadAsync(
        CommandContext context, BackupReader reader, long length, StoreRestore restore, StagedFiles staged, CancellationToken cancellationToken)
    {
        BackupManifest manifest;
        using (var progress = new MegabyteProgress(context.Answer, "Loading", length))
        {
            manifest = await reader.ReadAsync(new Target(restore, staged), _ => progress.To(reader.Verified, ""), cancellationToken);
        }

        using (var progress = new MegabyteProgress(context.Answer, "Verifying", manifest.Tables.Sum(table => table.Bytes)))
        {
            await restore.CompleteLoadAsync(manifest, progress.Advance, cancellationToken);
        }

        return manifest;
    }

    private static Storage.StorageOptions Storage(string folder, RestorePlace place) => new()
    {
        DataFolder = folder,
        ProgramsFolder = place.Options.Storage.ProgramsFolder.Length == 0 ? null : place.Options.Storage.ProgramsFolder,
        Keys = new DeferredKeys(() => KeysOf(place)),
        Ciphers = NodeEncryption.Policy(place.Options.Confidential),
        HashDigest = NodeEncryption.Digest(place.Options.Confidential),
    };

    /// <summary>The key-encryption keys of the place, asked for when the first sealed value is met: the ledger is verified over what was sealed.</summary>
    /// <exception cref="RefusedException">They are not there or do not open; nothing was replaced.</exception>
    private static IKeyEncryptionKeys KeysOf(RestorePlace place)
    {
        var options = place.Options.Confidential;
        if (!place.IsNew)
        {
            return NodeEncryption.Load(DataFolder.Open(place.Path), options);
        }

        var file = System.IO.Path.GetFullPath(options.KeysFile, place.Path);
        return File.Exists(file)
            ? NodeEncryption.Refusing(() => PassphraseKeys.Open(file, NodeEncryption.Secret(System.IO.Path.GetFullPath(options.PassphraseFile, place.Path))))
            : throw new RefusedException(
                "ENCRYPTION_KEY_MISSING", $"values in the backup are sealed, and there is no keys file {file}", $"Bring the keys back with `ihub keys restore FILE --data {place.Path}`, then restore. Nothing was replaced.");
    }

    private static Dictionary<string, string> Roots(string dataFolder, HubOptions options)
    {
        var roots = new Dictionary<string, string>(StringComparer.Ordinal) { [SavedFiles.DataRoot] = dataFolder };
        if (SavedFiles.ArchiveFolder(dataFolder, options) is { } archive)
        {
            roots[SavedFiles.ArchiveRoot] = archive;
        }

        return roots;
    }

    private static string[] Outside(RestorePlace place, string[] against) => Directory.Exists(place.Checkpoints) ? [place.Checkpoints, .. against] : against;

    private sealed class Target(StoreRestore restore, StagedFiles staged) : IBackupTarget
    {
        public Task<Stream> BeginTableAsync(TableHead head, CancellationToken cancellationToken) => restore.BeginTableAsync(head, cancellationToken);

        public Task<Stream> BeginFileAsync(FileHead head, CancellationToken cancellationToken) => staged.BeginAsync(head);
    }

    /// <summary>Where a backup is tried: nobody's data folder.</summary>
    private sealed class TemporaryPlace : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ihub-check-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
