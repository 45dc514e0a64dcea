using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Timestamps;

/// <summary>Statements on <c>ledger.timestamp_queue</c>.</summary>
internal static class QueueStatements
{
    /// <summary>How the queue stands, in one row.</summary>
    public const string State =
        """
        select (select count(*) from ledger.timestamp_queue where token is null), (select min(since) from ledger.timestamp_queue where token is null),
            (select problem from ledger.timestamp_queue where token is null and problem is not null order by id desc limit 1),
            newest.stamped_at, newest.authority, (select min(ends_at) from ledger.checkpoint where ends_at is not null and renewing is null)
        from (values (1)) one left join lateral (
            select stamped_at, authority from ledger.checkpoint where "timestamp" is not null order by size desc limit 1) newest on true
        """;

    /// <summary>Claims what the query names, with everything that its request needs. Parameters: node, end of the lease, then the query's.</summary>
    public static string Claim(string due) =>
        $"""
        with due as ({due}), claimed as (
            update ledger.timestamp_queue entry set claimed_by = $1, claimable_at = $2, fence = fence + 1 from due where entry.id = due.id returning entry.*)
        select claimed.id, claimed.fence, claimed.use, coalesce(claimed.checkpoint, claimed.renewal, 0), coalesce(checkpoint.note, renewal.list, claimed.data),
            claimed.since, claimed.tries, claimed.token, renewal.outlive
        from claimed left join ledger.checkpoint on checkpoint.size = claimed.checkpoint left join ledger.renewal on renewal.id = claimed.renewal
        """;

    public static async Task<ClaimedTimestamp?> ReadClaimAsync(ScopedCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ClaimedTimestamp(
                reader.GetInt64(0), reader.GetInt64(1), (TimestampUse)reader.GetInt16(2), reader.GetInt64(3), reader.Bytes(4), reader.Time(5),
                reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.Bytes(7), reader.TimeOrNull(8))
            : null;
    }

    /// <summary>Writes the token into the entry, under its fence. What nothing has to be done with any more is due no more.</summary>
    public static ScopedCommand Keep(ScopedTransaction transaction, ClaimedTimestamp claim, ReceivedToken token)
    {
        var isDone = claim.Use is TimestampUse.Signature or TimestampUse.Bundle;
        var command = transaction.CreateCommand(
            $"""
            update ledger.timestamp_queue set token = $3, authority = $4, stamped_at = $5, problem = null{(isDone ? ", claimable_at = null, claimed_by = null" : "")}
            where id = $1 and fence = $2
            """);
        command.Parameters.Long(claim.Id).Long(claim.Fence).Bytes(token.Token).Text(token.Authority).Time(token.Time);
        return command;
    }

    /// <summary>Writes the token where it belongs.</summary>
    public static void AddAttachment(ScopedBatch batch, ClaimedTimestamp claim, ReceivedToken token)
    {
        if (claim.Use == TimestampUse.Checkpoint)
        {
            Add(
                """
                update ledger.checkpoint set "timestamp" = $2, authority = $3, stamped_at = $4, ends_at = $5, digest_oid = $6
                where size = $1 and "timestamp" is null
                """).Bytes(token.Token).Text(token.Authority).Time(token.Time).Time(token.Ends).Text(token.DigestOid);
        }
        else if (claim.Use == TimestampUse.Renewal)
        {
            Add("update ledger.renewal set token = $2, authority = $3, stamped_at = $4 where id = $1").Bytes(token.Token).Text(token.Authority).Time(token.Time);
            Add("update ledger.checkpoint set renewing = null, ends_at = $2, digest_oid = $3 where renewing = $1").Time(token.Ends).Text(token.DigestOid);
        }

        NpgsqlParameterCollection Add(string sql)
        {
            var command = new NpgsqlBatchCommand(sql);
            batch.BatchCommands.Add(command);
            return command.Parameters.Long(claim.Number);
        }
    }
}
