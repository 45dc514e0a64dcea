namespace IntegrationHub.Portal.Data;

/// <summary>The node at one instant; rates are those since the sample before.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="Processor">Percent of all processors of the machine; null where the system does not tell.</param>
/// <param name="HubProcessor">Percent of them that the hub's process used.</param>
/// <param name="MemoryUsed">Octets that are not to be had any more, on the whole machine.</param>
/// <param name="HubMemory">Octets of the hub's process.</param>
/// <param name="NetworkIn">Octets per second, without the loopback.</param>
/// <param name="NetworkOut">Octets per second, without the loopback.</param>
/// <param name="Received">Documents taken in per minute.</param>
/// <param name="Sent">Attempts to send a document per minute.</param>
/// <param name="ReceptionP95">Milliseconds from the first octet to the signed answer that 95 of 100 receptions did not exceed; null where there was none.</param>
/// <param name="AttemptP95">Milliseconds from the request to its outcome, likewise.</param>
public sealed record NodeSample(
    DateTimeOffset At, decimal? Processor, decimal HubProcessor, long? MemoryUsed, long HubMemory, decimal? NetworkIn, decimal? NetworkOut, decimal Received, decimal Sent,
    decimal? ReceptionP95, decimal? AttemptP95)
{
    /// <summary>Octets used on the disk of the data folder; null where it does not tell.</summary>
    public long? DiskUsed { get; init; }
}

/// <summary>The node that answers: its machine, and its last two hours.</summary>
/// <param name="Name">Of the machine.</param>
/// <param name="MemoryTotal">Octets.</param>
/// <param name="DiskFree">Octets on the disk of the data folder.</param>
/// <param name="DiskTotal">Octets of that disk.</param>
/// <param name="Samples">Oldest first, two a minute; none in the first half minute.</param>
/// <param name="Warnings">What somebody should look at: <see cref="DiskLow"/>, <see cref="ProcessorHigh"/>, <see cref="MemoryHigh"/>.</param>
public sealed record NodeState(string Name, int Processors, long? MemoryTotal, long DiskFree, long DiskTotal, IReadOnlyList<NodeSample> Samples, IReadOnlyList<string> Warnings)
{
    public const string DiskLow = "disk-low";
    public const string ProcessorHigh = "processor-high";
    public const string MemoryHigh = "memory-high";
}

/// <summary>Keys of the store, work on them, and what was saved last.</summary>
/// <param name="DataKeys">Data keys that open values.</param>
/// <param name="Destroyed">Those that were destroyed.</param>
/// <param name="NewestKey">When the newest was made.</param>
/// <param name="Work">Rotations under way or done last.</param>
/// <param name="KeysSavedAt">When the key-encryption key was last written apart; null when never.</param>
/// <param name="StoreSavedAt">When the store was last backed up by the hub; null when never, or when its server's own means do it.</param>
public sealed record SafekeepingState(int DataKeys, int Destroyed, DateTimeOffset? NewestKey, IReadOnlyList<KeyJob> Work, DateTimeOffset? KeysSavedAt, DateTimeOffset? StoreSavedAt);

/// <summary>One rotation. Its counts are values.</summary>
public sealed record KeyJob(string Name, long Seen, long Written, DateTimeOffset BegunAt, DateTimeOffset? FinishedAt);
