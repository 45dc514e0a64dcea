using IntegrationHub.Benchmarks;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql;
using StorageOptions = IntegrationHub.Storage.StorageOptions;

namespace IntegrationHub.Host.Bench.Storage;

/// <summary>
/// The store on an embedded database of its own: commits plain, sealed and on the raw database in turns; then look-ups in the registry and
/// searches while it grows.
/// </summary>
/// <remarks>
/// Summary: <c>commits_per_second</c>, <c>sealed_commits_per_second</c>, <c>encryption_cost_percent</c> (throughput lost to sealing, median of
/// the turns), <c>rotation_values_per_second</c> and <c>rotation_mb_per_second</c> (sealing anew what the commits wrote, by one node),
/// <c>backup_mb_per_second</c> and <c>restore_mb_per_second</c> (of the rows that the commits wrote), <c>search_growth_10m</c> and <c>dedup_growth_10m</c> (median time at the largest size over that at the smallest; of the searches
/// the one that grew most). With <c>--rows</c> or <c>--quick</c> the largest size is smaller, and the rows say which.
/// </remarks>
internal sealed class StorageBench(TimeProvider time) : IBenchmark
{
    private const long Full = 10_000_000, Few = 100_000;

    public string Name => "storage";

    public string Description => "Commit plain and sealed, beside the raw database; look up and search while the store grows to ten million exchanges";

    public async Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        var largest = settings.Rows ?? (settings.Quick ? Few : Full);
        progress($"start a database in {settings.DataFolder} ({new DriveInfo(settings.DataFolder).DriveFormat}), {new DriveInfo(settings.DataFolder).AvailableFreeSpace >> 30} GB free");
        var report = new StorageReport();
        var options = new StorageOptions { DataFolder = settings.DataFolder, MaxConnections = 40, SealsValues = false };
        using var keys = new InMemoryKeys();
        await using (var store = await new EmbeddedProvider().OpenAsync(options, null, cancellationToken))
        await using (var sealedStore = await new EmbeddedProvider().OpenAsync(
            options with { SealsValues = true, Keys = keys, Database = "sealed", MayAttach = true, Ciphers = new() { Confirmation = TimeSpan.FromSeconds(5) } }, null, cancellationToken))
        {
            await ReportDurabilityAsync(store, report, cancellationToken);
            await new CommitTurns(store, sealedStore, settings.Quick ? 500 : 4_000, settings.Quick ? 3 : 6, time, report, progress).RunAsync(cancellationToken);
            await new RotationTurn(sealedStore, time, report, progress).RunAsync(cancellationToken);
            await new BackupTurn(sealedStore, options, time, report, progress).RunAsync(cancellationToken);
            await new GrowthRun(store, largest, settings.Quick ? 40 : 200, report, progress).RunAsync(cancellationToken);
        }

        return new BenchReport(Name, MachineDescription.OfThisMachine(), report.Rows, report.Summary);
    }

    private static async Task ReportDurabilityAsync(HubStore store, StorageReport report, CancellationToken cancellationToken)
    {
        var durability = await store.ReadDurabilityAsync(cancellationToken);
        if (!durability.CommitsWaitForDisk)
        {
            throw new InvalidOperationException("The store does not commit durably: there is nothing to measure.");
        }

        report.Add("commits wait for the disk", 1, "yes", [.. durability.Settings.Select(setting => (setting.Key, (object)setting.Value))]);
    }
}
