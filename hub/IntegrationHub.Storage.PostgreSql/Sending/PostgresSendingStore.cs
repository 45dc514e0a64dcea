using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Archive;
using IntegrationHub.Storage.PostgreSql.History;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Sending;

/// <summary>The durable side of the way out. Thread-safe; every method is one transaction.</summary>
internal sealed class PostgresSendingStore(PostgresStore database, PostgresArchive archive, StoredForms forms) : ISendingStore
{
    private static readonly string FindSql =
        $"select {OutboundColumns.All} from outbound_exchange where retailer_id = $1 and sender_code = $2 and mrid = $3 and revision = $4";

    /// <summary>
    /// Takes what is due and at least as urgent as $7. A claim that found another's name on the row follows one that never ended. While a
    /// lower revision of the same mRID is on its way, a higher one waits.
    /// </summary>
    private static readonly string ClaimSql =
        $"""
        with due as (
            select id, claimed_by is not null as interrupted from outbound_exchange candidate
            where retailer_id = $1 and party_id = $2 and claimable_at <= $3 and priority <= $7
                and not exists (
                    select from outbound_exchange lower
                    where lower.retailer_id = $1 and lower.sender_code = candidate.sender_code and lower.mrid = candidate.mrid
                        and lower.revision < candidate.revision and lower.state in ({(int)OutboundState.Queued}, {(int)OutboundState.Sent}))
            order by priority, gate_closure nulls last, created_at, id limit $6 for update of candidate skip locked)
        update outbound_exchange claimed set claimable_at = $4, claimed_by = $5, fence = fence + 1
        from due where claimed.retailer_id = $1 and claimed.id = due.id
        returning {OutboundColumns.AllOf("claimed")}, due.interrupted
        """;

    private const string ForgetAliasSql = "update archive_alias set removed_at = stored_at where retailer_id = $1 and id = any ($2) and removed_at is null";

    /// <summary>What was never needed is removed at the time it was stored; retention removes later than that.</summary>
    private const string ForgetSql =
        """
        with forgotten as (
            update archive a set body = '', chunks = 0, packing = 0, name = null, removed_at = stored_at
            where retailer_id = $1 and id = any ($2) and touched_at is null and removed_at is null
                and not exists (select from archive_alias s where s.retailer_id = $1 and s.archive_id = a.id and s.removed_at is null)
            returning id)
        delete from archive_chunk c using forgotten where c.retailer_id = $1 and c.archive_id = forgotten.id
        """;

    public async ValueTask<OutboundExchange?> QueueAsync(
        OutboundExchange exchange, ReadOnlyMemory<byte> document, ReadOnlyMemory<byte>? signedMessage, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        // Bytes first, as on the way in: they may be large, and bytes that no row names are harmless, the reverse is not.
        await archive.StoreAsync(exchange.Retailer, exchange.DocumentArchiveId, ArchiveClass.Document, document, exchange.CreatedAt, cancellationToken);
        if (signedMessage is { } message)
        {
            var id = exchange.MessageArchiveId ?? throw new ArgumentException("An exchange with a message names its place in the archive.", nameof(exchange));
            await archive.StoreAsync(exchange.Retailer, id, ArchiveClass.Sent, message, exchange.CreatedAt, cancellationToken);
        }

        database.CrashPoints.Reached(CrashPoint.BeforeQueue);
        var queued = await Availability.GuardAsync(() => QueueRowAsync(exchange, events, cancellationToken));
        database.CrashPoints.Reached(CrashPoint.AfterQueue);
        if (queued)
            return null;

        await Availability.GuardAsync(() => ForgetBytesAsync(exchange, cancellationToken));
        return await FindAsync(exchange.Retailer, exchange.Document, cancellationToken)
            ?? throw new InvalidOperationException($"The store refused {exchange.Document} and does not have it.");
    }

    public async ValueTask<IReadOnlyList<ClaimedExchange>> ClaimDueAsync(
        RetailerId retailer, PartyId party, string node, DateTimeOffset now, TimeSpan lease, LanePriority leastUrgent, int max, CancellationToken cancellationToken)
    {
        var claimed = await Availability.GuardAsync(async () =>
        {
            // The claim waits for the disk: a fence that a crash takes back could be given twice.
            await using var command = database.Commits.CreateCommand(Scope.Of(retailer), ClaimSql);
            command.Parameters.Int(retailer.Value).Uuid(party.Value).Time(now).Time(now + lease).Text(node).Int(max).Short((int)leastUrgent);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<ClaimedExchange>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(new ClaimedExchange(OutboundColumns.Read(reader, database.Values), reader.GetInt64(OutboundColumns.Fence), now + lease, reader.GetBoolean(OutboundColumns.Fence + 1)));

            // An update returns its rows in no order.
            return rows.OrderBy(static row => row.Exchange.Priority).ThenBy(static row => row.Exchange.GateClosure ?? DateTimeOffset.MaxValue).ThenBy(static row => row.Exchange.CreatedAt).ThenBy(static row => row.Exchange.Id).ToList();
        });
        database.CrashPoints.Reached(CrashPoint.AfterClaim);
        return claimed;
    }

    public async ValueTask<bool> ApplyAsync(ClaimedExchange claim, OutboundDecision decision, CancellationToken cancellationToken)
    {
        database.CrashPoints.Reached(CrashPoint.BeforeApply);
        var applied = await Availability.GuardAsync(() => ApplyRowAsync(claim, decision, cancellationToken));
        database.CrashPoints.Reached(CrashPoint.AfterApply);
        return applied;
    }

    public ValueTask<OutboundDecision?> DecideAsync(
        RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) =>
        DecideAsync(retailer, exchangeId, unclaimed: false, decide, cancellationToken);

    public ValueTask<OutboundDecision?> DecideUnclaimedAsync(
        RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) =>
        DecideAsync(retailer, exchangeId, unclaimed: true, decide, cancellationToken);

    private ValueTask<OutboundDecision?> DecideAsync(
        RetailerId retailer, Guid exchangeId, bool unclaimed, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var transaction = await database.Commits.BeginAsync(Scope.Of(retailer), cancellationToken);
            if (await OutboundStatements.LockByIdAsync(transaction, database.Values, retailer, exchangeId, unclaimed, cancellationToken) is not { } before)
                return null;

            var decision = decide(before);
            transaction.Rescope(Scope.Of(retailer, before.Party));
            await using var batch = transaction.CreateBatch();
            OutboundStatements.AddChange(batch, database.Values, retailer, before, decision);
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(cancellationToken);

            await transaction.CommitAsync(cancellationToken);
            return decision;
        }));

    public ValueTask<OutboundExchange?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Scope.Of(retailer), FindSql);
            command.Parameters.Int(retailer.Value).Text(key.SenderCode).Text(key.MRid).Int(key.Revision);
            return await OutboundStatements.ReadOneAsync(command, database.Values, cancellationToken);
        }));

    public ValueTask<DateTimeOffset?> NextDueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Scope.Of(retailer), "select claimable_at from outbound_exchange where retailer_id = $1 and party_id = $2 and claimable_at is not null order by claimable_at limit 1");
            command.Parameters.Int(retailer.Value).Uuid(party.Value);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? reader.Time(0) : (DateTimeOffset?)null;
        }));

    private async Task<bool> QueueRowAsync(OutboundExchange exchange, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Commits.BeginAsync(Scope.Of(exchange.Retailer), cancellationToken);
        await using var batch = transaction.CreateBatch();
        OutboundStatements.AddQueueing(batch, database.Values, exchange, forms);
        EventColumns.AddCommand(batch, database.Values, exchange.Retailer, events);
        if (await batch.ExecuteScalarAsync(cancellationToken) is null)
            return false;

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<bool> ApplyRowAsync(ClaimedExchange claim, OutboundDecision decision, CancellationToken cancellationToken)
    {
        // A decision without an exchange changes nothing but gives the claim back.
        var after = decision.Exchange ?? claim.Exchange;
        await using var transaction = await database.Commits.BeginAsync(Scope.Of(after.Retailer, after.Party), cancellationToken);
        await using (var update = transaction.CreateBatch())
        {
            update.BatchCommands.Add(OutboundStatements.Update(database.Values, after, claim.Fence));
            if (await update.ExecuteNonQueryAsync(cancellationToken) != 1)
                return false;
        }

        await using var rest = transaction.CreateBatch();
        OutboundStatements.AddVisibility(rest, claim.Exchange.State, after);
        OutboundStatements.AddReasons(rest, claim.Exchange.Rejections, after);
        EventColumns.AddCommand(rest, database.Values, after.Retailer, decision.Events);
        if (rest.BatchCommands.Count > 0)
            await rest.ExecuteNonQueryAsync(cancellationToken);

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task ForgetBytesAsync(OutboundExchange exchange, CancellationToken cancellationToken)
    {
        // What somebody else shares, or stored again a moment ago, stays.
        Guid[] ids = exchange.MessageArchiveId is { } message ? [exchange.DocumentArchiveId, message] : [exchange.DocumentArchiveId];
        await using var batch = database.ArchivePool.CreateBatch(Scope.Of(exchange.Retailer));
        foreach (var sql in (string[])[ForgetAliasSql, ForgetSql])
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Int(exchange.Retailer.Value).Array(NpgsqlTypes.NpgsqlDbType.Uuid, ids);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
