using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Archive;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using IntegrationHub.Storage.SqlServer.Pulling;
using IntegrationHub.Storage.SqlServer.Search;
using IntegrationHub.Storage.SqlServer.Sending;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Reception;

/// <summary>The durable side of the way in. Thread-safe; every method is one transaction.</summary>
internal sealed class SqlServerReceptionStore(SqlServerStore store, StoredForms forms) : IReceptionStore
{
    internal static readonly Statement Find = new(
        "reception.find",
        """
        select canonical_digest, exchange_id, acknowledgement, accepted, received_at from hub.registered_document
        where retailer_id = @retailer and sender_code = @sender and mrid = @mrid and revision = @revision;
        """);

    internal static readonly Statement Highest = new(
        "reception.highest", "select max(revision) from hub.registered_document where retailer_id = @retailer and sender_code = @sender and mrid = @mrid;");

    internal static readonly Statement LookUp = new(
        "reception.look-up",
        """
        select revision, canonical_digest, exchange_id, acknowledgement, accepted, received_at from hub.registered_document
        where retailer_id = @retailer and sender_code = @sender and mrid = @mrid and (revision = @revision or revision = (
            select max(other.revision) from hub.registered_document as other
            where other.retailer_id = @retailer and other.sender_code = @sender and other.mrid = @mrid))
        order by revision desc;
        """);

    /// <summary>A received document that does not enter the registry; its answer and its cursor may be missing.</summary>
    internal static readonly Statement[] Records = [.. Enumerable.Range(0, 4).Select(static form => Record((form & 1) != 0, (form & 2) != 0))];

    internal static readonly Statement RecordEvents = new("reception.events", EventList.Insert);

    public async ValueTask<RegisteredDocument?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken) =>
        await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.FirstAsync(
                Find,
                parameters => Key(parameters, retailer, key),
                reader => new RegisteredDocument(key, reader.Bytes(0), reader.Id(1), store.Values.OpenAcknowledgement(retailer.Value, reader.Id(1), reader.Bytes(2)), reader.GetBoolean(3), reader.Time(4)),
                cancellationToken),
            cancellationToken);

    public async ValueTask<int?> FindHighestRevisionAsync(RetailerId retailer, string senderCode, string mRid, CancellationToken cancellationToken) =>
        (int?)await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ScalarAsync(
                Highest, parameters => parameters.Int("@retailer", retailer.Value).Text("@sender", senderCode).Text("@mrid", mRid), cancellationToken),
            cancellationToken);

    public async ValueTask<RegistryEntry> LookUpAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken)
    {
        var rows = await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ListAsync(
                LookUp,
                parameters => Key(parameters, retailer, key),
                reader => (
                    Revision: reader.GetInt32(0),
                    Document: new RegisteredDocument(
                        key, reader.Bytes(1), reader.Id(2), store.Values.OpenAcknowledgement(retailer.Value, reader.Id(2), reader.Bytes(3)), reader.GetBoolean(4), reader.Time(5))),
                cancellationToken),
            cancellationToken);

        // The highest comes first.
        return new RegistryEntry(rows.Find(row => row.Revision == key.Revision).Document, rows.Count == 0 ? null : rows[0].Revision);
    }

    public async ValueTask<CommitOutcome> CommitAsync(ReceptionCommit commit, CancellationToken cancellationToken)
    {
        store.CrashPoints.Reached(CrashPoint.BeforeCommit);
        var retailer = commit.Exchange.Retailer;
        var first = await store.Work.RunAsync(
            Scope.Of(retailer),
            session => commit.Acknowledges is null && commit.Reply is null
                ? RegisterAsync(session, commit, alone: true, cancellationToken)
                : CommitWithOutboundAsync(session, commit, cancellationToken),
            cancellationToken);
        store.CrashPoints.Reached(CrashPoint.AfterCommit);
        if (first)
            return new CommitOutcome.Committed();

        return new CommitOutcome.AlreadyRegistered(
            await FindAsync(retailer, commit.Registration.Key, cancellationToken)
            ?? throw new InvalidOperationException($"The registry refused {commit.Registration.Key} and does not have it."));
    }

    public async ValueTask RecordAsync(
        InboundExchange exchange, ReadOnlyMemory<byte>? answer, IReadOnlyList<ExchangeEvent> events, PullCursor? cursor, CancellationToken cancellationToken)
    {
        store.CrashPoints.Reached(CrashPoint.BeforeRecord);
        await store.Work.RunAsync(
            Scope.Of(exchange.Retailer),
            session => session.ScalarAsync(
                Records[(answer is null ? 0 : 1) | (cursor is null ? 0 : 2)],
                parameters =>
                {
                    parameters.Inbound(store.Values, exchange).Events(store.Values, exchange.Retailer, events).Keys(forms.KeysOf(exchange));
                    if (answer is { } bytes)
                        CommitStatements.Answer(parameters, forms, exchange, bytes);

                    if (cursor is not null)
                        parameters.Cursor(cursor);
                },
                cancellationToken),
            cancellationToken);
        store.CrashPoints.Reached(CrashPoint.AfterRecord);
    }

    public async ValueTask RecordEventsAsync(RetailerId retailer, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;

        await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ScalarAsync(RecordEvents, parameters => parameters.Int("@retailer", retailer.Value).Events(store.Values, retailer, events), cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// With an effect on a document of ours, which is locked first so that the decision is about what it is when the commit happens; or with
    /// an acknowledgement that leaves as a document of its own.
    /// </summary>
    private async Task<bool> CommitWithOutboundAsync(SqlSession session, ReceptionCommit commit, CancellationToken cancellationToken)
    {
        var retailer = commit.Exchange.Retailer;
        await session.BeginAsync(cancellationToken);
        OutboundExchange? before = null;
        if (commit.Acknowledges is { } effect)
            before = await OutboundStatements.LockByDocumentAsync(session, store.Values, retailer, effect, cancellationToken);

        if (!await RegisterAsync(session, commit, alone: false, cancellationToken))
            return false;

        if (commit.Acknowledges is { } acknowledges)
        {
            // The change may take an entry out of the party's mailbox, which is seen in the party's name only.
            session.Rescope(Scope.Of(retailer, acknowledges.From));
            await OutboundStatements.ChangeAsync(session, store.Values, retailer, before, acknowledges.Decide(before), cancellationToken);
            session.Rescope(Scope.Of(retailer));
        }

        if (commit.Reply is { } reply)
        {
            await AddBytesAsync(session, reply.Exchange, reply.Exchange.DocumentArchiveId, ArchiveClass.Document, reply.Document, cancellationToken);
            if (reply.SignedMessage is { } message)
                await AddBytesAsync(session, reply.Exchange, reply.Exchange.MessageArchiveId!.Value, ArchiveClass.Sent, message, cancellationToken);

            if (!await OutboundStatements.QueueAsync(session, store.Values, forms, reply.Exchange, [], alone: false, cancellationToken))
                throw new InvalidOperationException($"The acknowledgement {reply.Exchange.Document} has an identification that was used before.");
        }

        await session.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<bool> RegisterAsync(SqlSession session, ReceptionCommit commit, bool alone, CancellationToken cancellationToken) =>
        await session.ScalarAsync(CommitStatements.For(commit, alone), parameters => CommitStatements.Fill(parameters, store.Values, forms, commit), cancellationToken) is 1;

    /// <summary>An acknowledgement is small: its bytes go in one piece, in the transaction of what they acknowledge.</summary>
    private Task<object?> AddBytesAsync(
        SqlSession session, OutboundExchange exchange, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        session.ScalarAsync(
            SqlServerArchive.StoreUnnamed,
            parameters => parameters.Int("@retailer", exchange.Retailer.Value).Unnamed("archive", forms.Contents, exchange.Retailer, id, archiveClass, bytes, exchange.CreatedAt),
            cancellationToken);

    private static void Key(SqlParameterCollection parameters, RetailerId retailer, DocumentKey key) =>
        parameters.Int("@retailer", retailer.Value).Text("@sender", key.SenderCode).Text("@mrid", key.MRid).Int("@revision", key.Revision);

    private static Statement Record(bool answer, bool cursor) => new(
        $"reception.record{(answer ? "+answer" : "")}{(cursor ? "+cursor" : "")}",
        $"""
        set xact_abort on;
        begin transaction;
        {InboundColumns.Insert}
        {EventList.Insert}
        {SearchKeyList.Insert}
        {(answer ? ArchiveColumns.Insert("answer") : "")}
        {(cursor ? CursorColumns.Move : "")}
        commit transaction;
        """);
}
