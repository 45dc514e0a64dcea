using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Benchmarks;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Measuring;
using IntegrationHub.Storage.PostgreSql.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Bench.Storage;

/// <summary>
/// Commits of 20 kB documents by 64 callers, in turns: plain, sealed, raw database, plain, … so that whatever else happens on the machine happens
/// to all three. The medians of the turns count.
/// </summary>
internal sealed class CommitTurns(HubStore store, HubStore sealedStore, int commits, int turns, TimeProvider time, StorageReport report, Action<string> progress)
{
    private const int Callers = 64, DocumentBytes = 20_000, AnswerBytes = 6_000, AcknowledgementBytes = 1_500;

    /// <summary>Rows that the commit of one document writes: two of the archive, registry, exchange, mailbox, event, notification, two search keys.</summary>
    private const int RowsPerCommit = 9;

    /// <summary>What 20 kB of a market document are when they are packed.</summary>
    private const int PackedBytes = 3_700;

    private readonly ReadOnlyMemory<byte> _answer = Text("answer", AnswerBytes), _acknowledgement = Text("acknowledgement", AcknowledgementBytes);
    private int _made;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var plain = new ServiceCollection().AddSingleton(time).AddIntegrationHubStorage(store).BuildServiceProvider();
        await using var sealing = new ServiceCollection().AddSingleton(time).AddIntegrationHubStorage(sealedStore).BuildServiceProvider();
        var raw = new RawDatabase(store);
        var rest = RandomNumberGenerator.GetBytes(4_000).AsMemory();
        var packed = RandomNumberGenerator.GetBytes(PackedBytes).AsMemory();

        progress("commits: warm up");
        await CommitAsync(plain, commits / 4, cancellationToken);
        await CommitAsync(sealing, commits / 4, cancellationToken);
        var (plainly, sealedly, rawly, costs) = (new List<StorageFloor>(), new List<StorageFloor>(), new List<double>(), new List<double>());
        // What the disk still writes of one is paid by the next, so each of the three comes first, second and last equally often.
        Func<Task>[] order =
        [
            async () => plainly.Add(await CommitAsync(plain, commits, cancellationToken)),
            async () => sealedly.Add(await CommitAsync(sealing, commits, cancellationToken)),
            async () => rawly.Add(await raw.RunAsync(Callers, commits, packed, rest, cancellationToken)),
        ];
        for (var turn = 0; turn < turns; turn++)
        {
            progress($"commits: turn {turn + 1} of {turns}");
            for (var place = 0; place < order.Length; place++)
            {
                // Forwards in three turns, backwards in three.
                var step = turn / order.Length % 2 == 0 ? place : order.Length - 1 - place;
                await order[(turn + step) % order.Length]();
            }

            costs.Add(100 * (1 - (sealedly[^1].CommitsPerSecond / plainly[^1].CommitsPerSecond)));
        }

        Report("plain", plainly);
        Report("sealed", sealedly);
        report.Add("raw database: documents in two plain statements", Math.Round(BenchStatistics.Median(rawly)), "documents/s", ("callers", Callers), ("turns", turns));
        report.Summary["commits_per_second"] = Math.Round(BenchStatistics.Median([.. plainly.Select(floor => floor.CommitsPerSecond)]));
        report.Summary["sealed_commits_per_second"] = Math.Round(BenchStatistics.Median([.. sealedly.Select(floor => floor.CommitsPerSecond)]));
        report.Summary["encryption_cost_percent"] = Math.Round(BenchStatistics.Median(costs), 1);
    }

    private void Report(string name, List<StorageFloor> floors)
    {
        var perSecond = BenchStatistics.Median([.. floors.Select(floor => floor.CommitsPerSecond)]);
        report.Add($"{name}: commits", Math.Round(perSecond), "commits/s",
            ("callers", Callers), ("turns", turns),
            ("p50_ms", Math.Round(BenchStatistics.Median([.. floors.Select(floor => floor.P50.TotalMilliseconds)]), 2)),
            ("p99_ms", Math.Round(BenchStatistics.Median([.. floors.Select(floor => floor.P99.TotalMilliseconds)]), 2)),
            ("processor_us", Math.Round(BenchStatistics.Median([.. floors.Select(floor => floor.CpuPerCommit.TotalMicroseconds)]))));
        report.Add($"{name}: rows", Math.Round(perSecond * RowsPerCommit), "rows/s");
    }

    private async Task<StorageFloor> CommitAsync(ServiceProvider ports, int count, CancellationToken cancellationToken)
    {
        // Prepared beforehand and different in every turn: bytes that are there already would be stored for nothing.
        var first = Interlocked.Add(ref _made, count) - count;
        var messages = Enumerable.Range(first, count).Select(number => Text($"message {number}", DocumentBytes)).ToArray();
        return await new StorageBenchmark(ports.GetRequiredService<IArchive>(), ports.GetRequiredService<IReceptionStore>(), time).RunAsync(
            new PartyId(Guid.CreateVersion7(time.GetUtcNow())), Callers, count, number => messages[number], _acknowledgement, _answer, cancellationToken);
    }

    /// <summary>Text that packs as a market document does: points whose numbers differ.</summary>
    private static ReadOnlyMemory<byte> Text(string seed, int bytes)
    {
        var random = new Random(HashOf(seed));
        var text = new StringBuilder($"<document><mRID>{seed}</mRID>");
        for (var position = 1; text.Length < bytes; position++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<Point><position>{position}</position><quantity>{random.Next(100_000)}</quantity></Point>");
        }

        return Encoding.UTF8.GetBytes(text.ToString(0, bytes));
    }

    private static int HashOf(string text) => BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
