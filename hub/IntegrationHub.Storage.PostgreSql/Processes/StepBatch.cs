using IntegrationHub.Exchange;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>
/// Everything of one step as statements of one transaction. The instance's row is locked first, then the claim, then names and keys of messages: whoever
/// takes them in this order waits for nobody who waits for him.
/// </summary>
internal static class StepBatch
{
    public static void Fill(ScopedBatch batch, StoreValues store, RetailerId of, string holder, StepCommit commit)
    {
        var (retailer, row) = (of.Value, commit.Instance);
        var values = new ProcessValues(store, retailer);
        batch.BatchCommands.Add(InstanceStatements.Write(values, row));
        if (commit.Done is { } done)
        {
            batch.BatchCommands.Add(InstanceStatements.Done(retailer, done));
        }

        var keys = MessageStatements.KeysOf(commit);
        if (keys.Count > 0)
        {
            batch.BatchCommands.Add(MessageStatements.Lock(retailer, keys));
        }

        if (commit.Done is { Work: { Kind: WorkKind.Message } message })
        {
            batch.BatchCommands.Add(MessageStatements.Delivered(retailer, row.Id, message.Number));
        }

        for (var i = 0; i < commit.Effects.Length; i++)
        {
            Add(batch, values, holder, commit, i);
        }

        if (keys.Count > 0)
        {
            batch.BatchCommands.Add(MessageStatements.Match(retailer, keys, commit.At));
        }

        EventColumns.AddCommand(batch, store, of, HistoryEvents.Of(commit));
    }

    private static void Add(ScopedBatch batch, ProcessValues values, string holder, StepCommit commit, int position)
    {
        var (commands, row, now, retailer) = (batch.BatchCommands, commit.Instance, commit.At, values.Retailer);
        switch (commit.Effects[position])
        {
            case Effect.OpenTask task:
                commands.AddRange(TaskStatements.Open(values, commit, task));
                commands.AddRange(TaskNotices.Of(task).Select(notice => WorkStatements.Add(values, row.Id, notice.Kind, task.Token, 0, task.Node, ContextValue.Empty, notice.At)));
                break;
            case Effect.CloseTask task:
                commands.AddRange(TaskStatements.Close(retailer, row.Id, task.Token));
                commands.Add(WorkStatements.Remove(retailer, row.Id, task.Token, WorkKind.Remind, WorkKind.Overdue));
                break;
            case Effect.CallService call:
                commands.Add(WorkStatements.Add(values, row.Id, WorkKind.Service, call.Token, call.Attempt, call.Service, call.Inputs, call.NotBefore, commit.Hold?.Effect == position ? commit.Hold : null, holder));
                break;
            case Effect.WithdrawService withdrawn:
                commands.Add(WorkStatements.Remove(retailer, row.Id, withdrawn.Token, WorkKind.Service));
                break;
            case Effect.ArmTimer timer:
                commands.Add(WorkStatements.Add(values, row.Id, WorkKind.Timer, timer.Wait, 0, "", ContextValue.Empty, timer.Due));
                break;
            case Effect.Subscribe subscribe:
                commands.Add(MessageStatements.Subscribe(retailer, row.Id, subscribe));
                break;
            case Effect.Disarm disarm:
                commands.Add(WorkStatements.Remove(retailer, row.Id, disarm.Wait, WorkKind.Timer, WorkKind.Message));
                if (disarm.Kind != WaitKind.Timer)
                {
                    commands.Add(MessageStatements.Disarm(retailer, row.Id, disarm.Wait));
                }

                break;
            case Effect.SendMessage message:
                commands.Add(MessageStatements.Keep(values, new IncomingMessage(IdOf(row, position), message.Message, message.Key, message.Payload), now));
                break;
            case Effect.BroadcastSignal signal:
                commands.Add(MessageStatements.Keep(values, new IncomingMessage(IdOf(row, position), signal.Signal, "", signal.Payload), now, isFree: false));
                commands.Add(WorkStatements.Signal(retailer, signal.Signal, IdOf(row, position), now));
                break;
            case Effect.StartCalled called:
                commands.Add(WorkStatements.Add(values, row.Id, WorkKind.StartCalled, called.Token, 0, called.Process, called.Variables, now));
                break;
            case Effect.CancelCalled cancelled:
                // Two statements: the second sees what began while the first waited for it.
                commands.Add(WorkStatements.Remove(retailer, row.Id, cancelled.Token, WorkKind.StartCalled, WorkKind.CallCompleted, WorkKind.CallFailed));
                commands.Add(WorkStatements.CancelCalled(retailer, row.Id, cancelled.Token, now));
                break;
            case Effect.Ended ended:
                commands.Add(WorkStatements.RemoveAll(retailer, row.Id));
                if (row.Caller is { } caller)
                {
                    var completed = ended.Status == InstanceStatus.Completed;
                    commands.Add(WorkStatements.Add(
                        values, caller.Instance, completed ? WorkKind.CallCompleted : WorkKind.CallFailed, caller.Token, 0,
                        ended.ErrorCode ?? (completed ? "" : "CANCELLED"), ended.Variables, now));
                }

                break;
            case Effect.RaiseIncident or Effect.CloseIncident:
                // Open incidents are part of the state.
                break;
        }
    }

    /// <summary>Name of what a step sends: the same, however often the step is tried.</summary>
    private static string IdOf(InstanceRow row, int position) => $"{row.Id:N}-{row.Revision}-{position}";
}
