using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.PostgreSql.Search;
using IntegrationHub.Storage.Search;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Sending;

/// <summary>Statements on <c>outbound_exchange</c> that several acts share.</summary>
internal static class OutboundStatements
{
    /// <summary>
    /// The update of a decision: $1 retailer, $2 id, $3 the fence it was made under (null: the row is locked), then the changing columns.
    /// A new fence voids what another node holds.
    /// </summary>
    private static readonly string UpdateSql =
        $"""
        update outbound_exchange set ({OutboundColumns.ChangingNames}, claimable_at, claimed_by, fence)
            = ({OutboundColumns.Values(4, OutboundColumns.ChangingCount)}, $7, null, fence + 1)
        where retailer_id = $1 and id = $2 and ($3::bigint is null or fence = $3)
        """;

    private static readonly string QueueSql =
        $"""
        insert into outbound_exchange ({OutboundColumns.FixedNames}, {OutboundColumns.ChangingNames}, series_cut, claimable_at, fence)
        values ({OutboundColumns.Values(1, OutboundColumns.FixedCount + OutboundColumns.ChangingCount + 1)}, ${OutboundColumns.FixedCount + 4}, 0)
        on conflict (retailer_id, sender_code, mrid, revision) do nothing returning 1
        """;

    /// <summary>An acknowledgement that names no revision is about the newest one that left, not about a correction that still waits.</summary>
    private static readonly string LockByDocumentSql =
        $"""
        select {OutboundColumns.All} from outbound_exchange
        where retailer_id = $1 and party_id = $2 and mrid = $3 and ($4::integer is null or revision = $4)
        order by (state in ({(int)OutboundState.Sent}, {(int)OutboundState.Delivered}, {(int)OutboundState.Quarantined})) desc, revision desc limit 1 for update
        """;

    private static readonly string LockByIdSql =
        $"select {OutboundColumns.All} from outbound_exchange where retailer_id = $1 and id = $2 for update";

    private static readonly string LockUnclaimedSql =
        $"select {OutboundColumns.All} from outbound_exchange where retailer_id = $1 and id = $2 and claimed_by is null for update";

    public static async Task<OutboundExchange?> LockByDocumentAsync(
        ScopedTransaction transaction, StoreValues values, RetailerId retailer, AcknowledgementEffect effect, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(LockByDocumentSql);
        command.Parameters.Int(retailer.Value).Uuid(effect.From.Value).Text(effect.MRid).Int(effect.Revision);
        return await ReadOneAsync(command, values, cancellationToken);
    }

    public static async Task<OutboundExchange?> LockByIdAsync(
        ScopedTransaction transaction, StoreValues values, RetailerId retailer, Guid id, bool unclaimed, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(unclaimed ? LockUnclaimedSql : LockByIdSql);
        command.Parameters.Int(retailer.Value).Uuid(id);
        return await ReadOneAsync(command, values, cancellationToken);
    }

    public static async Task<OutboundExchange?> ReadOneAsync(ScopedCommand command, StoreValues values, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? OutboundColumns.Read(reader, values) : null;
    }

    /// <summary>The update of a decision as one command.</summary>
    public static NpgsqlBatchCommand Update(StoreValues values, OutboundExchange exchange, long? fence)
    {
        var command = new NpgsqlBatchCommand(UpdateSql);
        command.Parameters.Int(exchange.Retailer.Value).Uuid(exchange.Id).Long(fence);
        OutboundColumns.AddChanging(command.Parameters, values, exchange);
        return command;
    }

    /// <summary>Adds what a decision about a locked row changes: the row, the mailbox entry and the events.</summary>
    public static void AddChange(ScopedBatch batch, StoreValues values, RetailerId retailer, OutboundExchange? before, OutboundDecision decision)
    {
        if (decision.Exchange is { } after && !ReferenceEquals(after, before))
        {
            if (before is null || before.Id != after.Id || before.Retailer != after.Retailer)
                throw new ArgumentException("A decision is about the exchange it was asked for.", nameof(decision));

            batch.BatchCommands.Add(Update(values, after, fence: null));
            AddVisibility(batch, before.State, after);
            AddReasons(batch, before.Rejections, after);
        }

        EventColumns.AddCommand(batch, values, retailer, decision.Events);
    }

    /// <summary>Adds a new row and its mailbox entry; the first result is null when the document's key is taken.</summary>
    public static void AddQueueing(ScopedBatch batch, StoreValues values, OutboundExchange exchange, StoredForms forms)
    {
        var queue = new NpgsqlBatchCommand(QueueSql);
        OutboundColumns.AddFixed(queue.Parameters, exchange);
        OutboundColumns.AddChanging(queue.Parameters, values, exchange);
        queue.Parameters.Bool(exchange.Series.IsCut);
        batch.BatchCommands.Add(queue);
        SearchKeyColumns.AddCommand(batch, exchange.Retailer, exchange.Id, forms.KeysOf(exchange));
        AddVisibility(batch, OutboundState.Draft, exchange);
    }

    /// <summary>Adds the reasons that a decision gave, so that search finds them.</summary>
    public static void AddReasons(ScopedBatch batch, IReadOnlyList<Rejection> before, OutboundExchange after)
    {
        if (!ReferenceEquals(before, after.Rejections))
            SearchKeyColumns.AddCommand(batch, after.Retailer, after.Id, [.. SearchKeys.OfReasons(after.Rejections)]);
    }

    /// <summary>Adds the coming or going of the mailbox entry, when the change of state makes one.</summary>
    public static void AddVisibility(ScopedBatch batch, OutboundState before, OutboundExchange after)
    {
        var visible = OutboundVisibility.IsVisible(after.State);
        if (visible == OutboundVisibility.IsVisible(before))
            return;

        var command = new NpgsqlBatchCommand(
            visible
                ? "insert into mailbox_entry (retailer_id, party_id, exchange_id, addressed, server_timestamp, period_start, period_end) values ($1, $2, $3, true, $4, $5, $6)"
                : "delete from mailbox_entry where retailer_id = $1 and party_id = $2 and exchange_id = $3");
        command.Parameters.Int(after.Retailer.Value).Uuid(after.Party.Value).Uuid(after.Id);
        if (visible)
            command.Parameters.Time(after.UpdatedAt).Time(after.Period?.Start).Time(after.Period?.End);

        batch.BatchCommands.Add(command);
    }
}
