using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Everything of one step as statements of one transaction, in one round trip.</summary>
internal sealed class StepBatch(ScopedBatch batch, StoreValues store, RetailerId of, StepCommit commit) : IStepWriter
{
    private readonly ProcessValues _values = new(store, of.Value);

    public void Advance() => batch.BatchCommands.Add(InstanceStatements.Write(_values, commit.Instance));

    public void Finish(Claim done) => batch.BatchCommands.Add(InstanceStatements.Done(of.Value, done));

    public void Lock(IReadOnlyList<MessageKey> keys) => batch.BatchCommands.Add(MessageStatements.Lock(of.Value, keys));

    public void Delivered(int wait) => batch.BatchCommands.Add(MessageStatements.Delivered(of.Value, commit.Instance.Id, wait));

    public void OpenTask(Guid id, Effect.OpenTask task, IReadOnlyList<(string Role, DateTimeOffset Since)> offers) =>
        batch.BatchCommands.AddRange(TaskStatements.Open(_values, commit, id, task, offers));

    public void CloseTask(int token) => batch.BatchCommands.AddRange(TaskStatements.Close(of.Value, commit.Instance.Id, token));

    public void MoveTask(Effect.MoveTask task) => batch.BatchCommands.AddRange(TaskStatements.Move(of.Value, commit, task));

    public void AddWork(NewWork work) => batch.BatchCommands.Add(WorkStatements.Add(_values, work));

    public void RemoveWork(int number, params WorkKind[] kinds) => batch.BatchCommands.Add(WorkStatements.Remove(of.Value, commit.Instance.Id, number, kinds));

    public void RemoveAllWork() => batch.BatchCommands.Add(WorkStatements.RemoveAll(of.Value, commit.Instance.Id));

    public void Subscribe(Effect.Subscribe subscribe) => batch.BatchCommands.Add(MessageStatements.Subscribe(of.Value, commit.Instance.Id, subscribe));

    public void Disarm(int wait) => batch.BatchCommands.Add(MessageStatements.Disarm(of.Value, commit.Instance.Id, wait));

    public void Keep(Guid id, IncomingMessage message, bool isFree) => batch.BatchCommands.Add(MessageStatements.Keep(_values, id, message, commit.At, isFree));

    public void Signal(string name, string message) => batch.BatchCommands.Add(WorkStatements.Signal(of.Value, name, message, commit.At));

    public void CancelCalled(int token) => batch.BatchCommands.Add(WorkStatements.CancelCalled(of.Value, commit.Instance.Id, token, commit.At));

    public void Match(IReadOnlyList<MessageKey> keys) => batch.BatchCommands.Add(MessageStatements.Match(of.Value, keys, commit.At));

    public void Record(IReadOnlyList<ExchangeEvent> events) => EventColumns.AddCommand(batch, store, of, events);
}
