using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Bpmn.Model;

/// <summary>What an event waits for, or what it throws.</summary>
public abstract record Trigger;

/// <summary>A plain start, end or milestone.</summary>
public sealed record NoTrigger : Trigger;

/// <param name="Message">Name of the message.</param>
/// <param name="Key">What it is correlated by; the business key of the instance where it is null.</param>
public sealed record MessageTrigger(string Message, Expression? Key) : Trigger;

public sealed record SignalTrigger(string Signal) : Trigger;

/// <param name="Code">Null catches every error.</param>
public sealed record ErrorTrigger(string? Code) : Trigger;

/// <param name="Code">Null catches every escalation.</param>
public sealed record EscalationTrigger(string? Code) : Trigger;

/// <summary>Ends everything in its process or sub-process at once.</summary>
public sealed record TerminateTrigger : Trigger;

/// <summary>A time, given as a literal or computed when the event begins to wait.</summary>
/// <param name="Literal">An instant or a duration.</param>
/// <param name="Computed">Gives an instant, a date (its beginning, UTC) or a duration.</param>
/// <param name="Repetitions">How often it fires: 1 unless it is a cycle; null for a cycle without end.</param>
public sealed record TimerTrigger(Value? Literal, Expression? Computed, int? Repetitions = 1) : Trigger;
