using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Notary.Checkpoints;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Signs a checkpoint every five minutes, and one when the node stops.</summary>
internal sealed partial class CheckpointSchedule(
    DataFolder folder, HubOptions options, ILedgerStore ledger, IExchangeReader exchanges, TimeProvider time, ILogger<CheckpointSchedule> logger) : BackgroundService, IJob
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public JobRecord Job { get; } = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Writer() is not { } writer)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        Job.Await(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Job.Begin();
                await WriteAsync(writer, stoppingToken);
                Job.End(Every);
            }
        }
        catch (OperationCanceledException)
        {
            // The order to stop.
        }

        using var soon = new CancellationTokenSource(LastWithin, time);
        await WriteAsync(writer, soon.Token);
    }

    private CheckpointWriter? Writer()
    {
        try
        {
            return Checkpoints.Writer(folder, options, ledger, time);
        }
        catch (RefusedException refused)
        {
            LogNone($"{refused.Message}. {refused.Remedy}");
            return null;
        }
    }

    private async Task WriteAsync(CheckpointWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            // A store that was set back under the running hub ends it: it would give codes of mailboxes twice.
            await SetBackStore.RefuseAsync(folder, options, ledger, exchanges, cancellationToken);
            if ((await writer.WriteAsync(cancellationToken)).Problem is { } problem)
            {
                LogProblem(problem);
                Job.Fail(problem);
            }
        }
        catch (Exception failure) when (failure is StorageUnavailableException or LedgerDamagedException or OperationCanceledException)
        {
            LogProblem(failure.Message);
            Job.Fail(failure.GetType().Name);
        }
        catch (Exception fault) when (fault is not RefusedException)
        {
            // Documents come and go without checkpoints: the next one is tried at its time.
            LogFailed(fault);
            Job.Fail(fault.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No checkpoints are signed: {Text}")]
    private partial void LogNone(string text);

    [LoggerMessage(Level = LogLevel.Error, Message = "No checkpoint could be signed; the next one is tried at its time")]
    private partial void LogFailed(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Checkpoint of the ledger: {Text}")]
    private partial void LogProblem(string text);
}
