using System.Diagnostics;
using IntegrationHub.Benchmarks;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.PostgreSql.Measuring;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;
using StorageOptions = IntegrationHub.Storage.StorageOptions;

namespace IntegrationHub.Host.Bench.Processes;

/// <summary>
/// The process engine on an embedded database of its own: a process of ten services, each step a durable commit, one at a time and 64 at a time, each
/// beside its floor; a person's list among 100,000 open tasks; 10,000 timers over a minute.
/// </summary>
/// <remarks>
/// Summary: <c>instances_per_second</c> and <c>commit_floor_share</c> (at 64 in flight, of the floor's instances per second in the same run),
/// <c>instances_per_second_1</c> and <c>commit_floor_share_1</c> (one at a time), <c>task_list_ms</c> (median of a page of 50), <c>timer_p99_ms</c>.
/// </remarks>
internal sealed class ProcessesBench(TimeProvider time) : IBenchmark
{
    public string Name => "processes";

    public string Description => "Run processes with durable steps beside the raw database, list a person's tasks, fire timers";

    public async Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        using var keys = new InMemoryKeys();
        var options = new StorageOptions { DataFolder = settings.DataFolder, MaxConnections = 40, MaxArchiveConnections = 16, Keys = keys };
        await using var store = await new EmbeddedProvider().OpenAsync(options, null, cancellationToken);
        if (!(await store.ReadDurabilityAsync(cancellationToken)).CommitsWaitForDisk)
        {
            throw new InvalidOperationException("The store does not commit durably: there is nothing to measure.");
        }

        await using var ports = new ServiceCollection().AddSingleton(time).AddIntegrationHubStorage(store).BuildServiceProvider();
        var run = new ProcessesRun(ports.GetRequiredService<IProcessStore>(), new ProcessFloor(store), time);
        await run.PrepareAsync(cancellationToken);
        var (rows, summary) = (new List<BenchRow>(), new Dictionary<string, double>(StringComparer.Ordinal));
        foreach (var (inFlight, instances) in settings.Quick ? [(1, 40), (64, 400)] : new[] { (1, 600), (64, 6_000) })
        {
            progress($"{instances} instances of ten steps, {inFlight} in flight, in turns with the floor");
            var pairs = new List<(double Engine, double Floor)>();
            for (var turn = 0; turn < (settings.Quick ? 1 : 3); turn++)
            {
                pairs.Add((await run.InstancesPerSecondAsync(inFlight, instances, cancellationToken), await run.FloorPerSecondAsync(inFlight, instances, cancellationToken)));
            }

            var (engine, floor) = (BenchStatistics.Median([.. pairs.Select(pair => pair.Engine)]), BenchStatistics.Median([.. pairs.Select(pair => pair.Floor)]));
            var share = BenchStatistics.Median([.. pairs.Select(pair => pair.Engine / pair.Floor)]);
            rows.Add(new BenchRow($"ten steps, {inFlight} in flight", Math.Round(engine, 1), "instances/s"));
            rows.Add(new BenchRow($"floor: the same rows, {inFlight} in flight", Math.Round(floor, 1), "instances/s"));
            var suffix = inFlight == 1 ? "_1" : "";
            summary["instances_per_second" + suffix] = Math.Round(engine, 1);
            summary["commit_floor_share" + suffix] = Math.Round(share, 3);
        }

        var tasks = settings.Quick ? 10_000 : 100_000;
        progress($"a page of 50 among {tasks:N0} open tasks");
        var list = await run.TaskListAsync(tasks, settings.Quick ? 20 : 200, cancellationToken);
        rows.Add(new BenchRow($"task list, {tasks:N0} open: median", Math.Round(BenchStatistics.Median(list), 2), "ms"));
        rows.Add(new BenchRow($"task list, {tasks:N0} open: p99", Math.Round(BenchStatistics.Percentile(list, 99), 2), "ms"));
        summary["task_list_ms"] = rows[^2].Value;

        var (timers, spread) = settings.Quick ? (500, TimeSpan.FromSeconds(5)) : (10_000, TimeSpan.FromMinutes(1));
        progress($"{timers:N0} timers over {spread.TotalSeconds:N0} s");
        var late = await run.TimersAsync(timers, spread, cancellationToken);
        rows.Add(new BenchRow($"{timers:N0} timers: median lateness", Math.Round(BenchStatistics.Median(late), 1), "ms"));
        rows.Add(new BenchRow($"{timers:N0} timers: p99 lateness", Math.Round(BenchStatistics.Percentile(late, 99), 1), "ms"));
        summary["timer_p99_ms"] = rows[^1].Value;
        return new BenchReport(Name, MachineDescription.OfThisMachine(), rows, summary);
    }
}

/// <summary>What is measured, on one store.</summary>
internal sealed class ProcessesRun(IProcessStore store, ProcessFloor floor, TimeProvider time)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(250);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await floor.PrepareAsync(cancellationToken);
        using var engine = NewEngine(static _ => { }, static _ => { });
        var deployment = await engine.DeployAsync(BenchProcesses.File(), "bench", cancellationToken);
        if (deployment.Findings.Count > 0)
        {
            throw new InvalidOperationException(deployment.Findings[0].ToString());
        }
    }

    /// <summary>A new instance starts when one has come to its last service; the run ends when the last one has ended.</summary>
    public async Task<double> InstancesPerSecondAsync(int inFlight, int instances, CancellationToken cancellationToken)
    {
        using var room = new SemaphoreSlim(inFlight);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var engine = NewEngine(_ => room.Release(), static _ => { });
        Exception? trouble = null;
        var working = engine.RunAsync(inFlight, Idle, (_, fault) => Interlocked.CompareExchange(ref trouble, fault, null), stop.Token);
        var start = Stopwatch.GetTimestamp();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(CallerAsync, cancellationToken)));
        await UntilNoneRunsAsync(BenchProcesses.TenSteps, () => trouble, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        await stop.CancelAsync();
        await working;
        return instances / elapsed.TotalSeconds;

        // As many callers as the floor has: one alone, who waits for the disk at every start, would be what is measured.
        async Task CallerAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number <= instances)
            {
                await room.WaitAsync(cancellationToken);
                await engine.StartAsync(Guid.CreateVersion7(), BenchProcesses.TenSteps, $"B-{number}", ContextValue.Empty, null, cancellationToken);
            }
        }
    }

    public async Task<double> FloorPerSecondAsync(int inFlight, int instances, CancellationToken cancellationToken)
    {
        // The texts of an instance in the middle of the process, and of the entry of one step.
        var (state, data, entry) = (new string('s', 420), "{}", new string('e', 260));
        var next = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(CallerAsync, cancellationToken)));
        return instances / Stopwatch.GetElapsedTime(start).TotalSeconds;

        async Task CallerAsync()
        {
            while (Interlocked.Increment(ref next) <= instances)
            {
                await floor.RunAsync(BenchProcesses.Steps, state, data, entry, cancellationToken);
            }
        }
    }

    public async Task<IReadOnlyCollection<double>> TaskListAsync(int tasks, int runs, CancellationToken cancellationToken)
    {
        await floor.OpenTasksAsync(tasks, BenchProcesses.Tasks, "b", "bench", cancellationToken);
        using var engine = NewEngine(static _ => { }, static _ => { });
        var actor = new Actor("bench", ["bench", "other"], []);
        var milliseconds = new List<double>();
        TaskPlace? after = null;
        for (var i = 0; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var page = await engine.TasksOfAsync(actor, after, 50, cancellationToken);
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            after = page.Count == 50 ? page[^1].Place : null;
        }

        return milliseconds;
    }

    public async Task<IReadOnlyCollection<double>> TimersAsync(int timers, TimeSpan spread, CancellationToken cancellationToken)
    {
        var late = new Lateness(time);
        using var engine = NewEngine(static _ => { }, late.Note);

        // Time to arm them all before the first one is due.
        var first = time.GetUtcNow() + TimeSpan.FromMilliseconds(5 * timers) + TimeSpan.FromSeconds(2);
        await Parallel.ForEachAsync(Enumerable.Range(0, timers), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (number, cancellation) =>
            await engine.StartAsync(Guid.CreateVersion7(), BenchProcesses.Timers, $"T-{number}", ContextValue.Of(("due", Value.Of(first + (spread * number / timers)))), null, cancellation));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? trouble = null;
        var working = engine.RunAsync(16, Idle, (_, fault) => Interlocked.CompareExchange(ref trouble, fault, null), stop.Token);
        await UntilNoneRunsAsync(BenchProcesses.Timers, () => trouble, cancellationToken);
        await stop.CancelAsync();
        await working;
        return late.Milliseconds;
    }

    private async Task UntilNoneRunsAsync(string process, Func<Exception?> trouble, CancellationToken cancellationToken)
    {
        while ((await store.InstancesAsync(new InstanceQuery(process, null, InstanceStatus.Running, OnlyWithIncidents: false, null, 1), cancellationToken)).Count > 0)
        {
            if (trouble() is { } fault)
            {
                throw new InvalidOperationException("The engine did not come through.", fault);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        }
    }

    private ProcessEngine NewEngine(Action<ServiceCall> last, Action<ServiceCall> fired) => new(
        store,
        [new BenchService(BenchProcesses.Step, static _ => { }), new BenchService(BenchProcesses.Last, last), new BenchService(BenchProcesses.Fired, fired)],
        NoNotifier.Instance,
        time,
        EngineOptions.Default);
}
