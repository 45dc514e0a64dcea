using IntegrationHub.Storage;
using IntegrationHub.Storage.Confidential;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Goes on with rotations, batch by batch. Runs in every serving node; claims keep them apart.</summary>
internal sealed class KeyWork(HubStore store, KeyRotation rotation, TimeProvider time, ILogger<KeyWork> logger)
    : PeriodicWork(TimeSpan.FromSeconds(5), "Replacing of keys", time, logger)
{
    /// <summary>A batch that is broken off was rolled back or is committed with its cursor.</summary>
    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        while (await rotation.StepAsync(store.Options.Retailer, cancellationToken))
        {
        }
    }
}
