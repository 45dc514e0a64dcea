using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>A node of the installation as it last told of itself.</summary>
[Classified(DataClass.Internal)]
internal sealed class NodeRow
{
    public int RetailerId { get; set; }

    public string Name { get; set; } = "";

    public string Version { get; set; } = "";

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    /// <summary>When it ended as it was told to; null while it runs, and of one that was lost.</summary>
    public DateTimeOffset? StoppedAt { get; set; }

    /// <summary>When another node said that it is silent; null while it is heard of.</summary>
    public DateTimeOffset? MissedAt { get; set; }

    public int Processors { get; set; }

    /// <summary>Thousandths of all processors.</summary>
    public int? ProcessorLoad { get; set; }

    public long? MemoryUsed { get; set; }

    public long? MemoryTotal { get; set; }

    public long DiskFree { get; set; }

    public long DiskTotal { get; set; }

    /// <summary>Octets per second.</summary>
    public long? NetworkIn { get; set; }

    /// <summary>Octets per second.</summary>
    public long? NetworkOut { get; set; }
}
