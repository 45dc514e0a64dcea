using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <summary>What can happen to a running process.</summary>
public abstract record StepInput
{
    private StepInput()
    {
    }

    /// <param name="StartEvent">Id of the start event; null for the plain one.</param>
    /// <param name="By">The person who starts it; null for another process or the hub itself.</param>
    public sealed record Start(string? StartEvent, ContextValue Variables, string? By = null) : StepInput;

    /// <summary>A person completed a task. Candidates, four eyes and the form are checked before: see <c>TaskRules</c>.</summary>
    /// <param name="Shown">Digests of what the person had before the eyes; empty where nothing was shown by the hub. It stays in the history.</param>
    public sealed record TaskCompleted(int Token, ContextValue Result, string By, string Shown = "") : StepInput;

    public sealed record ServiceCompleted(int Token, int Attempt, ContextValue Result) : StepInput;

    /// <summary>A service broke or refused for now; it is tried again, then an incident is raised.</summary>
    public sealed record ServiceFailed(int Token, int Attempt, string Text) : StepInput;

    /// <summary>A service ended with an error of the business: nothing to retry; a boundary event catches it.</summary>
    public sealed record ServiceError(int Token, int Attempt, string Code, string Text) : StepInput;

    public sealed record TimerFired(int Wait) : StepInput;

    public sealed record MessageArrived(int Wait, ContextValue Payload) : StepInput;

    /// <summary>Reaches everything that waits for the signal here; nothing waiting is no mistake.</summary>
    public sealed record SignalArrived(string Signal, ContextValue Payload) : StepInput;

    public sealed record CallCompleted(int Token, ContextValue Variables) : StepInput;

    /// <summary>The called process failed or was cancelled.</summary>
    public sealed record CallFailed(int Token, string Code, string Text) : StepInput;

    /// <summary>An operator lets the step be tried again, with changed variables where needed.</summary>
    public sealed record RetryIncident(int Incident, ContextValue Changes, string By, string Reason) : StepInput;

    /// <summary>An operator lets the process go on as if the step had ended with this result.</summary>
    /// <param name="Flow">The way on, where a gateway has several; null elsewhere.</param>
    public sealed record SkipIncident(int Incident, ContextValue Result, string? Flow, string By, string Reason) : StepInput;

    public sealed record Cancel(string By, string Reason) : StepInput;
}
