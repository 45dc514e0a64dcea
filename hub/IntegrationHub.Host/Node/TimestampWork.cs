using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Lanes;
using IntegrationHub.Notary.Timestamps;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Fetches the timestamps that wait, and once an hour looks for those that age. Runs in every serving node; claims keep them apart.</summary>
internal sealed partial class TimestampWork(
    DataFolder folder, HubOptions options, NodeTrust trust, ITimestampStore store, LaneOptions lanes, TimeProvider time, ILogger<TimestampWork> logger) : BackgroundService, IJob
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromHours(1);

    /// <summary>Entries per look, so that the order to stop is heard.</summary>
    private const int AtOnce = 100;

    /// <inheritdoc/>
    public JobRecord Job { get; } = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Timestamping.Collector(folder, options.Trust.Timestamps, trust, store, lanes.Node, time) is not { } collector)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        var renewAt = DateTimeOffset.MinValue;
        try
        {
            do
            {
                Job.Begin();
                if (await WorkAsync(collector, renew: time.GetUtcNow() >= renewAt, stoppingToken))
                {
                    renewAt = time.GetUtcNow() + RenewEvery;
                }

                Job.End(Every);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The order to stop. What was asked for and not answered is claimed again after its lease.
        }
    }

    /// <returns>True when renewals were looked for.</returns>
    private async Task<bool> WorkAsync(TimestampCollector collector, bool renew, CancellationToken cancellationToken)
    {
        try
        {
            if (renew && await collector.RenewAsync(cancellationToken) is > 0 and var count)
            {
                LogRenewal(count);
            }

            for (var i = 0; i < AtOnce && await collector.StepAsync(cancellationToken); i++)
            {
            }

            return renew;
        }
        catch (StorageUnavailableException away)
        {
            LogTrouble(away.Message);
            Job.Fail(away.Message);
            return false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Documents come and go without timestamps: what waits is claimed again after its lease.
            LogFailed(fault);
            Job.Fail(fault.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} timestamps age and are renewed")]
    private partial void LogRenewal(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Timestamps wait: a round failed and is tried again")]
    private partial void LogFailed(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Timestamps wait: {Text}")]
    private partial void LogTrouble(string text);
}
