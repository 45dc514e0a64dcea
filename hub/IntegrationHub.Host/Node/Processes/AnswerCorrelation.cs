using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Hands partners' acknowledgements of our documents to the processes that wait for them.</summary>
internal sealed partial class AnswerCorrelation(IDocumentAnswers answers, ProcessEngine engine, TimeProvider time, ILogger<AnswerCorrelation> logger)
    : PeriodicWork(TimeSpan.FromSeconds(1), "Acknowledgements to the processes that wait for them", time, logger)
{
    private const int AtOnce = 100;

    private readonly ILogger _logger = logger;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        foreach (var message in await answers.ReadAsync(AtOnce, cancellationToken))
        {
            var receipt = await engine.AcceptMessageAsync(message, cancellationToken);
            LogCorrelated(message.Name, message.Key, receipt);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Message} for {Key}: {Receipt}")]
    private partial void LogCorrelated(string message, string key, MessageReceipt receipt);
}
