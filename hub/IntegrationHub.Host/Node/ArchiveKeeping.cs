using IntegrationHub.Archive.Keeping;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Archive;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Looks after the archive while the hub runs: removes what is due and compares rows with bytes, a bounded piece at a time.</summary>
internal sealed partial class ArchiveKeeping(
    ArchiveWork work, DataFolder folder, HubOptions options, ILedgerReader ledger, IExchangeReader exchanges, TimeProvider time, ILogger<ArchiveKeeping> logger) : BackgroundService, IJob
{
    /// <inheritdoc/>
    public JobRecord Job { get; } = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Archive.WorkEvery, time);
        Job.Await(options.Archive.WorkEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Job.Begin();
                await RunAsync(stoppingToken);
                Job.End(options.Archive.WorkEvery);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The order to stop.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var archive = options.Archive;
        try
        {
            // Of a store that was set back under the running hub nothing is removed: the hub ends, and says why when it is started again.
            await SetBackStore.RefuseAsync(folder, options, ledger, exchanges, cancellationToken);
            var removed = await work.RemoveAsync(RetailerId.Default, ArchiveOfNode.Periods(archive), archive.Grace, archive.MostPerRun, cancellationToken);
            if (removed.Removed > 0)
            {
                LogRemoved(removed.Removed, removed.Held, removed.Freed);
            }

            var reconciled = await work.ReconcileAsync(RetailerId.Default, archive.Grace, archive.MostPerRun, cancellationToken);
            if (reconciled.Missing.Count > 0)
            {
                LogMissing(reconciled.Missing.Count);
            }

            if (reconciled.PlaceIsNotOurs)
            {
                LogNotOurs(ArchiveAdoptVerb.NotOurs);
            }
        }
        catch (StorageUnavailableException unavailable)
        {
            LogPutOff(unavailable.Message);
            Job.Fail(unavailable.Message);
        }
        catch (Exception failure) when (failure is not RefusedException && (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            // Documents come and go without this work: it is tried again at its next time, and the hub serves on.
            LogFailed(failure);
            Job.Fail(failure.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Archive: {Removed} entries removed under retention ({Held} held), {Freed} contents freed")]
    private partial void LogRemoved(int removed, int held, int freed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Archive: the bytes of {Count} entries are not there; `ihub archive reconcile` names them")]
    private partial void LogMissing(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Archive: {Text}")]
    private partial void LogNotOurs(string text);

    [LoggerMessage(Level = LogLevel.Error, Message = "Archive: the work on it failed and is tried again at its next time; everything else goes on")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Archive: put off, {Text}")]
    private partial void LogPutOff(string text);
}
