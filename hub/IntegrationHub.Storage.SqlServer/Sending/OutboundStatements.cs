using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Search;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using IntegrationHub.Storage.SqlServer.Search;

namespace IntegrationHub.Storage.SqlServer.Sending;

/// <summary>Statements on <c>outbound_exchange</c> that several acts share.</summary>
internal static class OutboundStatements
{
    /// <summary>What becomes of the mailbox entry with a change.</summary>
    private enum Entry
    {
        Stays,
        Comes,
        Goes,
    }

    /// <summary>An acknowledgement that names no revision is about the newest one that left, not about a correction that still waits.</summary>
    internal static readonly Statement LockByDocument = new(
        "sending.lock-by-document",
        $"""
        select top (1) {OutboundColumns.AllOf("o")} from hub.outbound_exchange as o with (updlock, rowlock)
        where o.retailer_id = @retailer and o.party_id = @party and o.mrid = @mrid and (@revision is null or o.revision = @revision)
        order by iif(o.state in ({(int)OutboundState.Sent}, {(int)OutboundState.Delivered}, {(int)OutboundState.Quarantined}), 0, 1), o.revision desc
        option (recompile);
        """);

    internal static readonly Statement LockById = new(
        "sending.lock",
        $"select {OutboundColumns.AllOf("o")} from hub.outbound_exchange as o with (updlock, rowlock) where o.retailer_id = @retailer and o.id = @id;");

    internal static readonly Statement LockUnclaimed = new(
        "sending.lock-free",
        $"select {OutboundColumns.AllOf("o")} from hub.outbound_exchange as o with (updlock, rowlock) where o.retailer_id = @retailer and o.id = @id and o.claimed_by is null;");

    /// <summary>The change of a claimed row, under its fence, in a transaction of its own.</summary>
    private static readonly Statement[] Fenced = [.. Enum.GetValues<Entry>().Select(static entry => Change(entry, fenced: true))];

    /// <summary>The change of a locked row, in the caller's transaction.</summary>
    private static readonly Statement[] Locked = [.. Enum.GetValues<Entry>().Select(static entry => Change(entry, fenced: false))];

    internal static readonly Statement QueueAlone = Queue(alone: true);

    internal static readonly Statement QueueWithin = Queue(alone: false);

    /// <summary>All of them: for the tests.</summary>
    internal static IReadOnlyList<Statement> All => [.. Fenced, .. Locked];

    public static Task<OutboundExchange?> LockByDocumentAsync(
        SqlSession session, StoreValues values, RetailerId retailer, AcknowledgementEffect effect, CancellationToken cancellationToken) =>
        session.FirstAsync(
            LockByDocument,
            parameters => parameters.Int("@retailer", retailer.Value).Id("@party", effect.From.Value).Text("@mrid", effect.MRid).Int("@revision", effect.Revision),
            reader => OutboundColumns.Read(reader, values),
            cancellationToken);

    public static Task<OutboundExchange?> LockByIdAsync(SqlSession session, StoreValues values, RetailerId retailer, Guid id, bool unclaimed, CancellationToken cancellationToken) =>
        session.FirstAsync(unclaimed ? LockUnclaimed : LockById, parameters => parameters.Int("@retailer", retailer.Value).Id("@id", id), reader => OutboundColumns.Read(reader, values), cancellationToken);

    /// <summary>What a decision about a locked row changes: the row, the mailbox entry and the events.</summary>
    public static async Task ChangeAsync(
        SqlSession session, StoreValues values, RetailerId retailer, OutboundExchange? before, OutboundDecision decision, CancellationToken cancellationToken)
    {
        if (decision.Exchange is not { } after || ReferenceEquals(after, before))
        {
            if (decision.Events.Count > 0)
            {
                await session.ScalarAsync(
                    Reception.SqlServerReceptionStore.RecordEvents,
                    parameters => parameters.Int("@retailer", retailer.Value).Events(values, retailer, decision.Events),
                    cancellationToken);
            }

            return;
        }

        if (before is null || before.Id != after.Id || before.Retailer != after.Retailer)
            throw new ArgumentException("A decision is about the exchange it was asked for.", nameof(decision));

        await session.ScalarAsync(
            Locked[(int)EntryOf(before.State, after.State)],
            parameters => parameters.Changed(values, after).Int("@retailer", retailer.Value).Events(values, retailer, decision.Events).Keys(Reasons(before.Rejections, after)),
            cancellationToken);
    }

    /// <returns>False when another node took the claim over.</returns>
    public static async Task<bool> ApplyAsync(
        SqlSession session, StoreValues values, ClaimedExchange claim, OutboundExchange after, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken) =>
        await session.ScalarAsync(
            Fenced[(int)EntryOf(claim.Exchange.State, after.State)],
            parameters => parameters.Changed(values, after).Long("@fence", claim.Fence).Int("@retailer", after.Retailer.Value).Events(values, after.Retailer, events)
                .Keys(Reasons(claim.Exchange.Rejections, after)),
            cancellationToken) is 1;

    /// <returns>False when the document's key is taken.</returns>
    public static async Task<bool> QueueAsync(
        SqlSession session, StoreValues values, StoredForms forms, OutboundExchange exchange, IReadOnlyList<ExchangeEvent> events, bool alone, CancellationToken cancellationToken) =>
        await session.ScalarAsync(
            alone ? QueueAlone : QueueWithin,
            parameters => parameters.Unchanging(exchange).Changed(values, exchange).Int("@retailer", exchange.Retailer.Value)
                .Bool("@visible", OutboundVisibility.IsVisible(exchange.State)).Events(values, exchange.Retailer, events)
                .Keys(forms.KeysOf(exchange)),
            cancellationToken) is 1;

    private static Entry EntryOf(OutboundState before, OutboundState after) => (OutboundVisibility.IsVisible(before), OutboundVisibility.IsVisible(after)) switch
    {
        (false, true) => Entry.Comes,
        (true, false) => Entry.Goes,
        _ => Entry.Stays,
    };

    /// <summary>The reasons that a decision gave, so that search finds them.</summary>
    private static IEnumerable<SearchKey> Reasons(IReadOnlyList<Rejection> before, OutboundExchange after) =>
        ReferenceEquals(before, after.Rejections) ? [] : SearchKeys.OfReasons(after.Rejections);

    private const string InsertEntry =
        """
        insert into hub.mailbox_entry (retailer_id, party_id, exchange_id, addressed, server_timestamp, period_start, period_end)
            values (@retailer, @party_id, @id, 1, @updated_at, @period_start, @period_end);
        """;

    private const string DeleteEntry = "delete from hub.mailbox_entry where retailer_id = @retailer and party_id = @party_id and exchange_id = @id;";

    /// <summary>A new fence voids what another node holds.</summary>
    private static Statement Change(Entry entry, bool fenced) => new(
        $"sending.{(fenced ? "apply" : "change")}{(entry == Entry.Comes ? "+entry" : entry == Entry.Goes ? "-entry" : "")}",
        $"""
        set xact_abort on;
        {(fenced ? "begin transaction;" : "")}
        declare @changed int;
        update hub.outbound_exchange set {OutboundColumns.Assignments}, claimable_at = @due_at, claimed_by = null, fence = fence + 1
        where retailer_id = @retailer_id and id = @id{(fenced ? " and fence = @fence" : "")};
        set @changed = @@rowcount;
        if @changed = 1
        begin
            {(entry == Entry.Comes ? InsertEntry : entry == Entry.Goes ? DeleteEntry : "")}
            {EventList.Insert}
            {SearchKeyList.Insert}
        end;
        {(fenced ? "commit transaction;" : "")}
        select @changed;
        """);

    /// <summary>The document's key is taken: an answer, not an error; see <c>CommitStatements</c> for why <c>xact_abort</c> is off.</summary>
    private static Statement Queue(bool alone) => new(
        alone ? "sending.queue" : "sending.queue-within",
        $"""
        {(alone ? "begin transaction;" : "")}
        declare @queued int = 1;
        set xact_abort off;
        begin try
            insert into hub.outbound_exchange ({OutboundColumns.InsertNames}) values ({OutboundColumns.InsertValues});
        end try
        begin catch
            if error_number() not in ({Faults.DuplicateKeyInIndex}, {Faults.DuplicateKey})
            begin
                {(alone ? "if @@trancount > 0 rollback transaction;" : "")}
                throw;
            end;
            set @queued = 0;
        end catch;
        set xact_abort on;
        if @queued = 1 and @visible = 1
        begin
            {InsertEntry}
        end;
        if @queued = 1
        begin
            {EventList.Insert}
            {SearchKeyList.Insert}
        end;
        {(alone ? "commit transaction;" : "")}
        select @queued;
        """);
}
