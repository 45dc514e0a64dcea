using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Memory;

/// <content>What becomes of the effects of a step, within its transaction.</content>
public sealed partial class InMemoryProcessStore
{
    public Task<MessageReceipt> AcceptMessageAsync(IncomingMessage message, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(Accept(message, now));
        }
    }

    private void Apply(StepCommit commit, Effect effect, int position)
    {
        var row = commit.Instance;
        switch (effect)
        {
            case Effect.OpenTask task:
                var offered = new TaskRow(row.Id, task.Token, row.Definition, task.Node, task.Name, row.State.BusinessKey, task.Inputs, task.Task.Priority, task.Due, commit.At, null);
                _tasks.Add((row.Id, task.Token), new OfferedTask(offered, task.Task));
                foreach (var (kind, at) in TaskNotices.Of(task))
                {
                    Add(row.Id, kind, task.Token, 0, task.Node, ContextValue.Empty, at);
                }

                break;
            case Effect.CloseTask task:
                _tasks.Remove((row.Id, task.Token));
                Remove(work => work.Instance == row.Id && work.Kind is WorkKind.Remind or WorkKind.Overdue && work.Number == task.Token);
                break;
            case Effect.MoveTask moved:
                var open = _tasks[(row.Id, moved.Token)].Row;
                _tasks[(row.Id, moved.Token)] = new OfferedTask(
                    open with { Definition = row.Definition, Node = moved.Node, Name = moved.Name, Priority = moved.Task.Priority, ClaimedBy = moved.Release ? null : open.ClaimedBy },
                    moved.Task);
                break;
            case Effect.CallService call:
                Add(row.Id, WorkKind.Service, call.Token, call.Attempt, call.Service, call.Inputs, call.NotBefore, commit.Hold?.Effect == position ? commit.Hold : null);
                break;
            case Effect.WithdrawService withdrawn:
                Remove(work => work.Instance == row.Id && work.Kind == WorkKind.Service && work.Number == withdrawn.Token);
                break;
            case Effect.ArmTimer timer:
                Add(row.Id, WorkKind.Timer, timer.Wait, 0, "", ContextValue.Empty, timer.Due);
                break;
            case Effect.Subscribe subscribe:
                _subscriptions.Add(new Subscription(row.Id, subscribe.Wait, subscribe.Kind == WaitKind.Signal, subscribe.Name, subscribe.Key, null));
                MatchKept(subscribe.Name, subscribe.Key, commit.At);
                break;
            case Effect.Disarm disarm:
                Disarm(row.Id, disarm.Wait, commit.At);
                break;
            case Effect.SendMessage message:
                Accept(new IncomingMessage($"{row.Id:N}-{row.Revision}-{position}", message.Message, message.Key, message.Payload), commit.At);
                break;
            case Effect.BroadcastSignal signal:
                foreach (var waiting in _subscriptions.Where(subscription => subscription.IsSignal && subscription.Name == signal.Signal).Select(subscription => subscription.Instance).Distinct().ToList())
                {
                    Add(waiting, WorkKind.Signal, 0, 0, signal.Signal, signal.Payload, commit.At);
                }

                break;
            case Effect.StartCalled called:
                Add(row.Id, WorkKind.StartCalled, called.Token, 0, called.Process, called.Variables, commit.At);
                break;
            case Effect.CancelCalled cancelled:
                Remove(work => work.Instance == row.Id && work.Kind is WorkKind.StartCalled or WorkKind.CallCompleted or WorkKind.CallFailed && work.Number == cancelled.Token);
                foreach (var child in _instances.Values.Where(instance => instance.Caller == new CallerLink(row.Id, cancelled.Token) && !instance.State.IsOver).ToList())
                {
                    Add(child.Id, WorkKind.CancelInstance, 0, 0, "", ContextValue.Empty, commit.At);
                }

                break;
            case Effect.Ended ended:
                End(row, ended, commit.At);
                break;
            case Effect.RaiseIncident or Effect.CloseIncident:
                // Open incidents are part of the state.
                break;
        }
    }

    private void End(InstanceRow row, Effect.Ended ended, DateTimeOffset now)
    {
        Remove(work => work.Instance == row.Id);
        if (row.Caller is { } caller)
        {
            var completed = ended.Status == InstanceStatus.Completed;
            Add(caller.Instance, completed ? WorkKind.CallCompleted : WorkKind.CallFailed, caller.Token, 0, ended.ErrorCode ?? (completed ? "" : "CANCELLED"), ended.Variables, now);
        }
    }

    /// <summary>A delivered message is used up; a subscription that the step does not disarm is open to the next one.</summary>
    private void Finish(Work work, DateTimeOffset now)
    {
        _work.Remove(work.Id);
        var index = work.Kind == WorkKind.Message ? _subscriptions.FindIndex(subscription => subscription.Instance == work.Instance && subscription.Wait == work.Number) : -1;
        if (index >= 0)
        {
            var open = _subscriptions[index] with { Message = null };
            _subscriptions[index] = open;
            MatchKept(open.Name, open.Key, now);
        }
    }

    private void Disarm(Guid instance, int wait, DateTimeOffset now)
    {
        Remove(work => work.Instance == instance && work.Kind is WorkKind.Timer or WorkKind.Message && work.Number == wait);
        var index = _subscriptions.FindIndex(subscription => subscription.Instance == instance && subscription.Wait == wait);
        if (index < 0)
        {
            return;
        }

        var gone = _subscriptions[index];
        _subscriptions.RemoveAt(index);
        if (gone.Message is { } message)
        {
            // It was on its way to somebody who no longer waits: the next one gets it.
            _messages[message] = _messages[message] with { IsFree = true };
            MatchKept(gone.Name, gone.Key, now);
        }
    }

    private MessageReceipt Accept(IncomingMessage message, DateTimeOffset now)
    {
        if (!_messages.TryAdd(message.Id, new Kept(message, _next++, IsFree: true)))
        {
            return MessageReceipt.Repeated;
        }

        MatchKept(message.Name, message.Key, now);
        return _messages[message.Id].IsFree ? MessageReceipt.Kept : MessageReceipt.Correlated;
    }

    /// <summary>Oldest message to oldest subscription, one to one.</summary>
    private void MatchKept(string name, string key, DateTimeOffset now)
    {
        while (_messages.Values.Where(kept => kept.IsFree && kept.Message.Name == name && kept.Message.Key == key).MinBy(kept => kept.Order) is { } kept
            && _subscriptions.FindIndex(subscription => subscription is { IsSignal: false, Message: null } && subscription.Name == name && subscription.Key == key) is >= 0 and var index)
        {
            var subscription = _subscriptions[index];
            _subscriptions[index] = subscription with { Message = kept.Message.Id };
            _messages[kept.Message.Id] = kept with { IsFree = false };
            Add(subscription.Instance, WorkKind.Message, subscription.Wait, 0, kept.Message.Name, kept.Message.Payload, now);
        }
    }

    private void Add(Guid instance, WorkKind kind, int number, int attempt, string name, ContextValue data, DateTimeOffset due, Hold? hold = null)
    {
        var work = new Work(hold?.Work ?? Guid.CreateVersion7(), instance, kind, number, attempt, name, data, due);
        _work.Add(work.Id, new HeldWork(work, hold is null ? 0 : Hold.Fence, hold?.Until ?? DateTimeOffset.MinValue, _next++));
    }

    private void Remove(Predicate<Work> which)
    {
        foreach (var work in _work.Values.Select(held => held.Work).Where(work => which(work)).ToList())
        {
            _work.Remove(work.Id);
        }
    }
}
