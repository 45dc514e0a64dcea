using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Observability.Gauges;
using IntegrationHub.Storage.Operations;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Operations;

/// <summary>Tells the other nodes of this one twice a minute, and looks whether they still tell of themselves.</summary>
internal sealed partial class NodeHeartbeat(NodeBook nodes, NodeGauges gauges, DataFolder folder, TimeProvider time, ILogger<NodeHeartbeat> logger)
    : PeriodicWork(NodeGauges.Every, "This node among the nodes", time, logger)
{
    /// <summary>How long the last word may take while the hub ends.</summary>
    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>Of this node: its machine's, and which data folder on it, for there may be several.</summary>
    public string Name { get; } = NameOf(Environment.MachineName, folder.FullPath);

    public static string NameOf(string machine, string folder)
    {
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..6];
        return $"{(machine.Length < NodeReport.LongestName - mark.Length ? machine : machine[..(NodeReport.LongestName - mark.Length - 1)])}-{mark}";
    }

    /// <summary>Says that the node ends as it was told to. The store may be away already: then the others miss it, and it says so when it is back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var soon = new CancellationTokenSource(LastWithin, Time);
        try
        {
            await nodes.ReportAsync(RetailerId.Default, Report(stopped: true), soon.Token);
        }
        catch (Exception away) when (away is StorageUnavailableException or OperationCanceledException)
        {
            LogNoFarewell(away.Message);
        }
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        await nodes.ReportAsync(RetailerId.Default, Report(stopped: false), cancellationToken);
        foreach (var silent in await nodes.WatchAsync(RetailerId.Default, Time.GetUtcNow(), cancellationToken))
            LogSilent(silent);
    }

    private NodeReport Report(bool stopped)
    {
        var (node, now) = (gauges.Read(), Time.GetUtcNow());
        var last = node.Samples.Count == 0 ? null : node.Samples[^1];
        return new NodeReport(
            Name, ProductVersion.Current, _started, now, stopped ? now : null, node.Processors, (int?)(last?.Processor * 10), last?.MemoryUsed, node.MemoryTotal, node.DiskFree, node.DiskTotal,
            (long?)last?.NetworkIn, (long?)last?.NetworkOut);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The node {Name} has not told of itself for two minutes, and nobody ended it")]
    private partial void LogSilent(string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The other nodes are not told that this one ends: {Text}")]
    private partial void LogNoFarewell(string text);
}
