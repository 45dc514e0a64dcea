using System.Globalization;
using IntegrationHub.Adapters.Simulator.Faults;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.Data;
using IntegrationHub.Identity;
using IntegrationHub.Portal.Data;

namespace IntegrationHub.Host.Simulation.Drills;

/// <summary>
/// The hub's side of drills. They are for a development folder and for a partner whose addresses are those at which the simulator of this installation says that it is reached: a real partner is never
/// asked to go wrong, whatever it is called.
/// </summary>
internal sealed class SimulatorDrills(DataFolder folder, Looks looks, TimeProvider time) : IFaultDrills, IDisposable
{
    private const int UsualDelay = 5;

    private static readonly IReadOnlyList<string> Faults = [.. FaultDrill.Kinds.Select(FaultScript.NameOf)];

    /// <summary>Starting and ending look first and write then: one after the other.</summary>
    private readonly SemaphoreSlim _one = new(1, 1);

    public DrillState Of(Party party)
    {
        var refused = WhyNot(party, out var center);
        return new DrillState(refused, center is null ? null : RunningIn(center), Faults);
    }

    public Task<Rejection?> StartAsync(Party party, DrillRequest request, string actor, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        if (WhyNot(party, out var center) is { } refused)
        {
            return refused;
        }

        if (TextOf(request) is not { } fault)
        {
            return new Rejection(
                IFaultDrills.Wrong, null, "this is no drill", "fault",
                $"Use one of {string.Join(", ", Faults)}, for 1 to {FaultDrill.Longest.TotalMinutes:0} minutes; slow with a delay of 1 to {FaultDrill.LongestDelay.TotalSeconds:0} seconds; of slow, silent and drop-answer an operation.");
        }

        if (RunningIn(center!) is { } running)
        {
            return new Rejection(IFaultDrills.Already, null, $"{running.Fault} is on until {running.Until:O}", "", "End it first, or wait until it is over.");
        }

        var now = time.GetUtcNow();
        var order = new DrillOrder(Guid.CreateVersion7(now), fault, now, now.AddMinutes(request.Minutes), actor);
        await looks.RecordActAsync(actor, "drill.started", [("party", party.Name), ("fault", fault), ("until", order.Until.ToString("O", CultureInfo.InvariantCulture))], cancellationToken);
        DrillFiles.Order(center!, order);
        return null;
    }, cancellationToken);

    public Task<Rejection?> EndAsync(Party party, string actor, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        // A drill of a simulator that does not run is ended as well: it would go on when that comes back.
        if (WhyNot(party, out var center) is { } refused && center is null)
        {
            return refused;
        }

        if (RunningIn(center!) is not { } running)
        {
            return new Rejection(IFaultDrills.None, null, "no drill is on", "", "Nothing has to be done: it is over.");
        }

        await looks.RecordActAsync(actor, "drill.ended", [("party", party.Name), ("fault", running.Fault)], cancellationToken);
        DrillFiles.EndOrder(center!);
        return null;
    }, cancellationToken);

    public void Dispose() => _one.Dispose();

    private async Task<Rejection?> InTurnAsync(Func<Task<Rejection?>> act, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await act();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Why there can be no drill now.</summary>
    /// <param name="party">The partner.</param>
    /// <param name="center">The folder of its simulator; <c>null</c> where it is none of ours.</param>
    private Rejection? WhyNot(Party party, out string? center)
    {
        center = null;
        if (folder.IsProduction)
        {
            return new Rejection(IFaultDrills.Production, null, "a production hub plays no faults", "", "Run drills in a development folder, beside `ihub simulate trading-center`.");
        }

        if (DrillFiles.SimulatorOf(folder, party.Name) is not { } found || DrillFiles.State(found) is not { } state || party.Endpoints.Count == 0
            || !party.Endpoints.All(endpoint => state.Addresses.Contains(endpoint.Address)))
        {
            return new Rejection(
                IFaultDrills.NoSimulator, null, $"{party.Name} is not the simulator of this installation", "name", "Start one with `ihub simulate trading-center --data CENTER --hub DATA`; it gets acquainted with the hub, and real partners are left alone.");
        }

        center = found;
        return time.GetUtcNow() - state.At <= DrillWatch.Alive ? null : new Rejection(
            IFaultDrills.NotRunning, null, $"the simulator of {party.Name} has not been there since {state.At:O}", "", "Start it with `ihub simulate trading-center --data CENTER`.");
    }

    private RunningDrill? RunningIn(string center) => DrillFiles.Order(center) is { } order && order.Until > time.GetUtcNow()
        ? new RunningDrill(order.Fault, order.Started, order.Until, order.By, DrillFiles.State(center) is { } state && state.Playing == order.Id && time.GetUtcNow() - state.At <= DrillWatch.Alive)
        : null;

    /// <summary>A request in the form of the command line; <c>null</c> where it is none.</summary>
    private static string? TextOf(DrillRequest request)
    {
        if (FaultDrill.Kinds.Where(kind => FaultScript.NameOf(kind) == request.Fault).Cast<FaultKind?>().FirstOrDefault() is not { } kind || request.Minutes < 1 || request.Minutes > FaultDrill.Longest.TotalMinutes)
        {
            return null;
        }

        var keys = new List<string>();
        if (request.Operation is { Length: > 0 } operation)
        {
            if (!FaultDrill.ByOperation.Contains(kind) || !Enum.GetNames<Operation>().Contains(operation, StringComparer.OrdinalIgnoreCase))
            {
                return null;
            }

            keys.Add("op=" + operation.ToLowerInvariant());
        }

        if (kind == FaultKind.Slow)
        {
            var delay = request.DelaySeconds ?? UsualDelay;
            if (delay < 1 || delay > FaultDrill.LongestDelay.TotalSeconds)
            {
                return null;
            }

            keys.Add(string.Create(CultureInfo.InvariantCulture, $"delay={delay}s"));
        }

        return keys.Count == 0 ? request.Fault : $"{request.Fault}:{string.Join(',', keys)}";
    }
}
