using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Retail.Tracking;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>
/// Looks once a day at all contracts under delivery and tells people of warnings. What a look keeps, it keeps contract by contract, and the day counts as looked at when all are: a hub that died in between begins
/// the look anew. Two nodes that look at the same time keep and tell the same once.
/// </summary>
/// <param name="zone">The market's zone.</param>
/// <param name="lookAt">Time of the market's day from which on it is looked.</param>
internal sealed class DeliveryLane(DeliveryWatch watch, DeliveryBook deliveries, DeliveryTelling telling, DateTimeZone zone, TimeOnly lookAt, TimeProvider time, ILogger<DeliveryLane> logger)
    : PeriodicWork(TimeSpan.FromMinutes(1), "Contracts under delivery, and warnings of them", time, logger)
{
    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        if (DeliveryLook.IsDue(await deliveries.LastLookAsync(cancellationToken), Time.GetUtcNow(), zone, LocalTime.FromTimeOnly(lookAt)))
        {
            await watch.LookAsync(DeliveryBook.Actor, cancellationToken);
        }

        await telling.TellAsync(cancellationToken);
    }
}
