using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Benchmarks;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql.Measuring;
using IntegrationHub.Storage.Search;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Bench.Storage;

/// <summary>The same look-ups and searches at 10 thousand, 1 million and 10 million exchanges (or fewer), one caller, by the hub's own ports.</summary>
internal sealed class GrowthRun(HubStore store, long largest, int repetitions, StorageReport report, Action<string> progress)
{
    private const long Smallest = 10_000, Middle = 1_000_000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddSingleton<ISearchProtection, DatabaseHashes>().AddIntegrationHubStorage(store);
        await using var ports = services.BuildServiceProvider();
        var (reader, registry) = (ports.GetRequiredService<IExchangeReader>(), ports.GetRequiredService<IReceptionStore>());
        var grown = new GrownStore(store);
        var first = new Dictionary<string, Asked>(StringComparer.Ordinal);
        var last = new Dictionary<string, Asked>(StringComparer.Ordinal);
        foreach (var rows in new[] { Math.Min(Smallest, largest), Middle, largest }.Where(rows => rows <= largest).Distinct().Order())
        {
            progress($"grow to {rows:N0} exchanges");
            var start = Stopwatch.GetTimestamp();
            await grown.GrowAsync(
                rows,
                made =>
                {
                    if (made % Middle == 0)
                    {
                        progress($"… {made:N0}");
                    }
                },
                cancellationToken);
            report.Add($"grown to {rows:N0} exchanges", Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 1), "s");
            progress($"look up and search at {rows:N0}");
            last = await MeasureAsync(grown, reader, registry, cancellationToken);
            foreach (var (name, asked) in last)
            {
                first.TryAdd(name, asked);
                report.Add(
                    $"{name} at {rows:N0}", Math.Round(asked.Milliseconds, 3), "ms", ("exchanges", rows), ("repetitions", repetitions), ("rows_shown", asked.RowsShown));
            }
        }

        var growth = last.ToDictionary(one => one.Key, one => one.Value.Milliseconds / first[one.Key].Milliseconds, StringComparer.Ordinal);
        var worst = growth.Where(one => one.Key.StartsWith("search", StringComparison.Ordinal)).MaxBy(one => one.Value);
        report.Add("largest size", largest, "exchanges", ("slowest_to_grow", worst.Key));
        report.Summary["search_growth_10m"] = Math.Round(worst.Value, 2);
        report.Summary["dedup_growth_10m"] = Math.Round(growth.Where(one => one.Key.StartsWith("registry", StringComparison.Ordinal)).Max(one => one.Value), 2);
    }

    private async Task<Dictionary<string, Asked>> MeasureAsync(GrownStore grown, IExchangeReader reader, IReceptionStore registry, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Asked>(StringComparer.Ordinal);
        foreach (var (name, next) in grown.Questions(new Random(7)))
        {
            found[$"search by {name}"] = await MedianAsync(async () => (await reader.SearchAsync(RetailerId.Default, next(), cancellationToken)).Count);
        }

        var random = new Random(7);
        found["registry: a known document"] = await MedianAsync(async () =>
            (await registry.LookUpAsync(RetailerId.Default, grown.Known(random), cancellationToken)).Document is not null
                ? 1
                : throw new InvalidOperationException("A registered document was not found."));
        found["registry: an unknown document"] = await MedianAsync(async () =>
            (await registry.LookUpAsync(RetailerId.Default, new DocumentKey(GrownStore.SenderCode, $"NEW-{random.Next()}", 1), cancellationToken)).Document is null
                ? 0
                : throw new InvalidOperationException("A document that nobody sent was found."));
        return found;
    }

    /// <summary>The first tenth warms caches and plans and does not count.</summary>
    /// <param name="ask">Asks once and says how many rows were the answer.</param>
    private async Task<Asked> MedianAsync(Func<Task<int>> ask)
    {
        var (times, rows) = (new List<double>(repetitions), new List<double>(repetitions));
        for (var number = -repetitions / 10; number < repetitions; number++)
        {
            var start = Stopwatch.GetTimestamp();
            var shown = await ask();
            if (number >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                rows.Add(shown);
            }
        }

        return new Asked(BenchStatistics.Median(times), BenchStatistics.Median(rows));
    }

    /// <summary>Medians of a question: its time, and the rows of its answer, for a question that answers more is not the same question.</summary>
    private readonly record struct Asked(double Milliseconds, double RowsShown);

    /// <summary>The hash that the database can compute as well when it makes the rows; as long as the real one and as evenly distributed.</summary>
    private sealed class DatabaseHashes : ISearchProtection
    {
        public string Hash(RetailerId retailer, SearchKeyKind kind, string value) =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, 16));

        public byte[]? Seal(RetailerId retailer, SearchKeyKind kind, Guid exchange, string value) => null;
    }
}
