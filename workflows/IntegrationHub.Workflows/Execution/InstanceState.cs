using System.Collections.Immutable;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <summary>Where one running process stands: everything a step needs, and all that a step changes. Immutable.</summary>
/// <param name="Process">Id of its definition.</param>
/// <param name="BusinessKey">What the case is known by outside, e.g. a contract number; messages are correlated by it unless an event says otherwise.</param>
/// <param name="ErrorCode">For a failed one: the error that ended it.</param>
/// <param name="NextId">The next number for a token, scope, wait or incident; numbers are never used again.</param>
/// <param name="Completers">Who completed a user task, by its id: what four eyes are judged by. Done several times, it names all of them.</param>
public sealed record InstanceState(
    string Process,
    string BusinessKey,
    InstanceStatus Status,
    string? ErrorCode,
    int NextId,
    ImmutableSortedDictionary<int, ScopeState> Scopes,
    ImmutableSortedDictionary<int, Token> Tokens,
    ImmutableSortedDictionary<int, Wait> Waits,
    ImmutableSortedDictionary<int, Incident> Incidents,
    ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Completers)
{
    /// <summary>Number of the scope of the process itself.</summary>
    public const int Root = 1;

    /// <summary>A process that has not started.</summary>
    public static InstanceState New(string process, string businessKey) => new(
        process,
        businessKey,
        InstanceStatus.New,
        null,
        Root,
        ImmutableSortedDictionary<int, ScopeState>.Empty,
        ImmutableSortedDictionary<int, Token>.Empty,
        ImmutableSortedDictionary<int, Wait>.Empty,
        ImmutableSortedDictionary<int, Incident>.Empty,
        ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal));

    /// <summary>Variables of the process; those of multi-instance bodies lie in their scopes.</summary>
    public ContextValue Variables => Scopes.TryGetValue(Root, out var root) ? root.Variables : ContextValue.Empty;

    public bool IsOver => Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Cancelled;
}

public enum InstanceStatus
{
    New,
    Running,
    Completed,

    /// <summary>An error that nothing in the process catches reached its end.</summary>
    Failed,
    Cancelled,
}

/// <summary>A place for tokens and variables: the process, a running sub-process, a multi-instance activity, or one of its instances.</summary>
/// <param name="Parent">The scope around it; null for the process.</param>
/// <param name="Owner">The token of the activity whose inside this is; null for the process and for one instance.</param>
/// <param name="Node">Id of the process or activity.</param>
/// <param name="Index">For one instance: its element, from 0.</param>
/// <param name="Progress">For a multi-instance activity: how far it is.</param>
public sealed record ScopeState(int Id, int? Parent, int? Owner, string Node, ScopeKind Kind, ContextValue Variables, int Index = 0, Progress? Progress = null);

public enum ScopeKind
{
    Process,
    SubProcess,
    Instances,
    Instance,
}

/// <param name="Items">What the list held when the activity began; later changes of the variable do not matter.</param>
/// <param name="Results">By element; null where an instance has not ended.</param>
public sealed record Progress(ImmutableArray<Value> Items, int Started, int Ended, ImmutableArray<Value> Results);

/// <summary>A token at rest: in an activity, at an event, at a join, or held by an incident.</summary>
/// <param name="Flow">The flow it came by; null at a start.</param>
/// <param name="Phase">What is done next with it.</param>
/// <param name="Attempt">Of a service: the running attempt, from 1; those of a call that an operator asked for anew count on from the next thousand.</param>
/// <param name="Inputs">Of an activity: what went in, kept so that a retry sends the same.</param>
/// <param name="Result">What came out, while its mapping is still to be done.</param>
public sealed record Token(int Id, int Scope, string Node, string? Flow, Phase Phase, int Attempt = 0, ContextValue? Inputs = null, ContextValue? Result = null);

public enum Phase
{
    /// <summary>To be begun.</summary>
    Enter,

    /// <summary>Waits for something outside, or for its own inside.</summary>
    Active,

    /// <summary>At a joining gateway.</summary>
    Join,

    /// <summary>Done; outputs are to be mapped.</summary>
    Leave,

    /// <summary>Outputs are mapped; the way on is to be chosen.</summary>
    Route,
}

/// <summary>A timer, a message or a signal that a token waits for.</summary>
/// <param name="Node">The event (or receive task) whose trigger it is: the token's own node, one attached to it, or one behind it.</param>
/// <param name="Name">Message or signal; empty for a timer.</param>
/// <param name="Key">Correlation key of a message.</param>
/// <param name="Due">For a timer.</param>
/// <param name="Left">For a timer: how often it still fires, this time included; null without end.</param>
/// <param name="Pause">For a repeating timer.</param>
public sealed record Wait(int Id, int Token, string Node, WaitKind Kind, string Name, string Key, DateTimeOffset? Due = null, int? Left = 1, TimeSpan Pause = default);

public enum WaitKind
{
    Timer,
    Message,
    Signal,
}

/// <summary>A step that needs an operator.</summary>
/// <param name="Code">Stable code, <c>PROCESS_…</c> or <c>EXPRESSION_…</c>.</param>
public sealed record Incident(int Id, int Token, string Node, string Code, string Text, string Remedy, DateTimeOffset At);
