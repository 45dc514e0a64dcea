namespace IntegrationHub.Storage.Operations;

/// <summary>What a node tells of itself.</summary>
/// <param name="Name">Of the node; unique among the nodes of one store, the same after a restart. It ends with the mark of its data folder, by which it is known on another machine, too.</param>
/// <param name="Version">Of the program.</param>
/// <param name="StartedAt">When this life of it began.</param>
/// <param name="SeenAt">When it told this.</param>
/// <param name="StoppedAt">When it ended as it was told to; null while it runs.</param>
/// <param name="ProcessorLoad">Thousandths of all processors of the machine; null where the system does not tell.</param>
/// <param name="MemoryUsed">Octets that are not to be had any more.</param>
/// <param name="DiskFree">Octets on the disk of the data folder.</param>
/// <param name="NetworkIn">Octets per second.</param>
/// <param name="NetworkOut">Octets per second.</param>
public sealed record NodeReport(
    string Name, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset? StoppedAt, int Processors, int? ProcessorLoad, long? MemoryUsed, long? MemoryTotal,
    long DiskFree, long DiskTotal, long? NetworkIn, long? NetworkOut)
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>Characters of the mark at the end of the name.</summary>
    public const int MarkLength = 12;

    /// <summary>When another node said that it is silent; null while it is heard of, and in what it tells itself.</summary>
    public DateTimeOffset? MissedAt { get; init; }
}
