using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.Isolation;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Timestamps;

/// <summary>Statements on checkpoints with timestamps and what renews them.</summary>
internal static class RenewalStatements
{
    /// <summary>Makes a list of what ends soon and queues it: one token will carry all of it on.</summary>
    public static async Task<int> QueueAsync(ScopedPool pool, Scope scope, AgeingPolicy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await pool.BeginAsync(scope, cancellationToken);
        var due = new List<(long Size, DateTimeOffset Ends)>();
        await using (var find = transaction.CreateCommand(
            $"""
            select size, ends_at, digest_oid from ledger.checkpoint
            where ends_at is not null and renewing is null and (ends_at <= $1 or digest_oid = any ($2)) order by size limit {RenewalList.Most} for update skip locked
            """))
        {
            find.Parameters.Time(now + policy.Lead).Array(NpgsqlDbType.Text, policy.AgedAt(now).ToArray());
            await using var reader = await find.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                due.Add((reader.GetInt64(0), policy.EndOf(reader.Time(1), reader.GetString(2))));
        }

        if (due.Count == 0)
            return 0;

        long[] sizes = [.. due.Select(d => d.Size)];
        var list = RenewalList.Of(await ReadDatedAsync(transaction, sizes, cancellationToken), policy.DigestAt(now));
        await using var queue = transaction.CreateCommand(
            """
            with made as (insert into ledger.renewal (list, outlive) values ($1, $2) returning id),
                members as (insert into ledger.renewed (checkpoint, renewal) select size, id from unnest($3::bigint[]) as size, made),
                held as (update ledger.checkpoint set renewing = made.id from made where size = any ($3))
            insert into ledger.timestamp_queue (use, renewal, since, claimable_at) select 2, id, $4, $4 from made
            """);
        queue.Parameters.Bytes(list).Time(due.Max(d => d.Ends)).Array(NpgsqlDbType.Bigint, sizes).Time(now);
        await queue.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return due.Count;
    }

    /// <summary>The next checkpoints with a timestamp behind a size; none at the end.</summary>
    public static async Task<IReadOnlyList<DatedCheckpoint>> ReadPageAsync(ScopedPool pool, Scope scope, long after, CancellationToken cancellationToken)
    {
        await using var transaction = await pool.BeginAsync(scope, cancellationToken);
        await using var find = transaction.CreateCommand(
            $"""select size from ledger.checkpoint where size > $1 and "timestamp" is not null order by size limit {RenewalList.Most}""");
        find.Parameters.Long(after);
        var sizes = new List<long>();
        await using (var reader = await find.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                sizes.Add(reader.GetInt64(0));
        }

        return sizes.Count == 0 ? [] : await ReadDatedAsync(transaction, [.. sizes], cancellationToken);
    }

    /// <summary>Checkpoints with their timestamps and every renewal that has its token.</summary>
    public static async Task<IReadOnlyList<DatedCheckpoint>> ReadDatedAsync(ScopedTransaction transaction, long[] sizes, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(
            """
            select size, note, checkpoint."timestamp", renewal.id, renewal.list, renewal.token from ledger.checkpoint
            left join ledger.renewed on renewed.checkpoint = size left join ledger.renewal on renewal.id = renewed.renewal and renewal.token is not null
            where size = any ($1) order by size, renewal.id nulls last
            """);
        command.Parameters.Array(NpgsqlDbType.Bigint, sizes);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var dated = new List<DatedCheckpoint>();
        var renewals = new List<ArchiveTimestamp>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (dated.Count == 0 || dated[^1].Size != reader.GetInt64(0))
                dated.Add(new(reader.GetInt64(0), reader.Bytes(1), new TimestampChain(reader.Bytes(2), renewals = [])));
            if (!reader.IsDBNull(3))
                renewals.Add(new(reader.GetInt64(3), reader.Bytes(4), reader.Bytes(5)));
        }

        return dated;
    }
}
