using IntegrationHub.Lanes;
using IntegrationHub.Retail.Processes.Tracking;
using IntegrationHub.Retail.Tracking;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>
/// Has one node look once a day at all contracts under delivery, and tells people of warnings. What a look keeps, it keeps a few contracts at a time, and the day counts as looked at when all are: where a node dies in between,
/// another begins the look anew when its claim is over. Two nodes that tell at the same time tell the same once.
/// </summary>
/// <param name="zone">The market's zone.</param>
/// <param name="lookAt">Time of the market's day from which on it is looked.</param>
internal sealed class DeliveryLane(DailyLook look, DeliveryTelling telling, LaneOptions lanes, DateTimeZone zone, TimeOnly lookAt, TimeProvider time, ILogger<DeliveryLane> logger)
    : PeriodicWork(TimeSpan.FromMinutes(1), "Contracts under delivery, and warnings of them", time, logger)
{
    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        await look.LookAsync(lanes.Node, zone, LocalTime.FromTimeOnly(lookAt), lanes.Lease, cancellationToken);
        await telling.TellAsync(cancellationToken);
    }
}
