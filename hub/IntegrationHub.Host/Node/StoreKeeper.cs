using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Exchange;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Storage;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>
/// Looks after what a promise stands on: starts the embedded server again when it was lost, and refuses work before the disk is full, while
/// there is still room to finish what is under way.
/// </summary>
internal sealed partial class StoreKeeper(
    HubStore database, DataFolder folder, HubOptions options, SoapServiceState service, TimeProvider time, ILogger<StoreKeeper> logger)
    : PeriodicWork(Every, "Looking after the store and its disk", time, logger, longestPause: Every)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = logger;

    protected override Task RoundAsync(CancellationToken cancellationToken)
    {
        WatchDisk();
        return WatchServerAsync(cancellationToken);
    }

    private void WatchDisk()
    {
        var free = new DriveInfo(folder.FullPath).AvailableFreeSpace;
        var full = free < options.Limits.MinFreeDisk.Bytes;
        if (full == service.Paused)
        {
            return;
        }

        service.Pause(full);
        if (full)
        {
            LogDiskFull(free, options.Limits.MinFreeDisk.Bytes);
        }
        else
        {
            LogDiskFree(free);
        }
    }

    private async Task WatchServerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.CheckAsync(cancellationToken);
        }
        catch (StorageUnavailableException lost) when (database.Server is not null)
        {
            LogServerLost(lost.Message);
            try
            {
                await database.Server.EnsureRunningAsync(cancellationToken);
            }
            catch (StorageSetupException refused)
            {
                LogServerStaysLost(refused.Message);
            }
        }
        catch (StorageUnavailableException)
        {
            // A server of somebody else: readiness tells, its operator mends.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Only {Free} bytes of disk are free, fewer than {Least}: documents are refused with 503 until there is room")]
    private partial void LogDiskFull(long free, long least);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Free} bytes of disk are free: documents are taken again")]
    private partial void LogDiskFree(long free);

    [LoggerMessage(Level = LogLevel.Error, Message = "The embedded database server is lost and is started again: {Text}")]
    private partial void LogServerLost(string text);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The embedded database server does not start: {Text}")]
    private partial void LogServerStaysLost(string text);
}
