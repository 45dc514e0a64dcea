using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Timestamps;

/// <summary>Statements on checkpoints with timestamps and what renews them.</summary>
internal static class RenewalStatements
{
    internal static readonly Statement FindDue = new(
        "timestamps.ageing",
        """
        select top (@most) size, ends_at, digest_oid from ledger.[checkpoint] with (updlock, readpast, rowlock)
        where ends_at is not null and renewing is null and (ends_at <= @soon or digest_oid in (select value from @aged)) order by size;
        """);

    internal static readonly Statement Make = new(
        "timestamps.renew",
        """
        declare @renewal bigint;
        insert into ledger.renewal (list, outlive) values (@list, @outlive);
        set @renewal = scope_identity();
        insert into ledger.renewed (checkpoint_size, renewal_id) select s.number, @renewal from @sizes as s;
        update c set renewing = @renewal from ledger.[checkpoint] as c join @sizes as s on s.number = c.size;
        insert into ledger.timestamp_queue (purpose, renewal_id, since, claimable_at) values (2, @renewal, @now, @now);
        """);

    internal static readonly Statement Dated = new(
        "timestamps.dated",
        """
        select c.size, c.note, c.[timestamp], r.id, r.list, r.token from ledger.[checkpoint] as c join @sizes as s on s.number = c.size
        left join ledger.renewed as d on d.checkpoint_size = c.size left join ledger.renewal as r on r.id = d.renewal_id and r.token is not null
        order by c.size, iif(r.id is null, 1, 0), r.id;
        """);

    internal static readonly Statement FirstDated = new(
        "timestamps.first-dated", "select top (1) c.size from ledger.[checkpoint] as c where c.size > @position and c.stamped_at is not null order by c.size;");

    internal static readonly Statement DatedAfter = new(
        "timestamps.dated-after", "select top (@most) c.size from ledger.[checkpoint] as c where c.size > @after and c.stamped_at is not null order by c.size;");

    /// <summary>The next page of checkpoints that have a timestamp; empty behind the last.</summary>
    public static async Task<IReadOnlyList<DatedCheckpoint>> ReadPageAsync(SqlSession session, long after, CancellationToken cancellationToken)
    {
        var sizes = await session.ListAsync(
            DatedAfter, parameters => parameters.Int("@most", RenewalList.Most).Long("@after", after), static reader => reader.GetInt64(0), cancellationToken);
        return sizes.Count == 0 ? [] : await ReadDatedAsync(session, [.. sizes], cancellationToken);
    }

    /// <summary>Makes a list of what ends soon and queues it: one token will carry all of it on.</summary>
    public static async Task<int> QueueAsync(SqlSession session, AgeingPolicy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var due = await session.ListAsync(
            FindDue,
            parameters => parameters.Int("@most", RenewalList.Most).Time("@soon", now + policy.Lead).TextList("@aged", policy.AgedAt(now)),
            reader => (Size: reader.GetInt64(0), Ends: policy.EndOf(reader.Time(1), reader.GetString(2))),
            cancellationToken);
        if (due.Count == 0)
            return 0;

        long[] sizes = [.. due.Select(d => d.Size)];
        var list = RenewalList.Of(await ReadDatedAsync(session, sizes, cancellationToken), policy.DigestAt(now));
        await session.ScalarAsync(
            Make,
            parameters => parameters.Bytes("@list", list).Time("@outlive", due.Max(d => d.Ends)).NumberList("@sizes", sizes).Time("@now", now),
            cancellationToken);
        await session.CommitAsync(cancellationToken);
        return due.Count;
    }

    /// <summary>Checkpoints with their timestamps and every renewal that has its token.</summary>
    public static async Task<IReadOnlyList<DatedCheckpoint>> ReadDatedAsync(SqlSession session, long[] sizes, CancellationToken cancellationToken)
    {
        await using var command = session.Command(Dated);
        command.Parameters.NumberList("@sizes", sizes);
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
