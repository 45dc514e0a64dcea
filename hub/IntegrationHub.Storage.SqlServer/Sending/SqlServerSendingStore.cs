using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Archive;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Sending;

/// <summary>The durable side of the way out. Thread-safe; every method is one transaction.</summary>
internal sealed class SqlServerSendingStore(SqlServerStore store, SqlServerArchive archive, StoredForms forms) : ISendingStore
{
    internal static readonly Statement Find = new(
        "sending.find",
        $"""
        select {OutboundColumns.AllOf("o")} from hub.outbound_exchange as o
        where o.retailer_id = @retailer and o.sender_code = @sender and o.mrid = @mrid and o.revision = @revision;
        """);

    internal static readonly Statement NextDue = new(
        "sending.next-due",
        """
        select top (1) claimable_at from hub.outbound_exchange
        where retailer_id = @retailer and party_id = @party and claimable_at is not null order by claimable_at;
        """);

    /// <summary>
    /// Takes what is due and at least as urgent as asked. A claim that found another's name on the row follows one that never ended. While a
    /// lower revision of the same mRID is on its way, a higher one waits.
    /// </summary>
    /// <remarks>
    /// The order needs a sort, so everything due of this party is locked for the time of the statement: a claim of another node at that moment
    /// skips it, finds nothing, and comes again.
    /// </remarks>
    internal static readonly Statement ClaimDue = new(
        "sending.claim",
        $"""
        declare @claimed table (id binary(16) not null primary key, claimed_before bit not null);
        set xact_abort on;
        begin transaction;
        with due as (
            select top (@max) candidate.id, candidate.claimable_at, candidate.claimed_by, candidate.fence
            from hub.outbound_exchange as candidate with (updlock, readpast, rowlock)
            where candidate.retailer_id = @retailer and candidate.party_id = @party and candidate.claimable_at is not null and candidate.claimable_at <= @now
                and candidate.priority <= @least
                and not exists (
                    select 1 from hub.outbound_exchange as lower
                    where lower.retailer_id = @retailer and lower.sender_code = candidate.sender_code and lower.mrid = candidate.mrid
                        and lower.revision < candidate.revision and lower.state in ({(int)OutboundState.Queued}, {(int)OutboundState.Sent}))
            order by candidate.priority, iif(candidate.gate_closure is null, 1, 0), candidate.gate_closure, candidate.created_at, candidate.id)
        update due set claimable_at = @until, claimed_by = @node, fence = fence + 1
        output inserted.id, iif(deleted.claimed_by is null, 0, 1) into @claimed (id, claimed_before);
        select {OutboundColumns.AllOf("o")}, c.claimed_before from hub.outbound_exchange as o join @claimed as c on c.id = o.id
        where o.retailer_id = @retailer
        order by o.priority, iif(o.gate_closure is null, 1, 0), o.gate_closure, o.created_at, o.id;
        commit transaction;
        """);

    /// <summary>What was never needed is removed at the time it was stored; what somebody else shares, or stored again a moment ago, stays.</summary>
    internal static readonly Statement Forget = new(
        "sending.forget-bytes",
        """
        set xact_abort on;
        begin transaction;
        declare @forgotten table (id binary(16) not null primary key);
        update hub.archive_alias set removed_at = stored_at where retailer_id = @retailer and id in (select id from @ids) and removed_at is null;
        update a set body = 0x, chunks = 0, packing = 0, name = null, removed_at = a.stored_at
        output inserted.id into @forgotten (id)
        from hub.archive as a
        where a.retailer_id = @retailer and a.id in (select id from @ids) and a.touched_at is null and a.removed_at is null
            and not exists (select 1 from hub.archive_alias as s where s.retailer_id = @retailer and s.archive_id = a.id and s.removed_at is null);
        delete from hub.archive_chunk where retailer_id = @retailer and archive_id in (select id from @forgotten);
        commit transaction with (delayed_durability = on);
        """);

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

        store.CrashPoints.Reached(CrashPoint.BeforeQueue);
        var queued = await store.Work.RunAsync(
            Scope.Of(exchange.Retailer), session => OutboundStatements.QueueAsync(session, store.Values, forms, exchange, events, alone: true, cancellationToken), cancellationToken);
        store.CrashPoints.Reached(CrashPoint.AfterQueue);
        if (queued)
            return null;

        Guid[] ids = exchange.MessageArchiveId is { } sent ? [exchange.DocumentArchiveId, sent] : [exchange.DocumentArchiveId];
        await store.Work.RunAsync(
            Scope.Of(exchange.Retailer),
            session => session.ScalarAsync(Forget, parameters => parameters.Int("@retailer", exchange.Retailer.Value).IdList("@ids", ids), cancellationToken),
            cancellationToken);
        return await FindAsync(exchange.Retailer, exchange.Document, cancellationToken)
            ?? throw new InvalidOperationException($"The store refused {exchange.Document} and does not have it.");
    }

    public async ValueTask<IReadOnlyList<ClaimedExchange>> ClaimDueAsync(
        RetailerId retailer, PartyId party, string node, DateTimeOffset now, TimeSpan lease, LanePriority leastUrgent, int max, CancellationToken cancellationToken)
    {
        var claimed = await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ListAsync(
                ClaimDue,
                parameters => parameters.Int("@retailer", retailer.Value).Id("@party", party.Value).Time("@now", now).Time("@until", now + lease)
                    .Text("@node", node).Int("@max", max).Short("@least", (int)leastUrgent),
                reader => new ClaimedExchange(
                    OutboundColumns.Read(reader, store.Values), reader.GetInt64(OutboundColumns.Fence), now + lease, reader.GetBoolean(OutboundColumns.Fence + 1)),
                cancellationToken),
            cancellationToken);
        store.CrashPoints.Reached(CrashPoint.AfterClaim);
        return claimed;
    }

    public async ValueTask<bool> ApplyAsync(ClaimedExchange claim, OutboundDecision decision, CancellationToken cancellationToken)
    {
        store.CrashPoints.Reached(CrashPoint.BeforeApply);

        // A decision without an exchange changes nothing but gives the claim back.
        var after = decision.Exchange ?? claim.Exchange;
        var applied = await store.Work.RunAsync(
            Scope.Of(after.Retailer, after.Party), session => OutboundStatements.ApplyAsync(session, store.Values, claim, after, decision.Events, cancellationToken), cancellationToken);
        store.CrashPoints.Reached(CrashPoint.AfterApply);
        return applied;
    }

    public ValueTask<OutboundDecision?> DecideAsync(
        RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) =>
        DecideAsync(retailer, exchangeId, unclaimed: false, decide, cancellationToken);

    public ValueTask<OutboundDecision?> DecideUnclaimedAsync(
        RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) =>
        DecideAsync(retailer, exchangeId, unclaimed: true, decide, cancellationToken);

    private async ValueTask<OutboundDecision?> DecideAsync(
        RetailerId retailer, Guid exchangeId, bool unclaimed, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) =>
        await store.Work.RunAsync(
            Scope.Of(retailer),
            async session =>
            {
                await session.BeginAsync(cancellationToken);
                if (await OutboundStatements.LockByIdAsync(session, store.Values, retailer, exchangeId, unclaimed, cancellationToken) is not { } before)
                    return null;

                var decision = decide(before);
                session.Rescope(Scope.Of(retailer, before.Party));
                await OutboundStatements.ChangeAsync(session, store.Values, retailer, before, decision, cancellationToken);
                await session.CommitAsync(cancellationToken);
                return decision;
            },
            cancellationToken);

    public async ValueTask<OutboundExchange?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken) =>
        await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.FirstAsync(
                Find,
                parameters => parameters.Int("@retailer", retailer.Value).Text("@sender", key.SenderCode).Text("@mrid", key.MRid).Int("@revision", key.Revision),
                reader => OutboundColumns.Read(reader, store.Values),
                cancellationToken),
            cancellationToken);

    public async ValueTask<DateTimeOffset?> NextDueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.FirstAsync<DateTimeOffset?>(
                NextDue, parameters => parameters.Int("@retailer", retailer.Value).Id("@party", party.Value), static reader => reader.Time(0), cancellationToken),
            cancellationToken);
}
