using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <summary>What a step asks of the world. Effects are stored in the transaction of the step and done afterwards, at least once; numbers make repetitions known.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <param name="Task">Who may do it and by when, so that a store can list tasks by candidate and remind in time.</param>
    public sealed record OpenTask(int Token, string Node, string Name, ContextValue Inputs, DateTimeOffset? Due, TaskSettings Task) : Effect;

    /// <summary>Completed, or not wanted any more.</summary>
    public sealed record CloseTask(int Token) : Effect;

    /// <summary>An open task is another one from now on: its case went to another version. What it asks about, its due date and when it was opened stay.</summary>
    /// <param name="Release">True where others may do it than before: nobody holds it any more.</param>
    public sealed record MoveTask(int Token, string Node, string Name, TaskSettings Task, bool Release) : Effect;

    public sealed record CallService(int Token, int Attempt, string Service, ContextValue Inputs, DateTimeOffset NotBefore) : Effect
    {
        /// <summary>
        /// Attempts of one call are numbered within a thousand; <see cref="CallOf"/> is the same for all of them. A service gives the same answer to the same call, so
        /// one that an operator asks for with other inputs, or after a refusal, is another call.
        /// </summary>
        public const int AttemptsOfACall = 1_000;

        public static int CallOf(int attempt) => attempt / AttemptsOfACall;
    }

    public sealed record WithdrawService(int Token) : Effect;

    public sealed record ArmTimer(int Wait, DateTimeOffset Due) : Effect;

    public sealed record Subscribe(int Wait, WaitKind Kind, string Name, string Key) : Effect;

    /// <summary>A timer, message or signal is not waited for any more.</summary>
    /// <param name="Name">As it was subscribed; empty for a timer.</param>
    /// <param name="Key">As it was subscribed.</param>
    public sealed record Disarm(int Wait, WaitKind Kind, string Name, string Key) : Effect;

    public sealed record SendMessage(string Message, string Key, ContextValue Payload) : Effect;

    /// <summary>To every running process, this one included.</summary>
    public sealed record BroadcastSignal(string Signal, ContextValue Payload) : Effect;

    public sealed record StartCalled(int Token, string Process, ContextValue Variables) : Effect;

    public sealed record CancelCalled(int Token) : Effect;

    public sealed record RaiseIncident(Incident Incident) : Effect;

    public sealed record CloseIncident(int Incident) : Effect;

    public sealed record Ended(InstanceStatus Status, string? ErrorCode, ContextValue Variables) : Effect;
}

/// <summary>One thing that happened in a step, for history and ledger. Holds names and numbers, no variables.</summary>
/// <param name="Kind">Stable dotted name: <c>activity.started</c>, <c>incident.raised</c>, …</param>
/// <param name="Actor">Who did it; null for the engine.</param>
/// <param name="Detail">A reason, a code or a flow; empty where there is none.</param>
public sealed record HistoryEntry(string Kind, string Node, int? Token, string? Actor = null, string Detail = "");
