using IntegrationHub.Retail.Processes.Consents;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Tells processes the customers' answers that whoever took them could not tell: he was killed in between.</summary>
internal sealed class ConsentLane(ConsentDelivery delivery, TimeProvider time, ILogger<ConsentLane> logger)
    : PeriodicWork(TimeSpan.FromSeconds(2), "Customers' answers to the processes that wait for them", time, logger)
{
    protected override Task RoundAsync(CancellationToken cancellationToken) => delivery.DeliverAsync(cancellationToken);
}
