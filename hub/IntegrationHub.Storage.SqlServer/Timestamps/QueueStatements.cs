using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Timestamps;

/// <summary>Statements on <c>ledger.timestamp_queue</c>.</summary>
internal static class QueueStatements
{
    internal static readonly Statement Queue = new(
        "timestamps.queue",
        """
        insert into ledger.timestamp_queue (purpose, digest, data, since, claimable_at)
        select @purpose, @digest, @data, @now, @now
        where not exists (select 1 from ledger.timestamp_queue with (updlock, holdlock, rowlock) where purpose = @purpose and digest = @digest);
        """);

    internal static readonly Statement ClaimNewest = Claim("timestamps.claim", "claimable_at <= @now");

    internal static readonly Statement ClaimCheckpoint = Claim(
        "timestamps.claim-checkpoint", "checkpoint_size = @size and (claimed_by is null or claimable_at <= @now)");

    /// <summary>Nothing has to be done with the token of a file any more: it is due no more.</summary>
    internal static readonly Statement AttachToFile = Attach(
        "timestamps.attach-file", ", claimable_at = null, claimed_by = null", "");

    internal static readonly Statement AttachToCheckpoint = Attach(
        "timestamps.attach-checkpoint",
        "",
        """
        update ledger.[checkpoint] set [timestamp] = @token, authority = @authority, stamped_at = @stamped_at, ends_at = @ends_at, digest_oid = @digest_oid
            where size = @number and [timestamp] is null;
        """);

    internal static readonly Statement AttachToRenewal = Attach(
        "timestamps.attach-renewal",
        "",
        """
        update ledger.renewal set token = @token, authority = @authority, stamped_at = @stamped_at where id = @number;
            update ledger.[checkpoint] set renewing = null, ends_at = @ends_at, digest_oid = @digest_oid where renewing = @number;
        """);

    internal static readonly Statement Postpone = new(
        "timestamps.postpone",
        """
        update ledger.timestamp_queue set claimable_at = @not_before, claimed_by = null, tries = tries + 1, problem = left(@problem, 2000)
        where id = @id and fence = @fence;
        """);

    /// <summary>With it go tokens that nobody fetched in time.</summary>
    internal static readonly Statement Finish = new(
        "timestamps.finish", "delete from ledger.timestamp_queue where (id = @id and fence = @fence) or (digest is not null and stamped_at < @fetched_by);");

    internal static readonly Statement FindToken = new(
        "timestamps.find-token", "select token from ledger.timestamp_queue where purpose = @purpose and digest = @digest;");

    /// <summary>How the queue stands, in one row.</summary>
    internal static readonly Statement State = new(
        "timestamps.state",
        """
        select (select count_big(id) from ledger.timestamp_queue where token is null), (select min(since) from ledger.timestamp_queue where token is null),
            (select top (1) problem from ledger.timestamp_queue where token is null and problem is not null order by id desc),
            newest.stamped_at, newest.authority, (select min(ends_at) from ledger.[checkpoint] where ends_at is not null and renewing is null)
        from (select 1 as one) as one outer apply (
            select top (1) c.stamped_at, c.authority from ledger.[checkpoint] as c where c.stamped_at is not null order by c.size desc) as newest;
        """);

    public static Statement AttachFor(TimestampUse use) => use switch
    {
        TimestampUse.Checkpoint => AttachToCheckpoint,
        TimestampUse.Renewal => AttachToRenewal,
        _ => AttachToFile,
    };

    /// <summary>Claims one entry with everything that its request needs.</summary>
    private static Statement Claim(string name, string due) => new(
        name,
        $"""
        set xact_abort on;
        begin transaction;
        declare @claimed table (id bigint not null primary key);
        with due as (
            select top (1) id, claimed_by, claimable_at, fence from ledger.timestamp_queue with (updlock, readpast, rowlock) where {due} order by id desc)
        update due set claimed_by = @node, claimable_at = @until, fence = fence + 1 output inserted.id into @claimed (id);
        select q.id, q.fence, q.purpose, coalesce(q.checkpoint_size, q.renewal_id, 0), coalesce(c.note, r.list, q.data), q.since, q.tries, q.token, r.outlive
        from ledger.timestamp_queue as q join @claimed as t on t.id = q.id
        left join ledger.[checkpoint] as c on c.size = q.checkpoint_size left join ledger.renewal as r on r.id = q.renewal_id;
        commit transaction;
        """);

    /// <summary>Writes the token into the entry, under its fence, and where it belongs, or nothing.</summary>
    private static Statement Attach(string name, string done, string place) => new(
        name,
        $"""
        set xact_abort on;
        begin transaction;
        declare @attached int;
        update ledger.timestamp_queue set token = @token, authority = @authority, stamped_at = @stamped_at, problem = null{done}
        where id = @id and fence = @fence;
        set @attached = @@rowcount;
        if @attached = 1
        begin
            {(place.Length == 0 ? "set @attached = 1;" : place)}
        end;
        commit transaction;
        select @attached;
        """);
}
