using System.Diagnostics;
using System.Security.Cryptography;
using IntegrationHub.Backup.Content;
using IntegrationHub.Backup.Sealing;
using IntegrationHub.Host.Data;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql.Backup;
using StorageOptions = IntegrationHub.Storage.StorageOptions;

namespace IntegrationHub.Host.Bench.Storage;

/// <summary>Saves what the commits sealed into one file, restores it elsewhere, and copies the file's octets to the same disk as the floor.</summary>
internal sealed class BackupTurn(HubStore sealedStore, StorageOptions options, TimeProvider time, StorageReport report, Action<string> progress)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(options.DataFolder, "bench.ihb");
        var passphrase = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        progress("back up");
        var (manifest, saving) = await SaveAsync(file, passphrase, cancellationToken);
        var copying = await CopyAsync(file, cancellationToken);
        progress("restore elsewhere");
        var restoring = await RestoreAsync(file, passphrase, cancellationToken);

        var rows = manifest.Tables.Sum(static table => table.Bytes);
        var length = new FileInfo(file).Length;
        Add("backup", "backup_mb_per_second", saving);
        Add("restore: load, read everything back, put in place", "restore_mb_per_second", restoring);
        Add("floor: the file's octets written and flushed", null, copying);
        return;

        void Add(string name, string? summary, TimeSpan took)
        {
            var perSecond = Math.Round(rows / 1e6 / took.TotalSeconds, 1);
            report.Add(name, perSecond, "MB/s of rows", ("row_bytes", rows), ("file_bytes", length), ("seconds", Math.Round(took.TotalSeconds, 1)));
            if (summary is not null)
            {
                report.Summary[summary] = perSecond;
            }
        }
    }

    private async Task<(BackupManifest Manifest, TimeSpan Took)> SaveAsync(string file, string passphrase, CancellationToken cancellationToken)
    {
        var opening = new BackupOpening(ProductVersion.Current, time.GetUtcNow(), "bench", [], 0, 0, 0);
        var start = Stopwatch.GetTimestamp();
        await using var target = File.Create(file, 1 << 20);
        var manifest = await BackupSource.SaveAsync(sealedStore, target, SealingKeys.OfPassphrase(passphrase), opening, static () => [], static (_, _) => { }, cancellationToken);
        target.Flush(flushToDisk: true);
        return (manifest, Stopwatch.GetElapsedTime(start));
    }

    private static async Task<TimeSpan> CopyAsync(string file, CancellationToken cancellationToken)
    {
        var copy = file + ".copy";
        var start = Stopwatch.GetTimestamp();
        await using (var source = File.OpenRead(file))
        await using (var target = File.Create(copy, 1 << 20))
        {
            await source.CopyToAsync(target, 1 << 20, cancellationToken);
            target.Flush(flushToDisk: true);
        }

        var took = Stopwatch.GetElapsedTime(start);
        File.Delete(copy);
        return took;
    }

    private async Task<TimeSpan> RestoreAsync(string file, string passphrase, CancellationToken cancellationToken)
    {
        var elsewhere = options with { DataFolder = Directory.CreateDirectory(Path.Combine(options.DataFolder, "restored")).FullName, Database = sealedStore.Options.Database, MayAttach = false };
        var start = Stopwatch.GetTimestamp();
        using var key = OpeningKey.OfPassphrase(passphrase);
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        await using var reader = await BackupReader.StartAsync(stream, key, cancellationToken);
        await using var restore = await StoreRestore.BeginAsync(elsewhere, reader.Opening, crashPoints: null, cancellationToken);
        var manifest = await reader.ReadAsync(new Target(restore), static _ => { }, cancellationToken);
        await restore.CompleteLoadAsync(manifest, static (_, _) => { }, cancellationToken);
        await restore.ReplaceAsync("replaced", cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    private sealed class Target(StoreRestore restore) : IBackupTarget
    {
        public Task<Stream> BeginTableAsync(TableHead head, CancellationToken cancellationToken) => restore.BeginTableAsync(head, cancellationToken);

        public Task<Stream> BeginFileAsync(FileHead head, CancellationToken cancellationToken) => throw new InvalidOperationException("The bench saves no files.");
    }
}
