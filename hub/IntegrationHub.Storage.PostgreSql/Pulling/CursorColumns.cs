using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Pulling;

/// <summary>Moving a cursor, alone or as part of the commit of a fetched document.</summary>
internal static class CursorColumns
{
    public const int Count = 7;

    /// <param name="first">Number of the first of its parameters.</param>
    /// <param name="condition">A relation of one row (move) or none (do not), or <c>null</c>.</param>
    public static string Upsert(int first, string? condition) =>
        $"""
        insert into pull_cursor (retailer_id, party_id, last_code, last_server_timestamp, next_poll_at, failures, entry_failures)
        select ${first}, ${first + 1}, ${first + 2}, ${first + 3}, ${first + 4}, ${first + 5}, ${first + 6} {(condition is null ? "" : "from " + condition)}
        on conflict (retailer_id, party_id) do update set
            last_code = excluded.last_code, last_server_timestamp = excluded.last_server_timestamp,
            next_poll_at = excluded.next_poll_at, failures = excluded.failures, entry_failures = excluded.entry_failures
        """;

    public static void Add(NpgsqlParameterCollection parameters, PullCursor cursor) =>
        parameters
            .Int(cursor.Retailer.Value).Uuid(cursor.Party.Value).Long(cursor.LastCode).Time(cursor.LastServerTimestamp).Time(cursor.NextPollAt)
            .Int(cursor.Failures).Int(cursor.EntryFailures);

    /// <summary>The upsert as a command of its own.</summary>
    public static void AddCommand(ScopedBatch batch, PullCursor cursor)
    {
        var command = new NpgsqlBatchCommand(UpsertAlone);
        Add(command.Parameters, cursor);
        batch.BatchCommands.Add(command);
    }

    private static readonly string UpsertAlone = Upsert(1, condition: null);
}
