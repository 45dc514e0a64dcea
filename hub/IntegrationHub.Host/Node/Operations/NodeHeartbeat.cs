using IntegrationHub.Exchange;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Observability.Gauges;
using IntegrationHub.Storage.Operations;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Operations;

/// <summary>Tells the other nodes of this one twice a minute, and looks whether they still tell of themselves.</summary>
internal sealed partial class NodeHeartbeat(NodeBook nodes, NodeGauges gauges, NodeIdentity identity, TimeProvider time, ILogger<NodeHeartbeat> logger)
    : PeriodicWork(NodeGauges.Every, "This node among the nodes", time, logger)
{
    /// <summary>How long the last word may take while the hub ends.</summary>
    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _started = time.GetUtcNow();

    private readonly NodeWatch _watch = new(time);

    /// <summary>It was told in this life that the node is there.</summary>
    private bool _told;

    /// <summary>Says that the node ends as it was told to. The store may be away already: then the others miss it, and it says so when it is back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var soon = new CancellationTokenSource(LastWithin, Time);
        try
        {
            await nodes.ReportAsync(RetailerId.Default, Report(stopped: true), _told, soon.Token);
        }
        catch (Exception away) when (away is StorageUnavailableException or OperationCanceledException)
        {
            LogNoFarewell(away.Message);
        }
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        if (!await nodes.ReportAsync(RetailerId.Default, Report(stopped: false), _told, cancellationToken))
        {
            LogCopied(identity.Name);
            identity.Renew();
            await nodes.ReportAsync(RetailerId.Default, Report(stopped: false), goesOn: false, cancellationToken);
        }

        _told = true;
        foreach (var silent in await nodes.WatchAsync(RetailerId.Default, _watch, Time.GetUtcNow(), cancellationToken))
            LogSilent(silent);
    }

    private NodeReport Report(bool stopped)
    {
        var (node, now) = (gauges.Read(), Time.GetUtcNow());
        var last = node.Samples.Count == 0 ? null : node.Samples[^1];
        return new NodeReport(
            identity.Name, ProductVersion.Current, _started, now, stopped ? now : null, node.Processors, (int?)(last?.Processor * 10), last?.MemoryUsed, node.MemoryTotal, node.DiskFree, node.DiskTotal,
            (long?)last?.NetworkIn, (long?)last?.NetworkOut);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another node tells of itself as {Name}: the data folder is a copy. This one takes a mark of its own")]
    private partial void LogCopied(string name);

    [LoggerMessage(Level = LogLevel.Error, Message = "The node {Name} has not told of itself for two minutes, and nobody ended it")]
    private partial void LogSilent(string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The other nodes are not told that this one ends: {Text}")]
    private partial void LogNoFarewell(string text);
}
