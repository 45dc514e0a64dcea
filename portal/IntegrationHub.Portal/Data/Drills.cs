using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Portal.Data;

/// <summary>A drill that somebody wants.</summary>
/// <param name="Fault">Name of the fault, e.g. <c>drop-answer</c>.</param>
/// <param name="Minutes">How long, from 1 to 60.</param>
/// <param name="Operation">Of <c>slow</c>, <c>silent</c> and <c>drop-answer</c>: <c>put</c>, <c>list</c>, <c>get</c> or <c>query</c> alone; <c>null</c> for all.</param>
/// <param name="DelaySeconds">Of <c>slow</c>, from 1 to 60; <c>null</c> for 5.</param>
public sealed record DrillRequest(string Fault, int Minutes, string? Operation = null, int? DelaySeconds = null);

/// <summary>A drill that is on.</summary>
/// <param name="Fault">In the form of <c>ihub simulate trading-center --fault</c>.</param>
/// <param name="By">Who started it.</param>
/// <param name="IsPlayed">The simulator said that it plays it; else it is not running, or about to look.</param>
public sealed record RunningDrill(string Fault, DateTimeOffset Started, DateTimeOffset Until, string By, bool IsPlayed);

/// <summary>What is with drills at a partner.</summary>
/// <param name="Refused">Why there can be none; <c>null</c> where there can.</param>
/// <param name="Running">The one that is on.</param>
/// <param name="Faults">Names of the faults that can be played.</param>
public sealed record DrillState(Rejection? Refused, RunningDrill? Running, IReadOnlyList<string> Faults);

/// <summary>Port: faults that the simulated partner beside a development hub plays on demand, to see what the hub does.</summary>
public interface IFaultDrills
{
    const string Production = "DRILL_PRODUCTION";
    const string NoSimulator = "DRILL_NO_SIMULATOR";
    const string NotRunning = "DRILL_SIMULATOR_OFF";
    const string Wrong = "DRILL_WRONG";
    const string Already = "DRILL_ALREADY";
    const string None = "DRILL_NONE";

    DrillState Of(Party party);

    /// <summary>Starts a drill, which ends by itself; or says why not. The event is written before anything goes wrong.</summary>
    Task<Rejection?> StartAsync(Party party, DrillRequest request, string actor, CancellationToken cancellationToken);

    /// <summary>Ends the drill that is on; or says why not.</summary>
    Task<Rejection?> EndAsync(Party party, string actor, CancellationToken cancellationToken);
}
