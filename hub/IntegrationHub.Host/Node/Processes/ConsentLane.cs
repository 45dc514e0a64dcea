using IntegrationHub.Exchange;
using IntegrationHub.Retail.Processes.Consents;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Tells processes the customers' answers that whoever took them could not tell: he was killed in between.</summary>
internal sealed partial class ConsentLane(ConsentDelivery delivery, TimeProvider time, ILogger<ConsentLane> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RoundAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The order to stop.
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await delivery.DeliverAsync(cancellationToken);
        }
        catch (StorageUnavailableException unavailable)
        {
            LogPutOff(unavailable.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Customers' answers do not reach the processes that wait: {Text}")]
    private partial void LogPutOff(string text);
}
