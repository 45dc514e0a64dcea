using IntegrationHub.Retail.Contracts;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>Lets contracts expire on the day after their last one, and when the hub starts. Two nodes that do it at the same time do it once: each step is one transaction.</summary>
internal sealed class ExpiryLane(ContractExpiry expiry, TimeProvider time, ILogger<ExpiryLane> logger) : PeriodicWork(TimeSpan.FromMinutes(1), "Expiry of contracts", time, logger)
{
    protected override Task RoundAsync(CancellationToken cancellationToken) => expiry.ExpireAsync(cancellationToken);
}
