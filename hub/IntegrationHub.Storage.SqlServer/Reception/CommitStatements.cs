using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.SqlServer.Archive;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using IntegrationHub.Storage.SqlServer.Pulling;
using IntegrationHub.Storage.SqlServer.Search;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Reception;

/// <summary>
/// The commit of one received document in one round trip. The insert into the registry goes first and waits for a rival with the same key;
/// every other part writes only when that insert made a row.
/// </summary>
/// <remarks>
/// A taken key is an error (2627) and not an answer. With <c>xact_abort</c> it would doom the transaction, which may be the caller's and hold
/// the lock on a document of ours; so it is off for this one insert and on for everything else. No range is locked: inserts of
/// different keys never wait for each other.
/// </remarks>
internal static class CommitStatements
{
    /// <summary>The forms differ by what they carry.</summary>
    private static readonly Statement[] Alone = [.. Enumerable.Range(0, 8).Select(static form => Form(form, alone: true))];

    private static readonly Statement[] Within = [.. Enumerable.Range(0, 8).Select(static form => Form(form, alone: false))];

    /// <summary>All of them: for the tests.</summary>
    internal static IReadOnlyList<Statement> All => [.. Alone, .. Within];

    /// <summary>Gives 1 when it registered the document and 0 when somebody was first.</summary>
    /// <param name="commit">What is committed.</param>
    /// <param name="alone">True for a transaction of its own, false within the caller's.</param>
    public static Statement For(ReceptionCommit commit, bool alone) =>
        (alone ? Alone : Within)[(commit.Answer is null ? 0 : 1) | (commit.Cursor is null ? 0 : 2) | (commit.Notify ? 4 : 0)];

    public static void Fill(SqlParameterCollection parameters, StoreValues values, StoredForms forms, ReceptionCommit commit)
    {
        var registration = commit.Registration;
        parameters
            .Inbound(values, commit.Exchange)
            .Text("@key_sender", registration.Key.SenderCode).Text("@key_mrid", registration.Key.MRid).Int("@key_revision", registration.Key.Revision)
            .Bytes("@key_digest", registration.CanonicalDigest).Bytes("@acknowledgement", values.SealAcknowledgement(commit.Exchange.Retailer.Value, registration.ExchangeId, registration.Acknowledgement))
            .Bool("@accepted", registration.Accepted)
            .Time("@registered_at", registration.ReceivedAt)
            .Events(values, commit.Exchange.Retailer, commit.Events).Keys(forms.KeysOf(commit.Exchange));
        if (commit.Answer is { } answer)
            Answer(parameters, forms, commit.Exchange, answer);

        if (commit.Cursor is { } cursor)
            parameters.Cursor(cursor);
    }

    /// <summary>The signed answer as a row of the archive, written with the exchange it answers.</summary>
    public static void Answer(SqlParameterCollection parameters, StoredForms forms, InboundExchange exchange, ReadOnlyMemory<byte> answer)
    {
        var id = exchange.AnswerArchiveId ?? throw new ArgumentException("An exchange with an answer names the answer's place in the archive.", nameof(exchange));
        parameters.Unnamed("answer", forms.Contents, exchange.Retailer, id, ArchiveClass.Sent, answer, exchange.CompletedAt);
    }

    private static Statement Form(int form, bool alone)
    {
        var (answer, cursor, notify) = ((form & 1) != 0, (form & 2) != 0, (form & 4) != 0);
        var name = $"reception.{(alone ? "commit" : "commit-within")}{(answer ? "+answer" : "")}{(cursor ? "+cursor" : "")}{(notify ? "+notify" : "")}";
        return new Statement(
            name,
            $"""
            {(alone ? "begin transaction;" : "")}
            declare @registered int = 1;
            set xact_abort off;
            begin try
                insert into hub.registered_document
                    (retailer_id, sender_code, mrid, revision, canonical_digest, exchange_id, acknowledgement, accepted, received_at)
                values (@retailer, @key_sender, @key_mrid, @key_revision, @key_digest, @id, @acknowledgement, @accepted, @registered_at);
            end try
            begin catch
                if error_number() not in ({Faults.DuplicateKeyInIndex}, {Faults.DuplicateKey})
                begin
                    {(alone ? "if @@trancount > 0 rollback transaction;" : "")}
                    throw;
                end;
                set @registered = 0;
            end catch;
            set xact_abort on;
            if @registered = 1
            begin
                {InboundColumns.Insert}
                insert into hub.mailbox_entry (retailer_id, party_id, exchange_id, addressed, server_timestamp, period_start, period_end)
                values (@retailer, @party, @id, 0, @received_at, @period_start, @period_end);
                {EventList.Insert}
                {SearchKeyList.Insert}
                {(answer ? ArchiveColumns.Insert("answer") : "")}
                {(cursor ? CursorColumns.Move : "")}
                {(notify ? "insert into hub.notification (retailer_id, exchange_id, attempts, claimable_at) values (@retailer, @id, 0, @completed_at);" : "")}
            end;
            {(alone ? "commit transaction;" : "")}
            select @registered;
            """);
    }
}
