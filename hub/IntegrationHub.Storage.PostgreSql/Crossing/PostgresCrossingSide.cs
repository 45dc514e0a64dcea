using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Crossing;

/// <summary>One side's end of the streams: the same statements over the tables of the side whose role the pool logs in as. Thread-safe.</summary>
/// <param name="pool">Connections of the side's role.</param>
/// <param name="values">Seals the entries of the ledger; the company's side alone has it.</param>
/// <param name="crashPoints">Reached between the two commits.</param>
internal sealed class PostgresCrossingSide(ScopedPool pool, StoreValues? values, ICrashPoints crashPoints) : ICrossingSide
{
    /// <summary>Items that get their numbers in one transaction.</summary>
    private const int NumbersAtOnce = 1_000;

    private const string AnyNewSql = "select exists (select from crossing_outbox where retailer_id = $1 and stream = $2 and number is null)";

    private const string MakeStreamSql =
        "insert into crossing_stream (retailer_id, stream, numbered_to, confirmed_to, received_to) values ($1, $2, 0, 0, 0) on conflict (retailer_id, stream) do nothing";

    private const string LockSql = "select numbered_to from crossing_stream where retailer_id = $1 and stream = $2 for update";

    // As in mailboxes: the stream's row is locked, and the statement after that sees everything that is committed by then. Ids are version 7.
    private static readonly string GiveNumbersSql =
        $"""
        with fresh as materialized (
            select id, row_number() over (order by id) as place from (
                select id from crossing_outbox where retailer_id = $1 and stream = $2 and number is null order by id limit {NumbersAtOnce}) as oldest),
        given as (
            update crossing_outbox as item set number = place.numbered_to + fresh.place from fresh, crossing_stream as place
            where item.retailer_id = $1 and item.stream = $2 and item.id = fresh.id and place.retailer_id = $1 and place.stream = $2 returning 1)
        update crossing_stream set numbered_to = numbered_to + (select count(*) from fresh) where retailer_id = $1 and stream = $2
        """;

    private const string MoveSql =
        "update crossing_stream set received_to = $4 where retailer_id = $1 and stream = $2 and received_to = $3";

    private const string ConfirmSql =
        "update crossing_stream set confirmed_to = greatest(confirmed_to, $4) where retailer_id = $1 and stream = $2 and confirmed_to = $3";

    private static readonly string ConfirmWithEntrySql =
        $"with moved as ({ConfirmSql} returning 1), entry as ({EventColumns.Insert(1, 5, "moved")}) select count(*) from moved";

    public ValueTask<CrossingState> ReadStateAsync(RetailerId retailer, CrossingStream stream, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = pool.CreateCommand(
                ScopeOf(retailer), "select numbered_to, confirmed_to, received_to from crossing_stream where retailer_id = $1 and stream = $2");
            command.Parameters.Int(retailer.Value).Text(stream.Name);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? new CrossingState(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)) : default;
        }));

    public ValueTask<IReadOnlyList<CrossingEntry>> ReadAsync(
        RetailerId retailer, CrossingStream stream, long after, int max, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            if (await AnyNewAsync(retailer, stream, cancellationToken))
                await GiveNumbersAsync(retailer, stream, cancellationToken);

            await using var command = pool.CreateCommand(ScopeOf(retailer), CrossingRows.ReadOutbox);
            return await CrossingRows.ReadAsync(command, retailer, stream, after, max, cancellationToken);
        }));

    public ValueTask<bool> AcceptAsync(
        RetailerId retailer, CrossingStream stream, long expected, long upTo, IReadOnlyList<CrossingEntry> entries, ExchangeEvent? entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        RefuseEntryWithoutLedger(entry);
        return new(Availability.GuardAsync(async () =>
        {
            await using var transaction = await pool.BeginAsync(ScopeOf(retailer), cancellationToken);
            await using (var move = transaction.CreateBatch())
            {
                var make = new NpgsqlBatchCommand(MakeStreamSql);
                make.Parameters.Int(retailer.Value).Text(stream.Name);
                var set = new NpgsqlBatchCommand(MoveSql);
                set.Parameters.Int(retailer.Value).Text(stream.Name).Long(expected).Long(upTo);
                move.BatchCommands.AddRange([make, set]);
                await move.ExecuteNonQueryAsync(cancellationToken);
                if (set.RecordsAffected != 1)
                    return false;
            }

            await using var batch = transaction.CreateBatch();
            var store = new NpgsqlBatchCommand(CrossingRows.Store);
            CrossingRows.AddStore(store.Parameters, retailer, stream, now, entries);
            batch.BatchCommands.Add(store);
            if (entry is not null)
                EventColumns.AddCommand(batch, values!, retailer, [entry]);

            await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            crashPoints.Reached(CrashPoint.AfterCrossing);
            return true;
        }));
    }

    public ValueTask<bool> ConfirmAsync(
        RetailerId retailer, CrossingStream stream, long expected, long upTo, ExchangeEvent? entry, CancellationToken cancellationToken)
    {
        RefuseEntryWithoutLedger(entry);
        return new(Availability.GuardAsync(async () =>
        {
            await using var command = pool.CreateCommand(ScopeOf(retailer), entry is null ? ConfirmSql : ConfirmWithEntrySql);
            command.Parameters.Int(retailer.Value).Text(stream.Name).Long(expected).Long(upTo);
            if (entry is null)
                return await command.ExecuteNonQueryAsync(cancellationToken) == 1;

            EventColumns.Add(command.Parameters, values!, retailer, [entry]);
            return await command.ExecuteScalarAsync(cancellationToken) is 1L;
        }));
    }

    private static Scope ScopeOf(RetailerId retailer) => Scope.Of(SystemScope.Synchronisation, retailer);

    private void RefuseEntryWithoutLedger(ExchangeEvent? entry)
    {
        if (entry is not null && values is null)
            throw new ArgumentException("The customers' side keeps no ledger.", nameof(entry));
    }

    private async Task<bool> AnyNewAsync(RetailerId retailer, CrossingStream stream, CancellationToken cancellationToken)
    {
        await using var command = pool.CreateCommand(ScopeOf(retailer), AnyNewSql);
        command.Parameters.Int(retailer.Value).Text(stream.Name);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task GiveNumbersAsync(RetailerId retailer, CrossingStream stream, CancellationToken cancellationToken)
    {
        await using var transaction = await pool.BeginAsync(ScopeOf(retailer), cancellationToken);
        await using var batch = transaction.CreateBatch();
        foreach (var sql in (string[])[MakeStreamSql, LockSql, GiveNumbersSql])
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Int(retailer.Value).Text(stream.Name);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

/// <summary>Both ends, for the synchronisation service.</summary>
internal sealed class PostgresCrossingSides(PostgresStore database) : ICrossingSides
{
    public ICrossingSide Company { get; } = new PostgresCrossingSide(database.Commits, database.Values, database.CrashPoints);

    public ICrossingSide Customers { get; } = new PostgresCrossingSide(
        database.Customers ?? throw new InvalidOperationException("The store was opened without the login of the customers' side."), values: null, database.CrashPoints);
}
