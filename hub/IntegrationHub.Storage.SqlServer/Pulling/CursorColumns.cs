using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Pulling;

/// <summary>Moving a cursor, alone or as part of the commit of a fetched document.</summary>
internal static class CursorColumns
{
    /// <summary>Update, else insert: the key's range is locked, so that of two first moves the second updates.</summary>
    public const string Move =
        """
        update hub.pull_cursor with (updlock, holdlock, rowlock)
        set last_code = @cursor_code, last_server_timestamp = @cursor_server_timestamp, next_poll_at = @cursor_next, failures = @cursor_failures,
            entry_failures = @cursor_entry_failures
        where retailer_id = @cursor_retailer and party_id = @cursor_party;
        if @@rowcount = 0
            insert into hub.pull_cursor (retailer_id, party_id, last_code, last_server_timestamp, next_poll_at, failures, entry_failures)
            values (@cursor_retailer, @cursor_party, @cursor_code, @cursor_server_timestamp, @cursor_next, @cursor_failures, @cursor_entry_failures);
        """;

    public static SqlParameterCollection Cursor(this SqlParameterCollection parameters, PullCursor cursor) =>
        parameters
            .Int("@cursor_retailer", cursor.Retailer.Value).Id("@cursor_party", cursor.Party.Value).Long("@cursor_code", cursor.LastCode)
            .Time("@cursor_server_timestamp", cursor.LastServerTimestamp).Time("@cursor_next", cursor.NextPollAt).Int("@cursor_failures", cursor.Failures)
            .Int("@cursor_entry_failures", cursor.EntryFailures);
}
