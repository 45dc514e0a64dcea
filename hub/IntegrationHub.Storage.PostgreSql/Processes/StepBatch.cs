using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Everything of one step as statements of one transaction, in one round trip.</summary>
internal sealed class StepBatch(StoreValues store, RetailerId of, StepCommit commit) : IStepWriter
{
    private readonly ProcessValues _values = new(store, of.Value);
    private readonly List<NpgsqlBatchCommand> _others = [];
    private Claim? _done;
    private NewWork? _next;
    private IReadOnlyList<ExchangeEvent> _events = [];

    /// <summary>
    /// True where the step locks nothing but rows of its own instance: only such steps share a transaction. Locks of names and keys, taken by several steps one after
    /// the other, would be taken in no order.
    /// </summary>
    public bool MayBeCombined { get; private set; } = true;

    /// <summary>In the order in which they are sent; the step from one call to the next, which most are, is one statement.</summary>
    public IReadOnlyList<NpgsqlBatchCommand> Commands()
    {
        if (MayBeCombined && _done is { } done && _next is { } next && next.Instance == commit.Instance.Id && _others.Count == 0 && _events.Count == 1 && commit.Instance.Revision > 1)
        {
            return [NextCallStatement.Of(_values, commit.Instance, done, next, _events[0])];
        }

        List<NpgsqlBatchCommand> commands = [InstanceStatements.Write(_values, commit.Instance)];
        if (_done is not null)
        {
            commands.Add(InstanceStatements.Done(of.Value, _done));
        }

        if (_next is not null)
        {
            commands.Add(WorkStatements.Add(_values, _next));
        }

        commands.AddRange(_others);
        if (_events.Count > 0)
        {
            commands.Add(EventColumns.Command(store, of, _events));
        }

        return commands;
    }

    public void Advance()
    {
        // Every step does, first of all.
    }

    public void Finish(Claim done)
    {
        // What starts a called process is work of its caller.
        MayBeCombined &= done.Work.Instance == commit.Instance.Id;
        _done = done;
    }

    public void Lock(IReadOnlyList<MessageKey> keys)
    {
        MayBeCombined = false;
        _others.Add(MessageStatements.Lock(of.Value, keys));
    }

    public void Delivered(int wait) => _others.Add(MessageStatements.Delivered(of.Value, commit.Instance.Id, wait));

    public void OpenTask(Guid id, Effect.OpenTask task, IReadOnlyList<(string Role, DateTimeOffset Since)> offers) =>
        _others.AddRange(TaskStatements.Open(_values, commit, id, task, offers));

    public void CloseTask(int token) => _others.AddRange(TaskStatements.Close(of.Value, commit.Instance.Id, token));

    public void MoveTask(Effect.MoveTask task) => _others.AddRange(TaskStatements.Move(of.Value, commit, task));

    public void AddWork(NewWork work)
    {
        if (_next is null && _others.Count == 0)
        {
            _next = work;
        }
        else
        {
            _others.Add(WorkStatements.Add(_values, work));
        }
    }

    public void RemoveWork(int number, params WorkKind[] kinds) => _others.Add(WorkStatements.Remove(of.Value, commit.Instance.Id, number, kinds));

    public void RemoveAllWork() => _others.Add(WorkStatements.RemoveAll(of.Value, commit.Instance.Id));

    public void Subscribe(Effect.Subscribe subscribe) => _others.Add(MessageStatements.Subscribe(of.Value, commit.Instance.Id, subscribe));

    public void Disarm(int wait) => _others.Add(MessageStatements.Disarm(of.Value, commit.Instance.Id, wait));

    public void Keep(Guid id, IncomingMessage message, bool isFree) => _others.Add(MessageStatements.Keep(_values, id, message, commit.At, isFree));

    public void Signal(string name, string message) => _others.Add(WorkStatements.Signal(of.Value, name, message, commit.At));

    public void CancelCalled(int token) => _others.Add(WorkStatements.CancelCalled(of.Value, commit.Instance.Id, token, commit.At));

    public void Match(IReadOnlyList<MessageKey> keys) => _others.Add(MessageStatements.Match(of.Value, keys, commit.At));

    public void Record(IReadOnlyList<ExchangeEvent> events) => _events = events;
}
