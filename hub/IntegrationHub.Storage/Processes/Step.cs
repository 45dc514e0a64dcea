using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Storage.Processes;

/// <summary>
/// What one step writes, and in which order. The instance's row is locked first, then the claim, then names and keys of messages: whoever takes them in
/// this order waits for nobody who waits for him.
/// </summary>
internal static class Step
{
    /// <param name="writer">Writes it.</param>
    /// <param name="holder">Who goes on at once with the work that the commit holds.</param>
    /// <param name="commit">The step.</param>
    public static void Write(IStepWriter writer, string holder, StepCommit commit)
    {
        writer.Advance();
        if (commit.Done is { } done)
        {
            writer.Finish(done);
        }

        var keys = MessageKey.Of(commit);
        if (keys.Count > 0)
        {
            writer.Lock(keys);
        }

        if (commit.Done is { Work: { Kind: WorkKind.Message } message })
        {
            writer.Delivered(message.Number);
        }

        for (var position = 0; position < commit.Effects.Length; position++)
        {
            Write(writer, holder, commit, position);
        }

        if (keys.Count > 0)
        {
            writer.Match(keys);
        }

        writer.Record(HistoryEvents.Of(commit));
    }

    private static void Write(IStepWriter writer, string holder, StepCommit commit, int position)
    {
        var (row, now) = (commit.Instance, commit.At);
        switch (commit.Effects[position])
        {
            case Effect.OpenTask task:
                writer.OpenTask(Guid.CreateVersion7(now), task, Offers(task, now));
                foreach (var (kind, at) in TaskNotices.Of(task))
                {
                    writer.AddWork(NewWork.Of(row.Id, kind, task.Token, task.Node, ContextValue.Empty, at));
                }

                break;
            case Effect.CloseTask task:
                writer.CloseTask(task.Token);
                writer.RemoveWork(task.Token, WorkKind.Remind, WorkKind.Overdue);
                break;
            case Effect.MoveTask moved:
                writer.MoveTask(moved);
                break;
            case Effect.CallService call:
                var asked = NewWork.Of(row.Id, WorkKind.Service, call.Token, call.Service, call.Inputs, call.NotBefore, call.Attempt);
                writer.AddWork(commit.Hold is { } hold && hold.Effect == position ? asked.HeldBy(holder, hold) : asked);
                break;
            case Effect.WithdrawService withdrawn:
                writer.RemoveWork(withdrawn.Token, WorkKind.Service);
                break;
            case Effect.ArmTimer timer:
                writer.AddWork(NewWork.Of(row.Id, WorkKind.Timer, timer.Wait, "", ContextValue.Empty, timer.Due));
                break;
            case Effect.Subscribe subscribe:
                writer.Subscribe(subscribe);
                break;
            case Effect.Disarm disarm:
                writer.RemoveWork(disarm.Wait, WorkKind.Timer, WorkKind.Message);
                if (disarm.Kind != WaitKind.Timer)
                {
                    writer.Disarm(disarm.Wait);
                }

                break;
            case Effect.SendMessage message:
                writer.Keep(Guid.CreateVersion7(now), new IncomingMessage(IdOf(row, position), message.Message, message.Key, message.Payload), isFree: true);
                break;
            case Effect.BroadcastSignal signal:
                writer.Keep(Guid.CreateVersion7(now), new IncomingMessage(IdOf(row, position), signal.Signal, "", signal.Payload), isFree: false);
                writer.Signal(signal.Signal, IdOf(row, position));
                break;
            case Effect.StartCalled called:
                writer.AddWork(NewWork.Of(row.Id, WorkKind.StartCalled, called.Token, called.Process, called.Variables, now));
                break;
            case Effect.CancelCalled cancelled:
                // Two statements: the second sees what began while the first waited for it.
                writer.RemoveWork(cancelled.Token, WorkKind.StartCalled, WorkKind.CallCompleted, WorkKind.CallFailed);
                writer.CancelCalled(cancelled.Token);
                break;
            case Effect.Ended ended:
                writer.RemoveAllWork();
                if (row.Caller is { } caller)
                {
                    var completed = ended.Status == InstanceStatus.Completed;
                    writer.AddWork(NewWork.Of(
                        caller.Instance, completed ? WorkKind.CallCompleted : WorkKind.CallFailed, caller.Token, ended.ErrorCode ?? (completed ? "" : "CANCELLED"), ended.Variables, now));
                }

                break;
            case Effect.RaiseIncident or Effect.CloseIncident:
                // Open incidents are part of the state.
                break;
        }
    }

    /// <summary>Who may do a task at once, and who else when it is due.</summary>
    private static List<(string Role, DateTimeOffset Since)> Offers(Effect.OpenTask task, DateTimeOffset now) =>
    [
        .. task.Task.Roles.Distinct(StringComparer.Ordinal).Select(role => (role, now)),
        .. task.Due is { } due ? task.Task.EscalateTo.Except(task.Task.Roles, StringComparer.Ordinal).Select(role => (role, due)) : [],
    ];

    /// <summary>Name of what a step sends: the same, however often the step is tried.</summary>
    private static string IdOf(InstanceRow row, int position) => $"{row.Id:N}-{row.Revision}-{position}";
}
