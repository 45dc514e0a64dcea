using IntegrationHub.Host.Bench.Hub;

namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>Processor seconds of everybody involved, at one moment.</summary>
internal readonly record struct ProcessorShares(double Hub, double Database, double Generator)
{
    public static ProcessorShares Now(HubProcess hub, BenchFolder folder) => new(
        ProcessFacts.CpuSeconds(hub.Id),
        ProcessFacts.CpuSecondsOfTree(folder.DatabaseProcess()),
        ProcessFacts.CpuSeconds(Environment.ProcessId));

    public static ProcessorShares operator -(ProcessorShares later, ProcessorShares earlier) =>
        new(later.Hub - earlier.Hub, later.Database - earlier.Database, later.Generator - earlier.Generator);

    public static ProcessorShares operator /(ProcessorShares shares, int messages) =>
        new(shares.Hub / messages, shares.Database / messages, shares.Generator / messages);
}
