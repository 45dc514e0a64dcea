using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Processes;

/// <summary>Running processes of the retailer that the process serves. Thread-safe; every method is one transaction.</summary>
internal sealed class SqlServerProcessStore(SqlServerStore store) : IProcessStore
{
    internal static readonly Statement History = new(
        "processes.history", "select e.at, e.id, e.data from hub.event as e where e.retailer_id = @retailer and e.exchange_id = @instance and e.kind = @kind;");

    /// <summary>In claims, for people who look at the table.</summary>
    private readonly string _name = $"{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";

    private RetailerId Retailer => store.Options.Retailer;

    private ProcessValues Values => new(store.Values, Retailer.Value);

    public Task<IReadOnlyList<DefinitionKey>> DeployAsync(
        IReadOnlyList<string> processes, string digest, ReadOnlyMemory<byte> file, string by, DateTimeOffset now, CancellationToken cancellation) => InTransactionAsync(
        async session =>
        {
            AppLocks.Demand(
                await session.ScalarAsync(DefinitionStatements.Lock, parameters => parameters.Name("@lock", AppLocks.NameOf("deployment", Retailer.Value)), cancellation),
                "Another deployment did not end in time.");
            var keys = new List<DefinitionKey>();
            foreach (var process in processes)
            {
                var entry = new ExchangeEvent(
                    Guid.CreateVersion7(now), now, "process.deployed", ExchangeId: null, PartyId: null, by, EventData.Json(("process", process), ("digest", digest)));
                var version = await session.ScalarAsync(
                    DefinitionStatements.Deploy,
                    parameters => parameters.Int("@retailer", Retailer.Value).Text("@process", process).Text("@digest", digest).Bytes("@file", file).Time("@now", now).Text("@by", by)
                        .Events(store.Values, Retailer, [entry]),
                    cancellation);
                keys.Add(new DefinitionKey(process, (int)version!));
            }

            await session.CommitAsync(cancellation);
            return (IReadOnlyList<DefinitionKey>)keys;
        },
        cancellation);

    public Task<DefinitionRow?> FindDefinitionAsync(string process, int? version, CancellationToken cancellation) => FirstAsync(
        version is null ? DefinitionStatements.FindNewest : DefinitionStatements.Find,
        parameters =>
        {
            parameters.Int("@retailer", Retailer.Value).Text("@process", process);
            if (version is not null)
                parameters.Int("@version", version);
        },
        DefinitionStatements.Read,
        cancellation);

    public Task<IReadOnlyList<DefinitionRow>> NewestDefinitionsAsync(CancellationToken cancellation) =>
        ListAsync(DefinitionStatements.Newest, parameters => parameters.Int("@retailer", Retailer.Value), DefinitionStatements.Read, cancellation);

    public Task<InstanceRow?> FindInstanceAsync(Guid instance, CancellationToken cancellation) => FirstAsync(
        InstanceStatements.Find, parameters => parameters.Int("@retailer", Retailer.Value).Id("@id", instance), reader => InstanceStatements.Read(Values, reader), cancellation);

    public Task<IReadOnlyList<InstanceRow>> InstancesAsync(InstanceQuery query, CancellationToken cancellation) => ListAsync(
        InstanceStatements.For(query), parameters => InstanceStatements.Fill(parameters, Retailer.Value, query), reader => InstanceStatements.Read(Values, reader), cancellation);

    public async Task<CommitResult> CommitAsync(StepCommit commit, CancellationToken cancellation)
    {
        store.CrashPoints.Reached(CrashPoint.BeforeProcessStep);
        var step = new StepSequence(store.Values, Retailer, commit);
        Step.Write(step, _name, commit);
        var result = await InTransactionAsync(
            async session =>
            {
                var answer = await step.RunAsync(session, cancellation);
                if (answer == CommitResult.Committed)
                    await session.CommitAsync(cancellation);

                return answer;
            },
            cancellation);
        store.CrashPoints.Reached(CrashPoint.AfterProcessStep);
        return result;
    }

    public async Task<IReadOnlyList<Claim>> ClaimAsync(int most, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation)
    {
        var claimed = await ListAsync(
            WorkStatements.Claim,
            parameters => parameters.Int("@retailer", Retailer.Value).Time("@now", now).Time("@until", now + lease).Text("@node", _name).Int("@max", most),
            reader => WorkStatements.Read(Values, reader),
            cancellation);
        if (claimed.Count > 0)
            store.CrashPoints.Reached(CrashPoint.AfterProcessClaim);

        return [.. claimed.OrderBy(static one => one.Claim.Work.Due).ThenBy(static one => one.Order).Select(static one => one.Claim)];
    }

    public Task<bool> DropAsync(Claim claim, CancellationToken cancellation) => store.Work.RunAsync(
        Scope.Of(Retailer),
        async session => await session.ScalarAsync(
            WorkStatements.Finish, parameters => parameters.Int("@retailer", Retailer.Value).Id("@id", claim.Work.Id).Int("@fence", claim.Fence), cancellation) is 1,
        cancellation);

    public Task<MessageReceipt> AcceptMessageAsync(IncomingMessage message, DateTimeOffset now, CancellationToken cancellation) => InTransactionAsync(
        async session =>
        {
            var key = new MessageKey(message.Name, message.Key);
            foreach (var number in MessageStatements.LocksOf(Retailer.Value, [key]))
            {
                AppLocks.Demand(
                    await session.ScalarAsync(MessageStatements.Lock, parameters => MessageStatements.FillLock(parameters, number), cancellation),
                    "A step with the same message did not end in time.");
            }

            var id = Guid.CreateVersion7(now);
            var isNew = await session.ScalarAsync(
                MessageStatements.Keep, parameters => MessageStatements.FillKeep(parameters, Values, id, message, now, isFree: true), cancellation) is 1;
            await session.ScalarAsync(MessageStatements.Match, parameters => MessageStatements.FillMatch(parameters, Retailer.Value, key, now), cancellation);
            var isFree = await session.ScalarAsync(
                MessageStatements.IsFree, parameters => parameters.Int("@retailer", Retailer.Value).Text("@message", message.Id), cancellation) is true;
            await session.CommitAsync(cancellation);
            return !isNew ? MessageReceipt.Repeated : isFree ? MessageReceipt.Kept : MessageReceipt.Correlated;
        },
        cancellation);

    public Task<IReadOnlyList<OpenTask>> TasksAsync(TaskQuery query, CancellationToken cancellation) => ListAsync(
        query.Roles is null ? TaskStatements.All : TaskStatements.Offered,
        parameters => TaskStatements.Fill(parameters, Retailer.Value, query),
        reader => TaskStatements.ReadOpen(Values, reader),
        cancellation);

    public Task<TaskRow?> FindTaskAsync(Guid instance, int token, CancellationToken cancellation) => FirstAsync(
        TaskStatements.Find, parameters => parameters.Task(Retailer.Value, instance, token), reader => TaskStatements.Read(Values, reader), cancellation);

    public Task<bool> HoldTaskAsync(Guid instance, int token, string? expected, string? holder, string by, DateTimeOffset now, CancellationToken cancellation)
    {
        var entry = new ExchangeEvent(
            Guid.CreateVersion7(now), now, holder is null ? "process.task.released" : "process.task.claimed", instance, PartyId: null, by,
            EventData.Json(("token", $"{token}"), ("holder", holder)));
        return store.Work.RunAsync(
            Scope.Of(Retailer),
            async session => await session.ScalarAsync(
                TaskStatements.Hold,
                parameters => parameters.Task(Retailer.Value, instance, token).Text("@expected", expected).Text("@holder", holder).Events(store.Values, Retailer, [entry]),
                cancellation) is 1,
            cancellation);
    }

    public async Task<IReadOnlyList<HistoryRow>> HistoryAsync(Guid instance, CancellationToken cancellation)
    {
        var parts = await ListAsync(
            History,
            parameters => parameters.Int("@retailer", Retailer.Value).Id("@instance", instance).Text("@kind", HistoryEvents.Step),
            reader => HistoryEvents.Read(instance, reader.Time(0), store.Values.Open(SealedColumns.EventData, Retailer.Value, reader.Id(1), reader.Bytes(2))),
            cancellation);
        return [.. parts.OrderBy(static one => one.Rows[0].Revision).ThenBy(static one => one.Part).SelectMany(static one => one.Rows)];
    }

    private Task<T> InTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) => store.Work.RunAsync(
        Scope.Of(Retailer),
        async session =>
        {
            await session.BeginAsync(cancellation);
            return await work(session);
        },
        cancellation);

    private Task<T?> FirstAsync<T>(Statement statement, Action<SqlParameterCollection> fill, Func<SqlDataReader, T> read, CancellationToken cancellation)
        where T : class => store.Work.RunAsync(Scope.Of(Retailer), session => session.FirstAsync(statement, fill, read, cancellation), cancellation);

    private async Task<IReadOnlyList<T>> ListAsync<T>(Statement statement, Action<SqlParameterCollection> fill, Func<SqlDataReader, T> read, CancellationToken cancellation) =>
        await store.Work.RunAsync(Scope.Of(Retailer), session => session.ListAsync(statement, fill, read, cancellation), cancellation);
}
