using IntegrationHub.Adapters.Simulator.Faults;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Simulation.Drills;

/// <summary>The simulator's side of drills: plays what its folder orders, for as long as that says and never longer, and says that it is there.</summary>
internal sealed partial class DrillWatch(DataFolder folder, HubOptions options, FaultSchedule faults, TimeProvider time, ILogger<DrillWatch> logger)
    : PeriodicWork(Every, "Drills that were ordered", time, logger)
{
    /// <summary>How old what it says of itself can be while it runs.</summary>
    public static readonly TimeSpan Alive = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = logger;
    private readonly IReadOnlyList<Uri> _addresses = [.. CenterFolder.EndpointsOf(options).Select(static endpoint => endpoint.Address)];
    private SimulatorState? _told;

    protected override Task RoundAsync(CancellationToken cancellationToken)
    {
        var before = faults.Drill?.Id;
        if (Wanted() is { } drill)
        {
            faults.Play(drill);
        }
        else
        {
            faults.EndDrill();
        }

        if (faults.Drill?.Id is var now && now != before)
        {
            LogDrill(faults.Drill is { } playing ? FaultScript.NameOf(playing.Fault.Kind) : "none");
        }

        if (_told is null || _told.Playing != now || Time.GetUtcNow() - _told.At >= Beat)
        {
            DrillFiles.State(folder.FullPath, _told = new SimulatorState(Time.GetUtcNow(), _addresses, now));
        }

        return Task.CompletedTask;
    }

    /// <summary>What is ordered now. An order that is over, that no hub writes, or that would last longer than any drill may, is none.</summary>
    private FaultDrill? Wanted() =>
        DrillFiles.Order(folder.FullPath) is { } order && order.Until > Time.GetUtcNow() && order.Until <= Time.GetUtcNow() + FaultDrill.Longest
        && FaultScript.TryParse(order.Fault, out var fault, out _) && FaultDrill.Kinds.Contains(fault.Kind) && fault.Delay <= FaultDrill.LongestDelay
            ? new FaultDrill(order.Id, fault, order.Until)
            : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Drill: {Fault}")]
    private partial void LogDrill(string fault);
}
