using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Archive;
using IntegrationHub.Storage.PostgreSql.Combining;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.PostgreSql.Pulling;
using IntegrationHub.Storage.PostgreSql.Search;
using IntegrationHub.Storage.PostgreSql.Sending;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Reception;

/// <summary>The durable side of the way in. Thread-safe; every method is one transaction.</summary>
internal sealed class PostgresReceptionStore(PostgresStore database, StoredForms forms) : IReceptionStore
{
    private readonly StatementCombiner<RegistryEntry> _lookUps = new(database.Commits, CombinedLanes, MostCombined);
    private readonly StatementCombiner<bool> _commits = new(database.Commits, CombinedLanes, MostCombined);

    /// <summary>Batches of each kind under way at once: while one waits for the disk the next is on its way.</summary>
    private const int CombinedLanes = 2;

    /// <summary>Statements of one batch: beyond a few dozen another one wins nothing.</summary>
    private const int MostCombined = 32;

    private static readonly string RecordSql = $"insert into inbound_exchange ({InboundColumns.Names}) values ({InboundColumns.Values})";

    public ValueTask<RegisteredDocument?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Scope.Of(retailer),
                """
                select canonical_digest, exchange_id, acknowledgement, accepted, received_at from registered_document
                where retailer_id = $1 and sender_code = $2 and mrid = $3 and revision = $4
                """);
            command.Parameters.Int(retailer.Value).Text(key.SenderCode).Text(key.MRid).Int(key.Revision);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken)
                ? new RegisteredDocument(key, reader.Bytes(0), reader.GetGuid(1), database.Values.OpenAcknowledgement(retailer.Value, reader.GetGuid(1), reader.Bytes(2)), reader.GetBoolean(3), reader.Time(4))
                : null;
        }));

    public ValueTask<int?> FindHighestRevisionAsync(RetailerId retailer, string senderCode, string mRid, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Scope.Of(retailer), "select max(revision) from registered_document where retailer_id = $1 and sender_code = $2 and mrid = $3");
            command.Parameters.Int(retailer.Value).Text(senderCode).Text(mRid);
            return await command.ExecuteScalarAsync(cancellationToken) is int revision ? revision : (int?)null;
        }));

    public ValueTask<RegistryEntry> LookUpAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(
            """
            select revision, canonical_digest, exchange_id, acknowledgement, accepted, received_at from registered_document
            where retailer_id = $1 and sender_code = $2 and mrid = $3 and (revision = $4 or revision = (
                select max(revision) from registered_document where retailer_id = $1 and sender_code = $2 and mrid = $3))
            order by revision desc
            """);
        command.Parameters.Int(retailer.Value).Text(key.SenderCode).Text(key.MRid).Int(key.Revision);
        return new(Availability.GuardAsync(() => _lookUps.RunAsync(new(Scope.Of(retailer), command, ReadAsync), cancellationToken)));

        async ValueTask<RegistryEntry> ReadAsync(NpgsqlDataReader reader)
        {
            RegisteredDocument? document = null;
            int? highest = null;
            while (await reader.ReadAsync(CancellationToken.None))
            {
                var revision = reader.GetInt32(0);
                highest ??= revision;
                if (revision == key.Revision)
                    document = new RegisteredDocument(
                        key, reader.Bytes(1), reader.GetGuid(2), database.Values.OpenAcknowledgement(retailer.Value, reader.GetGuid(2), reader.Bytes(3)), reader.GetBoolean(4), reader.Time(5));
            }

            return new RegistryEntry(document, highest);
        }
    }

    public async ValueTask<CommitOutcome> CommitAsync(ReceptionCommit commit, CancellationToken cancellationToken)
    {
        database.CrashPoints.Reached(CrashPoint.BeforeCommit);
        var first = await Availability.GuardAsync(() =>
            commit.Acknowledges is null && commit.Reply is null ? CommitAloneAsync(commit, cancellationToken) : CommitWithOutboundAsync(commit, cancellationToken));
        database.CrashPoints.Reached(CrashPoint.AfterCommit);
        if (first)
            return new CommitOutcome.Committed();

        var registered = await FindAsync(commit.Exchange.Retailer, commit.Registration.Key, cancellationToken);
        return new CommitOutcome.AlreadyRegistered(
            registered ?? throw new InvalidOperationException($"The registry refused {commit.Registration.Key} and does not have it."));
    }

    public async ValueTask RecordAsync(
        InboundExchange exchange, ReadOnlyMemory<byte>? answer, IReadOnlyList<ExchangeEvent> events, PullCursor? cursor, CancellationToken cancellationToken)
    {
        database.CrashPoints.Reached(CrashPoint.BeforeRecord);
        await Availability.GuardAsync(async () =>
        {
            // A batch without a transaction around it is one transaction of its own.
            await using var batch = database.Commits.CreateBatch(Scope.Of(exchange.Retailer));
            var record = new NpgsqlBatchCommand(RecordSql);
            InboundColumns.Add(record.Parameters, database.Values, exchange);
            batch.BatchCommands.Add(record);
            if (answer is { } bytes)
            {
                var archive = new NpgsqlBatchCommand(ArchiveItem.Insert);
                AnswerColumns.Add(archive.Parameters, forms.Contents, exchange, bytes);
                batch.BatchCommands.Add(archive);
            }

            EventColumns.AddCommand(batch, database.Values, exchange.Retailer, events);
            SearchKeyColumns.AddCommand(batch, exchange.Retailer, exchange.Id, forms.KeysOf(exchange));
            if (cursor is not null)
                CursorColumns.AddCommand(batch, cursor);

            await batch.ExecuteNonQueryAsync(cancellationToken);
        });
        database.CrashPoints.Reached(CrashPoint.AfterRecord);
    }

    public async ValueTask RecordEventsAsync(RetailerId retailer, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;

        await Availability.GuardAsync(async () =>
        {
            await using var batch = database.Commits.CreateBatch(Scope.Of(retailer));
            EventColumns.AddCommand(batch, database.Values, retailer, events);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        });
    }

    /// <summary>One statement, which goes together with those of other receptions that wait at the same time.</summary>
    private Task<bool> CommitAloneAsync(ReceptionCommit commit, CancellationToken cancellationToken)
    {
        var (sql, fill) = CommitStatement.For(database.Values, commit, forms);
        var command = new NpgsqlBatchCommand(sql);
        fill(command.Parameters);
        return _commits.RunAsync(new(Scope.Of(commit.Exchange.Retailer), command, ReadAsync, commit.Registration.Key.ToString()), cancellationToken);

        static async ValueTask<bool> ReadAsync(NpgsqlDataReader reader) => await reader.ReadAsync(CancellationToken.None) && reader.GetInt64(0) == 1;
    }

    /// <summary>
    /// With an effect on a document of ours, which is locked first so that the decision is about what it is when the commit happens; or with
    /// an acknowledgement that leaves as a document of its own.
    /// </summary>
    private async Task<bool> CommitWithOutboundAsync(ReceptionCommit commit, CancellationToken cancellationToken)
    {
        var retailer = commit.Exchange.Retailer;
        await using var transaction = await database.Commits.BeginAsync(Scope.Of(retailer), cancellationToken);
        await using var batch = transaction.CreateBatch();
        var (sql, fill) = CommitStatement.For(database.Values, commit, forms);
        var register = new NpgsqlBatchCommand(sql);
        fill(register.Parameters);
        batch.BatchCommands.Add(register);
        if (commit.Acknowledges is { } effect)
        {
            var before = await OutboundStatements.LockByDocumentAsync(transaction, database.Values, retailer, effect, cancellationToken);

            // The change may take an entry out of the party's mailbox, which is seen in the party's name only.
            batch.BatchCommands.Add(ScopeStatement.For(Scope.Of(retailer, effect.From)));
            OutboundStatements.AddChange(batch, database.Values, retailer, before, effect.Decide(before));
            batch.BatchCommands.Add(ScopeStatement.For(Scope.Of(retailer)));
        }

        if (commit.Reply is { } reply)
        {
            AddBytes(batch, reply.Exchange, reply.Exchange.DocumentArchiveId, ArchiveClass.Document, reply.Document);
            if (reply.SignedMessage is { } message)
                AddBytes(batch, reply.Exchange, reply.Exchange.MessageArchiveId!.Value, ArchiveClass.Sent, message);

            OutboundStatements.AddQueueing(batch, database.Values, reply.Exchange, forms);
        }

        // The count is the first result; after a lost race everything in the batch is rolled back.
        if (await batch.ExecuteScalarAsync(cancellationToken) is not 1L)
            return false;

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>An acknowledgement is small: its bytes go in one piece, in the transaction of what they acknowledge.</summary>
    private void AddBytes(ScopedBatch batch, OutboundExchange exchange, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes)
    {
        var command = new NpgsqlBatchCommand(ArchiveItem.Insert);
        ArchiveItem.AddUnnamed(command.Parameters, forms.Contents, exchange.Retailer, id, archiveClass, bytes, exchange.CreatedAt);
        batch.BatchCommands.Add(command);
    }
}
