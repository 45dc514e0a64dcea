using System.Diagnostics.Metrics;
using IntegrationHub.Host.Observability;
using IntegrationHub.Host.Observability.Gauges;
using IntegrationHub.Portal.Data;

namespace IntegrationHub.Host.Tests.Observability;

/// <summary>What the hub sees of its own machine.</summary>
public sealed class NodeGaugesTests
{
    private const string Stat = "cpu  100 20 30 800 50 0 0 0 7 0\ncpu0 50 10 15 400 25 0 0 0 0 0\nintr 5\n";
    private const string Memory = "MemTotal:       16000 kB\nMemFree:         2000 kB\nMemAvailable:    4000 kB\n";
    private const string Network =
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            lo: 999 9 0 0 0 0 0 0 999 9 0 0 0 0 0 0
          eth0: 1000 9 0 0 0 0 0 0 300 9 0 0 0 0 0 0
          eth1:20 1 0 0 0 0 0 0 4 1 0 0 0 0 0 0
        """;

    [Fact]
    public void The_counters_of_Linux_are_read_without_idle_time_and_without_the_loopback() =>
        Assert.Equal(new MachineReading(150, 1000, 16_000 * 1024, 4_000 * 1024, 1020, 304), MachineReading.Of(Stat, Memory, Network));

    [Theory]
    [InlineData("", "", "")]
    [InlineData("cpu  1 2\n", "MemTotal: many\n", "")]
    public void What_a_system_does_not_tell_is_unknown_and_no_zero(string stat, string memory, string network) =>
        Assert.Equal(new MachineReading(null, null, null, null, null, null), MachineReading.Of(stat, memory, network));

    [Fact]
    public void Rates_come_from_the_exported_instruments_and_begin_anew_with_every_reading()
    {
        using var meter = new Meter(Telemetry.ExchangeMeter);
        var (received, time) = (meter.CreateCounter<long>("ihub.documents.received"), meter.CreateHistogram<double>("ihub.reception.duration"));
        using var rates = new ExchangeRates();
        for (var i = 1; i <= 100; i++)
        {
            received.Add(1);
            time.Record(i / 1000.0);
        }

        // Other hubs of this process count as well, so there may be more.
        var (first, _, p95, _) = rates.Take();
        Assert.True(first >= 100, $"{first} of 100 documents were counted.");
        Assert.NotNull(p95);
        received.Add(3);
        Assert.InRange(rates.Take().Received, 3, first + 2);
    }

    [Fact]
    public void A_disk_nearly_full_is_told_at_once_and_a_busy_machine_after_five_minutes()
    {
        const long gigabyte = 1L << 30;
        Assert.Equal([], NodeWarnings.Of(Samples(9, processor: 100, used: 99), 100, 50 * gigabyte, 100 * gigabyte));
        Assert.Equal([NodeState.ProcessorHigh, NodeState.MemoryHigh], NodeWarnings.Of(Samples(10, processor: 95, used: 95), 100, 50 * gigabyte, 100 * gigabyte));
        Assert.Equal([], NodeWarnings.Of([.. Samples(10, processor: 100, used: 99), .. Samples(1, processor: 10, used: 10)], 100, 50 * gigabyte, 100 * gigabyte));
        Assert.Equal([NodeState.DiskLow], NodeWarnings.Of([], 100, 9 * gigabyte, 100 * gigabyte));
        Assert.Equal([NodeState.DiskLow], NodeWarnings.Of([], null, gigabyte, 4 * gigabyte));
        Assert.Equal([], NodeWarnings.Of(Samples(10, processor: null, used: null), null, 50 * gigabyte, 100 * gigabyte));
    }

    private static NodeSample[] Samples(int count, decimal? processor, long? used) =>
        [.. Enumerable.Repeat(new NodeSample(DateTimeOffset.UnixEpoch, processor, 0, used, 0, null, null, 0, 0, null, null), count)];
}
