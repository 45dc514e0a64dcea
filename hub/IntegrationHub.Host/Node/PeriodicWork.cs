using IntegrationHub.Exchange;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Work in rounds beside the exchange of documents. What goes wrong in a round is told and tried again; it never stops the hub.</summary>
/// <param name="every">Pause between two rounds.</param>
/// <param name="what">What does not happen while rounds fail, for the log.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is told.</param>
/// <param name="longestPause">Rounds that fail come ever later, up to this.</param>
internal abstract partial class PeriodicWork(TimeSpan every, string what, TimeProvider time, ILogger logger, TimeSpan longestPause) : BackgroundService, IJob
{
    /// <param name="every">Pause between two rounds.</param>
    /// <param name="what">What does not happen while rounds fail, for the log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it is told.</param>
    protected PeriodicWork(TimeSpan every, string what, TimeProvider time, ILogger logger)
        : this(every, what, time, logger, TimeSpan.FromMinutes(1))
    {
    }

    /// <inheritdoc/>
    public JobRecord Job { get; } = new(time);

    /// <summary>The clock of the rounds.</summary>
    protected TimeProvider Time => time;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = every;
        try
        {
            while (true)
            {
                Job.Begin();
                pause = await TryAsync(stoppingToken) ? every : Longer(pause);
                Job.End(pause);
                await Task.Delay(pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The order to stop.
        }
    }

    protected abstract Task RoundAsync(CancellationToken cancellationToken);

    private TimeSpan Longer(TimeSpan pause) => pause * 2 < longestPause ? pause * 2 : longestPause;

    private async Task<bool> TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RoundAsync(stoppingToken);
            return true;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StorageUnavailableException unavailable)
        {
            LogPutOff(what, unavailable.Message);
            Job.Fail(unavailable.Message);
        }
        catch (ConfidentialRefusedException closed)
        {
            LogClosed(what, closed.Code, closed.Message, closed.Remedy);
            Job.Fail(closed.Code);
        }
        catch (Exception fault)
        {
            LogFailed(fault, what);
            Job.Fail(fault.GetType().Name);
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What}: put off, {Text}")]
    private partial void LogPutOff(string what, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What}: {Code}, {Text}. {Remedy}")]
    private partial void LogClosed(string what, string code, string text, string remedy);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What}: a round failed and is tried again")]
    private partial void LogFailed(Exception fault, string what);
}
