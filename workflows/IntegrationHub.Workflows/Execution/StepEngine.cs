using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <summary>
/// The heart of the engine: <c>Decide(definition, state, input, now) → state, effects, history</c>. The same arguments always give the same result, and
/// every step ends.
/// </summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class StepEngine
{
    /// <summary>Moves of tokens in one step; a loop without anything to wait for is stopped there with an incident.</summary>
    public const int MostMoves = 10_000;

    /// <summary>Tokens made in one step.</summary>
    public const int MostTokens = 10_000;

    /// <summary>Instances of one multi-instance activity.</summary>
    public const int MostInstances = 1_000;

    /// <exception cref="IllegalStepException">The caller asks for what the state does not allow.</exception>
    public static StepResult Decide(ProcessDefinition definition, InstanceState state, StepInput input, DateTimeOffset now)
    {
        if (definition.Id != state.Process)
        {
            throw new IllegalStepException(IllegalStepException.OtherDefinition, $"The instance runs {state.Process}, not {definition.Id}.");
        }

        if (input is StepInput.Start != (state.Status == InstanceStatus.New))
        {
            throw state.Status == InstanceStatus.New
                ? new IllegalStepException(IllegalStepException.NotRunning, "The instance has not started.")
                : new IllegalStepException(IllegalStepException.AlreadyStarted, "The instance has started already.");
        }

        if (state.IsOver)
        {
            throw new IllegalStepException(IllegalStepException.NotRunning, $"The instance is {state.Status}.");
        }

        var step = new Step(definition, state, now);
        Apply(step, input);
        return step.Finish();
    }

    private static void Apply(Step step, StepInput input)
    {
        switch (input)
        {
            case StepInput.Start start:
                step.Start(start);
                break;
            case StepInput.TaskCompleted completed:
                var task = step.Waiting<UserTask>(completed.Token);
                step.Did(task.Node, completed.By);
                step.CloseTask(task, completed.By, completed.Shown);
                step.Complete(task, completed.Result);
                break;
            case StepInput.ServiceCompleted completed:
                step.Complete(step.Attempted(completed.Token, completed.Attempt), completed.Result);
                break;
            case StepInput.ServiceFailed failed:
                step.ServiceFailed(step.Attempted(failed.Token, failed.Attempt), failed.Text);
                break;
            case StepInput.ServiceError error:
                step.ActivityError(step.Attempted(error.Token, error.Attempt), error.Code, error.Text);
                break;
            case StepInput.CallCompleted completed:
                step.Complete(step.Waiting<CallActivity>(completed.Token), completed.Variables);
                break;
            case StepInput.CallFailed failed:
                step.ActivityError(step.Waiting<CallActivity>(failed.Token), failed.Code, failed.Text);
                break;
            case StepInput.TimerFired fired:
                step.Trigger(step.WaitOf(fired.Wait, WaitKind.Timer), ContextValue.Empty);
                break;
            case StepInput.MessageArrived arrived:
                step.Trigger(step.WaitOf(arrived.Wait, WaitKind.Message), arrived.Payload);
                break;
            case StepInput.SignalArrived arrived:
                step.Signal(arrived.Signal, arrived.Payload);
                break;
            case StepInput.RetryIncident retry:
                step.Retry(retry);
                break;
            case StepInput.SkipIncident skip:
                step.Skip(skip);
                break;
            case StepInput.Cancel cancel:
                step.End(InstanceStatus.Cancelled, null, cancel.By, cancel.Reason);
                break;
            default:
                throw new ArgumentException($"{input.GetType().Name} is no input of a step.", nameof(input));
        }
    }
}
