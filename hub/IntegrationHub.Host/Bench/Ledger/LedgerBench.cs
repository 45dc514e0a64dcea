using IntegrationHub.Benchmarks;
using IntegrationHub.Notary.Measuring;

namespace IntegrationHub.Host.Bench.Ledger;

/// <summary>The ledger's tree alone: appending, and proofs at ten million entries.</summary>
/// <remarks>Summary: <c>appends_per_second</c>, <c>inclusion_us</c> and <c>consistency_us</c> (mean time of one proof).</remarks>
internal sealed class LedgerBench : IBenchmark
{
    private const long Full = 10_000_000;
    private const long Few = 200_000;

    public string Name => "ledger";

    public string Description => "Append to the ledger's tree and prove entries of it, at ten million entries";

    public async Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        var entries = settings.Quick ? Few : Full;
        progress($"append {entries:N0} entries, then prove");
        var figures = await LedgerBenchmark.RunAsync(entries, cancellationToken);
        var details = new Dictionary<string, object>(StringComparer.Ordinal) { ["entries"] = figures.Entries };
        BenchRow[] rows =
        [
            new("append", Math.Round(figures.AppendsPerSecond), "entries/s", details),
            new("prove inclusion", Math.Round(figures.InclusionMicroseconds, 1), "us", details),
            new("prove consistency", Math.Round(figures.ConsistencyMicroseconds, 1), "us", details),
            new("hashes in the longest inclusion proof", figures.ProofHashes, "hashes", details),
        ];
        var summary = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["appends_per_second"] = rows[0].Value,
            ["inclusion_us"] = rows[1].Value,
            ["consistency_us"] = rows[2].Value,
        };
        return new BenchReport(Name, MachineDescription.OfThisMachine(), rows, summary);
    }
}
