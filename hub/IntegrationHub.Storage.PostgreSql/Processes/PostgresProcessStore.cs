using IntegrationHub.Exchange;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Combining;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Running processes of the retailer that the process serves. Thread-safe; every method is one transaction.</summary>
internal sealed partial class PostgresProcessStore(PostgresStore database) : IProcessStore
{
    /// <summary>In claims, for people who look at the table.</summary>
    private readonly string _name = $"{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>While one batch waits for the disk the next is on its way; a step is mostly one statement, and half of what is usually in flight waits while the other half works.</summary>
    private readonly StatementCombiner<CommitResult> _steps = new(database.Commits, lanes: 2, most: 32);

    private RetailerId Retailer => database.Options.Retailer;

    private Scope Own => Scope.Of(Retailer);

    private ProcessValues Values => new(database.Values, Retailer.Value);

    public Task<InstanceRow?> FindInstanceAsync(Guid instance, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(Own, InstanceStatements.FindSql);
        command.Parameters.Int(Retailer.Value).Uuid(instance);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? InstanceStatements.Read(Values, reader) : null;
    });

    public Task<IReadOnlyList<InstanceRow>> InstancesAsync(InstanceQuery query, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(Own, InstanceStatements.ListSql(query));
        var (before, id) = query.After ?? (TaskPlace.Never, Guid.AllBitsSet);
        command.Parameters.Int(Retailer.Value).Text(query.Process).Text(query.BusinessKey).ShortOrNull((int?)query.Status).Time(before).Uuid(id).Int(query.Most);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<InstanceRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(InstanceStatements.Read(Values, reader));
        }

        return (IReadOnlyList<InstanceRow>)rows;
    });

    public async Task<CommitResult> CommitAsync(StepCommit commit, CancellationToken cancellation)
    {
        database.CrashPoints.Reached(CrashPoint.BeforeProcessStep);
        var result = await Availability.GuardAsync(async () =>
        {
            var step = new StepBatch(database.Values, Retailer, commit);
            Step.Write(step, _name, commit);
            try
            {
                if (step.MayBeCombined)
                {
                    return await _steps.RunAsync(new(Own, step.Commands(), CommitResult.Committed, commit.Instance.Id.ToString("N")), cancellation);
                }

                // A batch without a transaction around it is one transaction of its own.
                await using var batch = database.Commits.CreateBatch(Own);
                batch.BatchCommands.AddRange(step.Commands());
                await batch.ExecuteNonQueryAsync(cancellation);
                return CommitResult.Committed;
            }
            catch (PostgresException refused) when (refused.SqlState == InstanceStatements.Conflict)
            {
                return CommitResult.Conflict;
            }
            catch (PostgresException refused) when (refused.SqlState == InstanceStatements.ClaimLost)
            {
                return CommitResult.ClaimLost;
            }
        });
        database.CrashPoints.Reached(CrashPoint.AfterProcessStep);
        return result;
    }

    public async Task<IReadOnlyList<Claim>> ClaimAsync(int most, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation)
    {
        var claims = await Availability.GuardAsync(async () =>
        {
            // A claim that a crash of the machine takes back is only made again: it need not wait for the disk.
            await using var command = database.ArchivePool.CreateCommand(Own, WorkStatements.ClaimSql);
            command.Parameters.Int(Retailer.Value).Time(now).Time(now + lease).Text(_name).Int(most);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var claimed = new List<(long Order, Claim Claim)>();
            while (await reader.ReadAsync(cancellation))
            {
                claimed.Add(WorkStatements.Read(Values, reader));
            }

            return (IReadOnlyList<Claim>)[.. claimed.OrderBy(one => one.Claim.Work.Due).ThenBy(one => one.Order).Select(one => one.Claim)];
        });
        if (claims.Count > 0)
        {
            database.CrashPoints.Reached(CrashPoint.AfterProcessClaim);
        }

        return claims;
    }

    public Task<bool> DropAsync(Claim claim, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(Own, WorkStatements.DropSql);
        command.Parameters.Int(Retailer.Value).Uuid(claim.Work.Id).Int(claim.Fence).Uuid(claim.Work.Instance);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    });

    public Task<MessageReceipt> AcceptMessageAsync(IncomingMessage message, DateTimeOffset now, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        MessageKey[] key = [new(message.Name, message.Key)];
        await using var batch = database.Commits.CreateBatch(Own);
        batch.BatchCommands.Add(MessageStatements.Lock(Retailer.Value, key));
        batch.BatchCommands.Add(MessageStatements.Keep(Values, Guid.CreateVersion7(now), message, now, isFree: true));
        batch.BatchCommands.Add(MessageStatements.Match(Retailer.Value, key, now));
        var look = new NpgsqlBatchCommand(MessageStatements.IsFreeSql);
        look.Parameters.Int(Retailer.Value).Text(message.Id);
        batch.BatchCommands.Add(look);

        // Results: the locks, a row if the message is new, then whether it is still free. The insert that matches has none.
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var isNew = await reader.ReadAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var isFree = reader.GetBoolean(0);
        while (await reader.NextResultAsync(cancellation))
        {
            // What comes later may have failed: nothing is told before the end.
        }

        return !isNew ? MessageReceipt.Repeated : isFree ? MessageReceipt.Kept : MessageReceipt.Correlated;
    });

    public Task<IReadOnlyList<HistoryRow>> HistoryAsync(Guid instance, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(Own, "select at, id, data from event where retailer_id = $1 and exchange_id = $2 and kind = $3");
        command.Parameters.Int(Retailer.Value).Uuid(instance).Text(HistoryEvents.Step);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var parts = new List<(int Part, IReadOnlyList<HistoryRow> Rows)>();
        while (await reader.ReadAsync(cancellation))
        {
            parts.Add(HistoryEvents.Read(instance, reader.Time(0), database.Values.Open(SealedColumns.EventData, Retailer.Value, reader.GetGuid(1), reader.Bytes(2))));
        }

        return (IReadOnlyList<HistoryRow>)[.. parts.OrderBy(one => one.Rows[0].Revision).ThenBy(one => one.Part).SelectMany(one => one.Rows)];
    });
}
