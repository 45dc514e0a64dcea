using IntegrationHub.Storage.Archive.Keeping;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Archive;

/// <summary>Statements of keeping the archive, each in the transaction of its page.</summary>
/// <remarks>
/// Who stores bytes takes their name and then their row; the keeper takes rows and then, when it frees one, its name. Where the two meet the keeper gives
/// way (<c>deadlock_priority low</c>) and does its page again: no document waits for it.
/// </remarks>
internal static class KeeperStatements
{
    private const string GiveWay = "set deadlock_priority low;\n";

    internal static readonly Statement Measure = new(
        "keeper.measure",
        """
        select count_big(iif(datalength(a.body) > 0 or a.name is not null or a.length = 0, 1, null)), count_big(iif(a.removed_at > a.stored_at, 1, null)),
            coalesce(sum(iif(datalength(a.body) > 0 or a.name is not null, a.length, 0)), 0),
            count_big(iif(a.sealed = 1 and (datalength(a.body) > 0 or a.name is not null), 1, null)), count_big(iif(a.place = 1 and a.name is not null, 1, null)),
            (select count_big(s.id) from hub.archive_alias as s where s.retailer_id = @retailer and s.removed_at is null),
            (select count_big(s.id) from hub.archive_alias as s where s.retailer_id = @retailer and s.removed_at > s.stored_at)
        from hub.archive as a where a.retailer_id = @retailer;
        """);

    /// <summary>Shared until the transaction ends: whoever sets a hold waits for a page of removal that is under way, and the next page sees it.</summary>
    internal static readonly Statement LockHolds = new(
        "keeper.lock-holds", "select count_big(h.id) from hub.archive_hold as h with (tablock, holdlock) where h.retailer_id = @retailer;");

    internal static readonly Statement ReadHolds = new(
        "keeper.holds",
        """
        select h.id, h.exchange_id, h.party_id, h.reason, h.set_by, h.set_at, h.lift_reason, h.lifted_by, h.lifted_at
        from hub.archive_hold as h where h.retailer_id = @retailer and (@lifted = 1 or h.lifted_at is null) order by h.set_at, h.id;
        """);

    internal static readonly Statement SetHold = new(
        "keeper.set-hold",
        """
        insert into hub.archive_hold (retailer_id, id, exchange_id, party_id, reason, set_by, set_at)
        values (@retailer, @id, @exchange, @party, @reason, @by, @at);
        """);

    internal static readonly Statement LiftHold = new(
        "keeper.lift-hold",
        """
        update hub.archive_hold set lift_reason = @reason, lifted_by = @by, lifted_at = @at where retailer_id = @retailer and id = @id and lifted_at is null;
        select @@rowcount;
        """);

    /// <summary>The place's row, or its place among the rows, is locked: another node waits for the end of this page.</summary>
    internal static readonly Statement TakePlace = new(
        "keeper.take-place",
        """
        declare @position binary(16);
        select @position = iif(p.updated_at < @anew, @first, p.position) from hub.archive_progress as p with (updlock, holdlock, rowlock)
        where p.retailer_id = @retailer and p.lane = @lane;
        if @position is null
            insert into hub.archive_progress (retailer_id, lane, position, updated_at) values (@retailer, @lane, @first, @now);
        else
            update hub.archive_progress set position = @first, updated_at = @now where retailer_id = @retailer and lane = @lane and updated_at < @anew;
        select coalesce(@position, @first);
        """);

    internal static readonly Statement KeepPlace = new(
        "keeper.keep-place", "update hub.archive_progress set position = @position where retailer_id = @retailer and lane = @lane;");

    internal static readonly Statement Restart = new(
        "keeper.restart", $"delete from hub.archive_progress where retailer_id = @retailer and lane like N'{RemovalWalk.LanePrefix}%';");

    internal static readonly Statement KeepFirst = new(
        "keeper.keep-first",
        """
        declare @position binary(16);
        select @position = p.position from hub.archive_progress as p with (updlock, holdlock, rowlock) where p.retailer_id = @retailer and p.lane = @lane;
        if @position is null
            insert into hub.archive_progress (retailer_id, lane, position, updated_at) values (@retailer, @lane, @first, @now);
        select coalesce(@position, @first);
        """);

    internal static readonly Statement HasEvent = new(
        "keeper.has-event", "select iif(exists (select 1 from hub.event as e where e.retailer_id = @retailer and e.kind = @kind), 1, 0);");

    internal static readonly Statement Find = new(
        "keeper.find",
        $"""
        select {ArchiveColumns.Content}, a.body, coalesce(s.stored_at, a.stored_at)
        from (select @entry as entry) as e
        left join hub.archive_alias as s on s.retailer_id = @retailer and s.id = e.entry and s.removed_at is null
        join hub.archive as a on a.id = coalesce(s.archive_id, e.entry) and (s.id is not null or a.removed_at is null)
        where a.retailer_id = @retailer;
        """);

    internal static readonly Statement Lock = new(
        "keeper.lock",
        GiveWay + "select count_big(a.id) from @ids as i join hub.archive as a with (updlock, rowlock) on a.id = i.id where a.retailer_id = @retailer;");

    internal static readonly Statement Mark = new(
        "keeper.mark",
        GiveWay +
        """
        update hub.archive set removed_at = @now where retailer_id = @retailer and id in (select i.id from @ids as i) and removed_at is null;
        update hub.archive_alias set removed_at = @now where retailer_id = @retailer and id in (select i.id from @ids as i) and removed_at is null;
        """);

    internal static readonly Statement Free = new(
        "keeper.free",
        GiveWay +
        """
        declare @freed table (id binary(16) not null primary key);
        update a set body = 0x, chunks = 0, packing = 0, name = null
        output inserted.id into @freed (id)
        from hub.archive as a
        where a.retailer_id = @retailer and a.id in (select i.id from @ids as i) and a.removed_at is not null and (a.touched_at is null or a.touched_at < @untouched)
            and not exists (select 1 from hub.archive_alias as s where s.retailer_id = @retailer and s.archive_id = a.id and s.removed_at is null);
        delete from hub.archive_chunk where retailer_id = @retailer and archive_id in (select f.id from @freed as f);
        select f.id from @freed as f;
        """);

    internal static readonly Statement ReadRows = new(
        "keeper.rows",
        $"""
        select top (@most) {ArchiveColumns.Content}, iif(a.removed_at is null, 0, 1), a.chunks, datalength(a.body),
            (select count(c.number) from hub.archive_chunk as c where c.retailer_id = @retailer and c.archive_id = a.id),
            iif(exists (select 1 from hub.archive_alias as s where s.retailer_id = @retailer and s.archive_id = a.id and s.removed_at is null), 1, 0)
        from hub.archive as a where a.retailer_id = @retailer and a.id > @after and a.id < @before order by a.id;
        """);

    /// <summary>Compiled each time: how long the list is decides whether the exchanges are read once or looked up one by one.</summary>
    internal static readonly Statement CountUnnamed = new(
        "keeper.count-unnamed",
        """
        select count(i.id) from @ids as i where not exists (
            select 1 from (
                select x.archive_id from hub.inbound_exchange as x where x.retailer_id = @retailer and x.id between @from and @to
                union all
                select x.answer_archive_id from hub.inbound_exchange as x where x.retailer_id = @retailer and x.id between @from and @to and x.answer_archive_id is not null
                union all
                select x.document_archive_id from hub.outbound_exchange as x where x.retailer_id = @retailer and x.id between @from and @to
                union all
                select x.message_archive_id from hub.outbound_exchange as x where x.retailer_id = @retailer and x.id between @from and @to and x.message_archive_id is not null
            ) as named where named.archive_id = i.id)
        option (recompile);
        """);

    /// <summary>Names come as hexadecimal texts, in the list that there is.</summary>
    internal static readonly Statement FindNames = new(
        "keeper.names",
        """
        select a.name from hub.archive as a
        where a.retailer_id = @retailer and a.name is not null and a.name in (select convert(varbinary(64), n.value, 2) from @names as n);
        """);

    private static readonly Statement[] Walks = [.. RemovalWalk.All.Select(WalkOf)];

    /// <summary>Id, party, entry, settled.</summary>
    public static Statement Walk(RemovalWalk walk) => Array.Find(Walks, statement => statement.Name == NameOf(walk))!;

    private static string NameOf(RemovalWalk walk) => $"keeper.walk+{walk.What}";

    private static Statement WalkOf(RemovalWalk walk) => new(
        NameOf(walk),
        $"""
        select top (@most) x.id, x.party_id, x.{walk.Column}, {(walk.MayBeUnsettled ? $"iif({RemovalWalk.Settled(static column => $"{column} = 1")}, 1, 0)" : "1")}
        from hub.{walk.Table} as x where x.retailer_id = @retailer and x.id > @after and x.id < @before order by x.id;
        """);
}
