using IntegrationHub.Host.Schemas;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Looks at the folders of partners' schemas every few seconds.</summary>
internal sealed partial class SchemaWatch(SchemaFolders schemas, TimeProvider time, ILogger<SchemaWatch> logger) : BackgroundService, IJob
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public JobRecord Job { get; } = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        Job.Await(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Job.Begin();
                try
                {
                    if (schemas.Look() > 0)
                    {
                        LogLooked(schemas.Problems.Count);
                    }
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    // Somebody is copying; the next look sees more.
                    LogUnreadable(failure.Message);
                    Job.Fail(failure.GetType().Name);
                }

                Job.End(Every);
            }
        }
        catch (OperationCanceledException)
        {
            // The order to stop.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Schema folders changed; {Problems} problem(s), see status")]
    private partial void LogLooked(int problems);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A schema folder cannot be read and is looked at again: {Text}")]
    private partial void LogUnreadable(string text);
}
