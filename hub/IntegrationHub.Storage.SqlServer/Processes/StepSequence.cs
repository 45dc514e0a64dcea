using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using IntegrationHub.Storage.SqlServer.Reception;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Processes;

/// <summary>Everything of one step as statements of one transaction, one after the other. It may run again: after a deadlock all of it does.</summary>
/// <remarks>
/// Not one batch, as on PostgreSQL: the driver would send it as several calls of which the later ones run although an earlier one was refused, outside
/// of the transaction that the refusal has ended.
/// </remarks>
internal sealed class StepSequence(StoreValues store, RetailerId of, StepCommit commit) : IStepWriter
{
    private const string Late = "Another step with the same message did not end in time.";

    private readonly ProcessValues _values = new(store, of.Value);
    private readonly List<Part> _parts = [];

    private Guid Instance => commit.Instance.Id;

    /// <summary>Runs it in the session's transaction; after anything but a commit the caller rolls back.</summary>
    public async Task<CommitResult> RunAsync(SqlSession session, CancellationToken cancellationToken)
    {
        foreach (var part in _parts)
        {
            var answer = await session.ScalarAsync(part.Statement, part.Fill, cancellationToken);
            if (part.Judge?.Invoke(answer) is { } refusal)
                return refusal;
        }

        return CommitResult.Committed;
    }

    public void Advance() => Add(
        commit.Instance.Revision == 1 ? InstanceStatements.Start : InstanceStatements.Advance, parameters => InstanceStatements.Fill(parameters, _values, commit.Instance),
        static answer => answer is 1 ? null : CommitResult.Conflict);

    public void Finish(Claim done) => Add(
        WorkStatements.Finish, parameters => parameters.Int("@retailer", of.Value).Id("@id", done.Work.Id).Int("@fence", done.Fence),
        static answer => answer is 1 ? null : CommitResult.ClaimLost);

    public void Lock(IReadOnlyList<MessageKey> keys)
    {
        foreach (var number in MessageStatements.LocksOf(of.Value, keys))
            Add(MessageStatements.Lock, parameters => MessageStatements.FillLock(parameters, number), Demand);
    }

    public void Delivered(int wait) => Add(MessageStatements.Delivered, parameters => OfWait(parameters, wait));

    public void OpenTask(Guid id, Effect.OpenTask task, IReadOnlyList<(string Role, DateTimeOffset Since)> offers)
    {
        Add(TaskStatements.Open, parameters => TaskStatements.FillOpen(parameters, _values, commit, id, task));
        foreach (var offered in offers.GroupBy(static offer => offer.Since, static offer => offer.Role))
            Add(TaskStatements.Offer, parameters => TaskStatements.FillOffer(parameters, of.Value, commit, task, offered.Key, offered));
    }

    public void CloseTask(int token) => Add(TaskStatements.Close, parameters => parameters.Task(of.Value, Instance, token));

    public void MoveTask(Effect.MoveTask task) => Add(TaskStatements.Move, parameters => TaskStatements.FillMove(parameters, of.Value, commit, task));

    public void AddWork(NewWork work) => Add(WorkStatements.Add, parameters => WorkStatements.Fill(parameters, _values, work));

    public void RemoveWork(int number, params WorkKind[] kinds) =>
        Add(WorkStatements.Remove, parameters => WorkStatements.FillRemove(parameters, of.Value, Instance, number, kinds));

    public void RemoveAllWork() => Add(WorkStatements.RemoveAll, parameters => parameters.Int("@retailer", of.Value).Id("@instance", Instance));

    public void Subscribe(Effect.Subscribe subscribe)
    {
        var isSignal = subscribe.Kind == WaitKind.Signal;
        Add(
            MessageStatements.Subscribe,
            parameters => OfWait(parameters, subscribe.Wait).Bool("@is_signal", isSignal).Text("@name", subscribe.Name).Text("@key", isSignal ? "" : subscribe.Key));
    }

    public void Disarm(int wait) => Add(MessageStatements.Disarm, parameters => OfWait(parameters, wait));

    public void Keep(Guid id, IncomingMessage message, bool isFree) =>
        Add(MessageStatements.Keep, parameters => MessageStatements.FillKeep(parameters, _values, id, message, commit.At, isFree));

    public void Signal(string name, string message) => Add(
        WorkStatements.Signal, parameters => parameters.Int("@retailer", of.Value).Text("@name", name).Text("@message", message).Time("@now", commit.At));

    public void CancelCalled(int token) => Add(
        WorkStatements.CancelCalled, parameters => parameters.Int("@retailer", of.Value).Id("@caller", Instance).Int("@token", token).Time("@now", commit.At));

    public void Match(IReadOnlyList<MessageKey> keys)
    {
        foreach (var key in keys)
            Add(MessageStatements.Match, parameters => MessageStatements.FillMatch(parameters, of.Value, key, commit.At));
    }

    public void Record(IReadOnlyList<ExchangeEvent> events)
    {
        if (events.Count > 0)
            Add(SqlServerReceptionStore.RecordEvents, parameters => parameters.Int("@retailer", of.Value).Events(store, of, events));
    }

    private SqlParameterCollection OfWait(SqlParameterCollection parameters, int wait) => parameters.Int("@retailer", of.Value).Id("@instance", Instance).Int("@wait", wait);

    private static CommitResult? Demand(object? answer)
    {
        AppLocks.Demand(answer, Late);
        return null;
    }

    private void Add(Statement statement, Action<SqlParameterCollection> fill, Func<object?, CommitResult?>? judge = null) => _parts.Add(new Part(statement, fill, judge));

    /// <param name="Judge">What the step becomes by the statement's answer; null where it goes on.</param>
    private sealed record Part(Statement Statement, Action<SqlParameterCollection> Fill, Func<object?, CommitResult?>? Judge);
}
