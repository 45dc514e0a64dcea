using IntegrationHub.Retail.Processes.Absences;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Gives back what deputies hold when an absence is over.</summary>
internal sealed class AbsenceLane(AbsenceDesk desk, TimeProvider time, ILogger<AbsenceLane> logger)
    : PeriodicWork(TimeSpan.FromMinutes(1), "Tasks of absences that are over go back", time, logger)
{
    protected override Task RoundAsync(CancellationToken cancellationToken) => desk.GiveBackAsync(cancellationToken);
}
