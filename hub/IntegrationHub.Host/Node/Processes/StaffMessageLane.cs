using IntegrationHub.Retail.Processes.Messages;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Sends people of the company their text messages of tasks and processes. A gateway that is slow delays no process.</summary>
internal sealed class StaffMessageLane(StaffMessages messages, TimeProvider time, ILogger<StaffMessageLane> logger)
    : PeriodicWork(TimeSpan.FromSeconds(5), "Text messages to people of the company", time, logger)
{
    protected override Task RoundAsync(CancellationToken cancellationToken) => messages.SendAsync(cancellationToken);
}
