using System.Collections.Immutable;

namespace IntegrationHub.Workflows.Execution;

/// <summary>What a step came to: the new state, what is to be done, and what happened.</summary>
public sealed record StepResult(InstanceState State, ImmutableArray<Effect> Effects, ImmutableArray<HistoryEntry> History);

/// <summary>
/// Somebody asked for what the state does not allow: a late answer of a withdrawn service, a second completion of a task, an operator who looked at an
/// older state. Nothing was changed.
/// </summary>
public sealed class IllegalStepException(string code, string text) : InvalidOperationException($"{code}: {text}")
{
    /// <summary><c>STEP_…</c></summary>
    public string Code { get; } = code;

    public const string NotRunning = "STEP_NOT_RUNNING";
    public const string AlreadyStarted = "STEP_ALREADY_STARTED";
    public const string OtherDefinition = "STEP_OTHER_DEFINITION";
    public const string NoSuchStart = "STEP_NO_SUCH_START";
    public const string NotWaiting = "STEP_NOT_WAITING";
    public const string StaleAttempt = "STEP_STALE_ATTEMPT";
    public const string NoSuchIncident = "STEP_NO_SUCH_INCIDENT";
    public const string NotSkippable = "STEP_NOT_SKIPPABLE";
}

/// <summary>Codes of incidents that the engine itself raises; faults of expressions have their own.</summary>
public static class IncidentCodes
{
    public const string NoFlow = "PROCESS_NO_FLOW";
    public const string NotTrueOrFalse = "PROCESS_CONDITION_TYPE";
    public const string BadTime = "PROCESS_TIMER_TYPE";
    public const string BadKey = "PROCESS_CORRELATION_KEY";
    public const string BadCollection = "PROCESS_COLLECTION";
    public const string ServiceFailed = "PROCESS_SERVICE_FAILED";
    public const string ErrorUncaught = "PROCESS_ERROR_UNCAUGHT";
    public const string TooManyMoves = "PROCESS_TOO_MANY_MOVES";
    public const string TooMuch = "PROCESS_TOO_MUCH";
    public const string Stuck = "PROCESS_STUCK";
}
