using IntegrationHub.Benchmarks;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.Bench.Hub;
using IntegrationHub.Notary.Measuring;
using IntegrationHub.Storage.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Bench.Ledger;

/// <summary>The ledger on the store: proofs and durable appending at ten million stored entries; and, as the floor, its tree in memory.</summary>
/// <remarks>
/// Summary: <c>appends_per_second</c> (events from commit to place, durably, with the hub's own sequencer), <c>lag_ms</c> (the last event's wait
/// for its place), <c>inclusion_us</c> and <c>consistency_us</c> (mean time of one proof from stored tiles), and <c>floor_…</c> of each in memory.
/// </remarks>
internal sealed class LedgerBench(TimeProvider time) : IBenchmark
{
    private const long Full = 10_000_000;
    private const long Few = 200_000;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    public string Name => "ledger";

    public string Description => "Append to the stored ledger and prove entries of it, at ten million entries, beside the tree in memory";

    public async Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        var entries = settings.Quick ? Few : Full;
        progress($"the floor: append {entries:N0} entries in memory, then prove");
        var floor = await LedgerBenchmark.RunAsync(entries, cancellationToken);

        progress($"store a tree of {entries:N0} entries");
        using var folder = await BenchFolder.CreateAsync(Path.Combine(settings.DataFolder, "hub"), time, cancellationToken);
        await using var node = await folder.OpenAsync(cancellationToken);
        var stored = new StoredLedgerBenchmark(node.Services.GetRequiredService<ILedgerStore>(), node.Services.GetRequiredService<IReceptionStore>(), time);
        await stored.FillAsync(entries, cancellationToken);
        progress("prove from the store");
        var proofs = await stored.ProveAsync(cancellationToken);
        progress("commit events, with the sequencer beside");
        var appends = await stored.AppendAsync(settings.Quick ? Short : Long, cancellationToken);

        var details = new Dictionary<string, object>(StringComparer.Ordinal) { ["entries"] = entries };
        BenchRow[] rows =
        [
            new("append durably", Math.Round(appends.AppendsPerSecond), "events/s", details),
            new("commit beside the sequencer", Math.Round(appends.CommitsPerSecond), "events/s", details),
            new("wait of the last event for its place", Math.Round(appends.LagMilliseconds), "ms", details),
            new("prove inclusion from the store", Math.Round(proofs.InclusionMicroseconds, 1), "us", details),
            new("prove consistency from the store", Math.Round(proofs.ConsistencyMicroseconds, 1), "us", details),
            new("floor: append in memory", Math.Round(floor.AppendsPerSecond), "entries/s", details),
            new("floor: prove inclusion in memory", Math.Round(floor.InclusionMicroseconds, 1), "us", details),
            new("floor: prove consistency in memory", Math.Round(floor.ConsistencyMicroseconds, 1), "us", details),
            new("hashes in the longest inclusion proof", floor.ProofHashes, "hashes", details),
        ];
        var summary = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["appends_per_second"] = rows[0].Value,
            ["lag_ms"] = rows[2].Value,
            ["inclusion_us"] = rows[3].Value,
            ["consistency_us"] = rows[4].Value,
            ["floor_appends_per_second"] = rows[5].Value,
            ["floor_inclusion_us"] = rows[6].Value,
            ["floor_consistency_us"] = rows[7].Value,
        };
        return new BenchReport(Name, MachineDescription.OfThisMachine(), rows, summary);
    }
}
