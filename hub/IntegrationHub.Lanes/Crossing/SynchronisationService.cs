using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Lanes.Crossing;

/// <summary>The synchronisation service of a node: carries every stream between the two sides until nothing waits, and looks again soon.</summary>
public sealed partial class SynchronisationService(Synchronisation synchronisation, LaneOptions options, TimeProvider time, ILogger<SynchronisationService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _setBack = new(StringComparer.Ordinal);
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await RoundAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The order to stop. A batch between its two commits is finished at the next start.
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        foreach (var stream in CrossingStream.All)
        {
            try
            {
                CrossingOutcome outcome;
                do
                {
                    outcome = await synchronisation.StepAsync(options.Retailer, stream, cancellationToken);
                }
                while (outcome == CrossingOutcome.Crossed);

                _broken.Remove(stream.Name);
                Tell(stream, outcome);
            }
            catch (StorageUnavailableException away)
            {
                LogTrouble(stream.Name, away.Message);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // What lies in a stream may be of whoever has the login of its side: it stops the stream, never the hub.
                if (_broken.Add(stream.Name))
                    LogBroken(failure, stream.Name);
            }
        }
    }

    /// <summary>Once, until it is over: it needs a person.</summary>
    private void Tell(CrossingStream stream, CrossingOutcome outcome)
    {
        if (outcome != CrossingOutcome.SetBack)
        {
            _setBack.Remove(stream.Name);
        }
        else if (_setBack.Add(stream.Name))
        {
            LogSetBack(stream.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stream {Stream} waits: {Text}")]
    private partial void LogTrouble(string stream, string text);

    [LoggerMessage(Level = LogLevel.Error, Message = "The stream {Stream} stands still and is tried again: what lies in its tables cannot be worked with. Everything else goes on")]
    private partial void LogBroken(Exception failure, string stream);

    [LoggerMessage(Level = LogLevel.Error, Message = "The stream {Stream} stands still: its sending side was restored from an older backup than its receiving side. Restore both from one backup")]
    private partial void LogSetBack(string stream);
}
