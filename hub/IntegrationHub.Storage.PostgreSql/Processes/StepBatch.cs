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
    private readonly List<NpgsqlBatchCommand> _commands = [];

    /// <summary>In the order in which they are sent.</summary>
    public IReadOnlyList<NpgsqlBatchCommand> Commands => _commands;

    /// <summary>
    /// True where the step locks nothing but rows of its own instance: only such steps share a transaction. Locks of names and keys, taken by several steps one after
    /// the other, would be taken in no order.
    /// </summary>
    public bool MayBeCombined { get; private set; } = true;

    public void Advance() => _commands.Add(InstanceStatements.Write(_values, commit.Instance));

    public void Finish(Claim done)
    {
        // What starts a called process is work of its caller.
        MayBeCombined &= done.Work.Instance == commit.Instance.Id;
        _commands.Add(InstanceStatements.Done(of.Value, done));
    }

    public void Lock(IReadOnlyList<MessageKey> keys)
    {
        MayBeCombined = false;
        _commands.Add(MessageStatements.Lock(of.Value, keys));
    }

    public void Delivered(int wait) => _commands.Add(MessageStatements.Delivered(of.Value, commit.Instance.Id, wait));

    public void OpenTask(Guid id, Effect.OpenTask task, IReadOnlyList<(string Role, DateTimeOffset Since)> offers) =>
        _commands.AddRange(TaskStatements.Open(_values, commit, id, task, offers));

    public void CloseTask(int token) => _commands.AddRange(TaskStatements.Close(of.Value, commit.Instance.Id, token));

    public void MoveTask(Effect.MoveTask task) => _commands.AddRange(TaskStatements.Move(of.Value, commit, task));

    public void AddWork(NewWork work) => _commands.Add(WorkStatements.Add(_values, work));

    public void RemoveWork(int number, params WorkKind[] kinds) => _commands.Add(WorkStatements.Remove(of.Value, commit.Instance.Id, number, kinds));

    public void RemoveAllWork() => _commands.Add(WorkStatements.RemoveAll(of.Value, commit.Instance.Id));

    public void Subscribe(Effect.Subscribe subscribe) => _commands.Add(MessageStatements.Subscribe(of.Value, commit.Instance.Id, subscribe));

    public void Disarm(int wait) => _commands.Add(MessageStatements.Disarm(of.Value, commit.Instance.Id, wait));

    public void Keep(Guid id, IncomingMessage message, bool isFree) => _commands.Add(MessageStatements.Keep(_values, id, message, commit.At, isFree));

    public void Signal(string name, string message) => _commands.Add(WorkStatements.Signal(of.Value, name, message, commit.At));

    public void CancelCalled(int token) => _commands.Add(WorkStatements.CancelCalled(of.Value, commit.Instance.Id, token, commit.At));

    public void Match(IReadOnlyList<MessageKey> keys) => _commands.Add(MessageStatements.Match(of.Value, keys, commit.At));

    public void Record(IReadOnlyList<ExchangeEvent> events)
    {
        if (events.Count > 0)
        {
            _commands.Add(EventColumns.Command(store, of, events));
        }
    }
}
