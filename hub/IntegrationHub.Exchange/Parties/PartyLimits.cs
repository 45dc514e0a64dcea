namespace IntegrationHub.Exchange.Parties;

/// <summary>What one party may ask of the hub. Every number bounds memory, disk or time.</summary>
public sealed record PartyLimits
{
    /// <summary>Largest request body in bytes as it arrives; 1 kB to 256 MB.</summary>
    public long MaxRequestBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Largest document in bytes after decompression; 1 kB to 256 MB.</summary>
    public long MaxDocumentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Largest ratio of decompressed to compressed size, beyond the first megabyte; 1 to 10,000.</summary>
    public int MaxCompressionRatio { get; init; } = 200;

    /// <summary>Requests of each kind per minute; 0 means no limit.</summary>
    public int MaxRequestsPerMinute { get; init; } = 6_000;

    /// <summary>Entries in one List response; 1 to 100,000.</summary>
    public int MaxListEntries { get; init; } = 1_000;

    /// <summary>Bytes the party may archive per market day; 0 means no limit.</summary>
    public long MaxBytesPerDay { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>How far a header timestamp may differ from the hub's clock; zero switches the check off.</summary>
    public TimeSpan MaxClockSkew { get; init; } = TimeSpan.Zero;
}
