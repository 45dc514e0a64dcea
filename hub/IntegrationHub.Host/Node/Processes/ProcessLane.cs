using IntegrationHub.Exchange;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Runs what processes have asked for: calls of services, timers, messages. Any number of nodes may do so on one store.</summary>
internal sealed partial class ProcessLane(ProcessEngine engine, HubOptions options, ILogger<ProcessLane> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => engine.RunAsync(options.Processes.Concurrency, options.Processes.LookEvery, Tell, stoppingToken);

    private void Tell(Work? work, Exception trouble)
    {
        if (trouble is StorageUnavailableException)
        {
            LogStoreAway(trouble.Message);
        }
        else
        {
            LogFailed(trouble, work?.Kind.ToString() ?? "claim", work?.Instance);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Processes stand still: {Text}")]
    private partial void LogStoreAway(string text);

    [LoggerMessage(Level = LogLevel.Error, Message = "Work of kind {Kind} for the instance {Instance} could not be done; it is tried again when its claim has ended")]
    private partial void LogFailed(Exception trouble, string kind, Guid? instance);
}
