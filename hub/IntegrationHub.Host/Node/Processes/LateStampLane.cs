using IntegrationHub.Retail.Processes.Signing;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Keeps with signatures and consents the timestamps that no authority gave when they were made.</summary>
internal sealed class LateStampLane(LateStamps stamps, TimeProvider time, ILogger<LateStampLane> logger)
    : PeriodicWork(TimeSpan.FromSeconds(30), "Late timestamps of contracts and consents", time, logger)
{
    protected override Task RoundAsync(CancellationToken cancellationToken) => stamps.CollectAsync(cancellationToken);
}
