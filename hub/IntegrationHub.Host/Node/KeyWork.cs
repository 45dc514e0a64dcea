using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Confidential;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Goes on with rotations, batch by batch. Runs in every serving node; claims keep them apart.</summary>
internal sealed partial class KeyWork(HubStore store, KeyRotation rotation, TimeProvider time, ILogger<KeyWork> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await WorkAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The order to stop. A batch under way was rolled back or is committed with its cursor.
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await rotation.StepAsync(store.Options.Retailer, cancellationToken))
            {
            }
        }
        catch (Exception trouble) when (trouble is StorageUnavailableException or KeyEncryptionException)
        {
            LogTrouble(trouble.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Keys are not replaced for now: {Text}")]
    private partial void LogTrouble(string text);
}
