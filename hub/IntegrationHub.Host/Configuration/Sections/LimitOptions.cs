using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>What the hub as a whole takes on.</summary>
internal sealed record LimitOptions
{
    [Setting("Open connections of partners at the same time.", Min = "10", Max = "100000")]
    public int MaxConnections { get; init; } = 1_000;

    [Setting("Requests of one party in work at the same time; further ones are answered 429.", Min = "1", Max = "10000")]
    public int MaxReceptions { get; init; } = 128;

    [Setting("Largest request, whatever its party's own limit says.", Min = "64kB", Max = "1GB")]
    public ByteSize MaxRequest { get; init; } = new(256L << 20);

    [Setting("Slowest body that is waited for, per second.", Min = "0", Max = "1MB")]
    public ByteSize MinBodyRate { get; init; } = new(1L << 10);

    [Setting("Events kept per minute about callers that are not known.", Min = "1", Max = "100000")]
    public int UnknownCallersPerMinute { get; init; } = 60;

    [Setting("Free disk space below which documents are refused before anything is promised.", Min = "1MB", Max = "1000GB")]
    public ByteSize MinFreeDisk { get; init; } = new(512L << 20);

    [Setting("Longest time to finish what is under way when the hub is told to stop.", Min = "1s", Max = "10m")]
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
