using IntegrationHub.Benchmarks;
using IntegrationHub.Host.Bench.Hub;
using IntegrationHub.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>One run of the exchange bench, part by part; keeps the rows.</summary>
internal sealed class ExchangeRun(
    ExchangePlan plan, BenchFolder folder, MessageFile messages, MessageComposer composer, string log, TimeProvider time, Action<string> progress)
{
    /// <summary>Messages 5,001 to 15,000 are compared with 90,001 to 100,000.</summary>
    private const int Window = 10_000;

    private ReadOnlyMemory<byte> _answer;

    public List<BenchRow> Rows { get; } = [];

    public Dictionary<string, double> Summary { get; } = new(StringComparer.Ordinal);

    /// <summary>A hub just warm, so that nothing hides in memory that it holds from earlier load.</summary>
    public async Task MeasureLargeAsync(CancellationToken cancellationToken)
    {
        progress("sign a 10 MB and a 50 MB document");
        var (ten, fifty) = (composer.Put("BENCH-10MB", 10_000_000), composer.Put("BENCH-50MB", 50_000_000));
        var (hub, address) = await HubProcess.StartAsync(folder.FullPath, log, cancellationToken);
        await using var running = hub;
        using var client = new LoadClient(folder, address, ExchangePlan.Connections, time);
        progress($"{plan.WarmUp:N0} messages to warm up, then the large ones");
        await ClosedLoop.RunAsync(client, messages, 0, plan.WarmUp, ExchangePlan.Connections, static _ => { }, time, cancellationToken);
        var large = await LargeDocuments.PutAsync(hub, client, fifty, time, cancellationToken);
        var middle = await LargeDocuments.PutAsync(hub, client, ten, time, cancellationToken);
        Add("10 MB document", middle.Seconds * 1000, "ms", ("bytes", ten.Length));
        Add("50 MB document", large.Seconds * 1000, "ms", ("bytes", fifty.Length));
        Add("memory growth of the hub, 50 MB document", large.GrowthMegabytes, "MB");
        Summary["growth_mb_50mb"] = Math.Round(large.GrowthMegabytes, 1);
    }

    /// <summary>Throughput, flatness, processor and memory in a closed loop; latency in an open one.</summary>
    public async Task MeasureLoadAsync(CancellationToken cancellationToken)
    {
        var (hub, address) = await HubProcess.StartAsync(folder.FullPath, log, cancellationToken);
        await using var running = hub;
        await ReportDurabilityAsync(cancellationToken);
        using var client = new LoadClient(folder, address, ExchangePlan.Connections, time);
        await MeasureThroughputAsync(hub, client, cancellationToken);
        var from = plan.WarmUp + plan.Closed;
        foreach (var (perSecond, count) in plan.Open)
        {
            await MeasureLatencyAsync(client, from, count, perSecond, cancellationToken);
            from += count;
        }

        _answer = client.Answer;
    }

    public async Task MeasureFloorAsync(CancellationToken cancellationToken)
    {
        var floor = new ExchangeFloor(folder, messages, _answer, time);
        progress("floor: signature operations alone");
        var signatures = floor.Signatures(plan.Floor, cancellationToken);
        progress("floor: commits alone");
        var commits = await floor.CommitsAsync(plan.Floor, cancellationToken);
        Add("floor: verify and sign alone", signatures, "msg/s", ("cores", Environment.ProcessorCount));
        Add("floor: commits alone", commits.CommitsPerSecond, "msg/s", ("callers", ExchangePlan.Connections), ("p99_ms", Math.Round(commits.P99.TotalMilliseconds, 2)));
        Summary["floor_share"] = Math.Round(Summary["messages_per_second"] / Math.Min(signatures, commits.CommitsPerSecond), 3);
    }

    private async Task ReportDurabilityAsync(CancellationToken cancellationToken)
    {
        await using var beside = await folder.OpenAsync(cancellationToken);
        var durability = await beside.Services.GetRequiredService<HubStore>().ReadDurabilityAsync(cancellationToken);
        progress(string.Join(", ", durability.Settings.Select(setting => $"{setting.Key} = {setting.Value}")));
        if (!durability.CommitsWaitForDisk)
        {
            throw new InvalidOperationException("The store does not commit durably: there is nothing to measure.");
        }

        Add("fsync and synchronous_commit are on", 1, "yes", [.. durability.Settings.Select(setting => (setting.Key, (object)setting.Value))]);
    }

    private async Task MeasureThroughputAsync(HubProcess hub, LoadClient client, CancellationToken cancellationToken)
    {
        progress($"{plan.Closed:N0} messages at {ExchangePlan.Connections} connections");
        var marks = new ProcessorMarks(plan, () => ProcessorShares.Now(hub, folder));
        var answered = await ClosedLoop.RunAsync(
            client, messages, plan.WarmUp, plan.WarmUp + plan.Closed, ExchangePlan.Connections, marks.Answered, time, cancellationToken);
        var throughput = ClosedLoop.Throughput(answered, plan.Settling + 1, plan.Closed);
        var cpu = marks.PerMessage(plan.Settling, plan.Closed);
        Add("throughput", throughput, "msg/s", ("connections", ExchangePlan.Connections), ("bytes", Math.Round(messages.AverageBytes)), ("load", ProcessFacts.LoadAverage()));
        Add("processor per message, hub", cpu.Hub * 1000, "ms");
        Add("processor per message, database", cpu.Database * 1000, "ms");
        Add("processor per message, generator", cpu.Generator * 1000, "ms");
        Add("memory of the hub at its highest", ProcessFacts.PeakResidentMegabytes(hub.Id), "MB");
        Summary["messages_per_second"] = Math.Round(throughput, 1);
        if (plan.Closed >= 100_000)
        {
            ReportFlatness(answered, marks);
        }
    }

    /// <summary>Throughput also tells of others' work on the machine; processor time hardly does.</summary>
    private void ReportFlatness(double[] answered, ProcessorMarks marks)
    {
        foreach (var from in Enumerable.Range(0, 10).Select(part => part * Window).Where(from => from >= plan.Settling).Prepend(plan.Settling))
        {
            var (last, cpu) = (from + Window, marks.PerMessage(from, from + Window));
            Add($"messages {from + 1:N0} to {last:N0}", ClosedLoop.Throughput(answered, from + 1, last), "msg/s",
                ("hubMilliseconds", Math.Round(cpu.Hub * 1000, 3)), ("databaseMilliseconds", Math.Round(cpu.Database * 1000, 3)));
        }

        Summary["slowdown_100k"] = Math.Round(
            ClosedLoop.Throughput(answered, 5_001, 15_000) / ClosedLoop.Throughput(answered, 90_001, 100_000), 3);
    }

    private async Task MeasureLatencyAsync(LoadClient client, int from, int count, int perSecond, CancellationToken cancellationToken)
    {
        progress($"{count:N0} messages at {perSecond} per second");
        var latencies = await OpenLoop.RunAsync(client, messages, from, count, perSecond, time, cancellationToken);
        var p99 = BenchStatistics.Percentile(latencies, 99);
        Add($"latency p50 at {perSecond}/s", BenchStatistics.Percentile(latencies, 50), "ms", ("messages", count), ("load", ProcessFacts.LoadAverage()));
        Add($"latency p99 at {perSecond}/s", p99, "ms");
        Add($"latency max at {perSecond}/s", latencies.Max(), "ms");
        Summary.TryAdd("p99_ms", Math.Round(p99, 2));
    }

    private void Add(string name, double value, string unit, params IReadOnlyList<(string Name, object Value)> details) => Rows.Add(
        new BenchRow(name, Math.Round(value, 3), unit, details.ToDictionary(detail => detail.Name, detail => detail.Value, StringComparer.Ordinal)));
}
