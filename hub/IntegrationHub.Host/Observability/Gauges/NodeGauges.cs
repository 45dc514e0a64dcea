using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Portal.Data;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Observability.Gauges;

/// <summary>Looks at this node twice a minute and keeps the last two hours, for the page of operations. What must last longer goes to a collector by OTLP.</summary>
/// <remarks>Thread-safe: one round writes at a time, readers get a copy.</remarks>
internal sealed class NodeGauges(DataFolder folder, TimeProvider time, ILogger<NodeGauges> logger) : PeriodicWork(Every, "Gauges of the node", time, logger)
{
    public const int Most = 240;

    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Queue<NodeSample> _samples = new();
    private readonly ExchangeRates _rates = new();
    private (MachineReading Machine, TimeSpan Hub, long At)? _before;

    /// <summary>The node as it is and was.</summary>
    public NodeState Read()
    {
        NodeSample[] samples;
        long? memory;
        lock (_lock)
        {
            (samples, memory) = ([.. _samples], _before?.Machine.MemoryTotal);
        }

        var (free, total) = Disk();
        return new NodeState(Environment.MachineName, Environment.ProcessorCount, memory, free, total, samples, NodeWarnings.Of(samples, memory, free, total));
    }

    /// <summary>A disk that does not tell is shown as full: the page is needed most when it fails.</summary>
    private (long Free, long Total) Disk()
    {
        try
        {
            var disk = new DriveInfo(folder.FullPath);
            return (disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception failing) when (failing is IOException or UnauthorizedAccessException)
        {
            return (0, 0);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _rates.Dispose();
    }

    /// <summary>The first one only remembers where the counters stand.</summary>
    protected override Task RoundAsync(CancellationToken cancellationToken)
    {
        var now = (Machine: MachineReading.Now(), Hub: Environment.CpuUsage.TotalTime, At: Time.GetTimestamp());
        var rates = _rates.Take();

        // A disk may hang: nobody who reads waits for it.
        long? used = Disk() is { Total: > 0 } disk ? disk.Total - disk.Free : null;
        lock (_lock)
        {
            if (_before is { } before)
            {
                _samples.Enqueue(Of(before, now, rates) with { DiskUsed = used });
                if (_samples.Count > Most)
                {
                    _samples.Dequeue();
                }
            }

            _before = now;
        }

        return Task.CompletedTask;
    }

    private NodeSample Of(
        (MachineReading Machine, TimeSpan Hub, long At) before, (MachineReading Machine, TimeSpan Hub, long At) now,
        (long Received, long Sent, decimal? ReceptionP95, decimal? AttemptP95) rates)
    {
        var seconds = (decimal)Math.Max(0.001, Time.GetElapsedTime(before.At, now.At).TotalSeconds);
        return new NodeSample(
            Time.GetUtcNow(),
            Share(now.Machine.Busy - before.Machine.Busy, now.Machine.Ticks - before.Machine.Ticks),
            Math.Round(100 * (decimal)(now.Hub - before.Hub).TotalSeconds / seconds / Environment.ProcessorCount, 1),
            now.Machine.MemoryTotal - now.Machine.MemoryAvailable,
            Environment.WorkingSet,
            PerSecond(now.Machine.NetworkIn - before.Machine.NetworkIn),
            PerSecond(now.Machine.NetworkOut - before.Machine.NetworkOut),
            PerMinute(rates.Received),
            PerMinute(rates.Sent),
            rates.ReceptionP95,
            rates.AttemptP95);

        // Counters of interfaces that came or went since are no rate.
        decimal? PerSecond(long? octets) => octets is >= 0 and var some ? Math.Round(some / seconds, 0) : null;
        decimal PerMinute(long documents) => Math.Round(documents * 60 / seconds, 1);
        static decimal? Share(long? part, long? whole) => part is >= 0 and var some && whole is > 0 and var all ? Math.Round(100m * some / all, 1) : null;
    }
}
