using IntegrationHub.Exchange;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Hands partners' acknowledgements of our documents to the processes that wait for them.</summary>
internal sealed partial class AnswerCorrelation(IDocumentAnswers answers, ProcessEngine engine, TimeProvider time, ILogger<AnswerCorrelation> logger) : BackgroundService
{
    private const int AtOnce = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

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
            foreach (var message in await answers.ReadAsync(AtOnce, cancellationToken))
            {
                var receipt = await engine.AcceptMessageAsync(message, cancellationToken);
                LogCorrelated(message.Name, message.Key, receipt);
            }
        }
        catch (StorageUnavailableException unavailable)
        {
            LogPutOff(unavailable.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Message} for {Key}: {Receipt}")]
    private partial void LogCorrelated(string message, string key, MessageReceipt receipt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Acknowledgements do not reach the processes that wait: {Text}")]
    private partial void LogPutOff(string text);
}
