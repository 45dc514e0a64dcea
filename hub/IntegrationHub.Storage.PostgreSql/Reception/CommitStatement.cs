using IntegrationHub.Storage.Confidential;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.PostgreSql.Archive;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Pulling;
using IntegrationHub.Storage.PostgreSql.Search;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Reception;

/// <summary>
/// The commit of one received document as one statement: one round trip, one transaction, one wait for the disk. The insert into the
/// registry goes first and waits for a rival with the same key; every other part writes only when that insert made a row.
/// </summary>
internal static class CommitStatement
{
    // Parameters: the exchange (retailer $1, id $2, party $3, …, completed at $7), then the registration, the events, the search keys, the answer, the cursor.
    private const int Registration = InboundColumns.Count + 1;
    private const int Events = Registration + 7;
    private const int Keys = Events + EventColumns.Count;
    private const int Optional = Keys + SearchKeyColumns.Count;

    /// <summary>The forms differ by what they carry; each is prepared once per connection.</summary>
    private static readonly string[] Forms = [.. Enumerable.Range(0, 8).Select(static form => Form((form & 1) != 0, (form & 2) != 0, (form & 4) != 0))];

    /// <summary>Fills text and parameters; the statement returns 1 when it registered the document and 0 when somebody was first.</summary>
    public static (string Sql, Action<NpgsqlParameterCollection> Parameters) For(StoreValues values, ReceptionCommit commit, StoredForms forms) =>
        (Forms[(commit.Answer is null ? 0 : 1) | (commit.Cursor is null ? 0 : 2) | (commit.Notify ? 4 : 0)], parameters => Fill(parameters, values, commit, forms));

    private static void Fill(NpgsqlParameterCollection parameters, StoreValues values, ReceptionCommit commit, StoredForms forms)
    {
        var registration = commit.Registration;
        InboundColumns.Add(parameters, values, commit.Exchange);
        parameters
            .Text(registration.Key.SenderCode).Text(registration.Key.MRid).Int(registration.Key.Revision).Bytes(registration.CanonicalDigest)
            .Bytes(values.SealAcknowledgement(commit.Exchange.Retailer.Value, registration.ExchangeId, registration.Acknowledgement)).Bool(registration.Accepted).Time(registration.ReceivedAt);
        EventColumns.Add(parameters, values, commit.Exchange.Retailer, commit.Events);
        SearchKeyColumns.Add(parameters, forms.KeysOf(commit.Exchange));
        if (commit.Answer is { } answer)
            AnswerColumns.Add(parameters, forms.Contents, commit.Exchange, answer);

        if (commit.Cursor is { } cursor)
            CursorColumns.Add(parameters, cursor);
    }

    private static string Form(bool answer, bool cursor, bool notify)
    {
        var next = Optional;
        var parts = new List<string>
        {
            $"""
            registered as (
                insert into registered_document (retailer_id, sender_code, mrid, revision, canonical_digest, exchange_id, acknowledgement, accepted, received_at)
                values ($1, ${Registration}, ${Registration + 1}, ${Registration + 2}, ${Registration + 3}, $2, ${Registration + 4}, ${Registration + 5}, ${Registration + 6})
                on conflict (retailer_id, sender_code, mrid, revision) do nothing returning 1)
            """,
            $"exchange as (insert into inbound_exchange ({InboundColumns.Names}) select {InboundColumns.Values} from registered)",
            """
            entry as (
                insert into mailbox_entry (retailer_id, party_id, exchange_id, addressed, server_timestamp, period_start, period_end)
                select $1, $3, $2, false, $6, $17, $18 from registered)
            """,
            $"events as ({EventColumns.Insert(1, Events, "registered")})",
            $"keys as ({SearchKeyColumns.Insert(Keys, "registered")})",
        };
        if (answer)
        {
            parts.Add($"answer as (insert into archive ({ArchiveItem.ColumnNames}) select {AnswerColumns.Values(next)} from registered)");
            next += AnswerColumns.Count;
        }

        if (cursor)
            parts.Add($"cursor as ({CursorColumns.Upsert(next, "registered")})");

        if (notify)
        {
            parts.Add(
                "notification as (insert into notification (retailer_id, exchange_id, attempts, claimable_at) select $1, $2, 0, $7 from registered)");
        }

        return $"with {string.Join(",\n", parts)}\nselect count(*) from registered";
    }
}
