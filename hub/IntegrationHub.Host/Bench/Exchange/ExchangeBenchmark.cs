using IntegrationHub.Benchmarks;
using IntegrationHub.Host.Bench.Hub;

namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>
/// The whole way in, measured from outside: generator, hub and store on one machine, the store on a disk with fsync; 20 kB signed documents,
/// distinct and prepared beforehand, durable commit and signed acknowledgement each; and beside it the floors.
/// </summary>
/// <remarks>
/// Summary: <c>messages_per_second</c> (64 connections, after the first 5,000), <c>p99_ms</c> (open loop, 200 per second),
/// <c>floor_share</c> (throughput over the smaller floor), <c>slowdown_100k</c> (throughput of messages 5,001 to 15,000 over that of 90,001
/// to 100,000; absent with <c>--quick</c>) and <c>growth_mb_50mb</c> (peak resident memory of the hub while it takes a signed 50 MB document,
/// less that before).
/// </remarks>
internal sealed class ExchangeBenchmark(TimeProvider time) : IBenchmark
{
    public string Name => "exchange";

    public string Description => "Take in signed 20 kB documents over mutual TLS, commit and acknowledge them durably, beside the floors";

    public async Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        var plan = settings.Quick ? ExchangePlan.Quick : ExchangePlan.Full;
        progress($"make a data folder in {settings.DataFolder} ({new DriveInfo(settings.DataFolder).DriveFormat})");
        using var folder = await BenchFolder.CreateAsync(Path.Combine(settings.DataFolder, "hub"), time, cancellationToken);
        var composer = new MessageComposer(folder, time.GetUtcNow());
        progress($"prepare {plan.Messages:N0} signed messages");
        using var messages = await MessageFile.PrepareAsync(
            Path.Combine(settings.DataFolder, "messages"), plan.Messages, number => composer.Put($"BENCH-{number:D7}", ExchangePlan.DocumentBytes), cancellationToken);

        var run = new ExchangeRun(plan, folder, messages, composer, Path.Combine(settings.DataFolder, "hub.log"), time, progress);
        await run.MeasureLargeAsync(cancellationToken);
        await run.MeasureLoadAsync(cancellationToken);
        await run.MeasureFloorAsync(cancellationToken);
        return new BenchReport(Name, MachineDescription.OfThisMachine(), run.Rows, run.Summary);
    }
}
