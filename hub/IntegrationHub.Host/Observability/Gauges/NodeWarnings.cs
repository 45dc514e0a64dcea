using IntegrationHub.Portal.Data;

namespace IntegrationHub.Host.Observability.Gauges;

/// <summary>When somebody should look at the machine. Pure.</summary>
internal static class NodeWarnings
{
    /// <summary>Five minutes at two samples a minute: a moment at full load is no reason to wake anybody.</summary>
    private const int Lasting = 10;

    private const decimal HighPercent = 95;
    private const int LowDiskPart = 10;
    private const long LowDisk = 2L << 30;

    public static IReadOnlyList<string> Of(IReadOnlyList<NodeSample> samples, long? memory, long diskFree, long diskTotal)
    {
        var warnings = new List<string>();
        if (diskFree < LowDisk || diskFree < diskTotal / LowDiskPart)
        {
            warnings.Add(NodeState.DiskLow);
        }

        var last = samples.Count < Lasting ? [] : samples.Skip(samples.Count - Lasting).ToList();
        if (last.Count > 0 && last.All(static sample => sample.Processor >= HighPercent))
        {
            warnings.Add(NodeState.ProcessorHigh);
        }

        if (last.Count > 0 && memory is > 0 and var total && last.All(sample => sample.MemoryUsed is { } used && 100m * used / total >= HighPercent))
        {
            warnings.Add(NodeState.MemoryHigh);
        }

        return warnings;
    }
}
