using IntegrationHub.Storage.Archive.Keeping;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>Statements of keeping the archive; $1 is always the retailer.</summary>
internal static class KeeperStatements
{
    public const string Measure =
        """
        select count(*) filter (where octet_length(body) > 0 or name is not null or length = 0), count(*) filter (where removed_at > stored_at),
            coalesce(sum(length) filter (where octet_length(body) > 0 or name is not null), 0)::bigint,
            count(*) filter (where sealed and (octet_length(body) > 0 or name is not null)), count(*) filter (where place = 1 and name is not null),
            (select count(*) from archive_alias s where s.retailer_id = $1 and s.removed_at is null),
            (select count(*) from archive_alias s where s.retailer_id = $1 and s.removed_at > s.stored_at)
        from archive where retailer_id = $1
        """;

    /// <summary>Whoever sets a hold waits for a page of removal that is under way, and the next page sees it.</summary>
    public const string LockHolds = "lock table archive_hold in share mode";

    public const string ReadHolds =
        """
        select id, exchange_id, party_id, reason, set_by, set_at, lift_reason, lifted_by, lifted_at
        from archive_hold where retailer_id = $1 and ($2 or lifted_at is null) order by set_at, id
        """;

    public const string SetHold = "insert into archive_hold (retailer_id, id, exchange_id, party_id, reason, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)";

    public const string LiftHold = "update archive_hold set lift_reason = $3, lifted_by = $4, lifted_at = $5 where retailer_id = $1 and id = $2 and lifted_at is null";

    /// <summary>$2 lane, $3 the beginning, $4 now, $5 a place from before this begins anew.</summary>
    public const string TakePlace =
        """
        insert into archive_progress as p (retailer_id, lane, position, updated_at) values ($1, $2, $3, $4)
        on conflict (retailer_id, lane) do update set
            position = case when p.updated_at < $5 then excluded.position else p.position end,
            updated_at = case when p.updated_at < $5 then excluded.updated_at else p.updated_at end
        returning position
        """;

    public const string KeepPlace = "update archive_progress set position = $3 where retailer_id = $1 and lane = $2";

    public const string Restart = "delete from archive_progress where retailer_id = $1 and starts_with(lane, $2)";

    public const string KeepFirst =
        """
        insert into archive_progress as p (retailer_id, lane, position, updated_at) values ($1, $2, $3, $4)
        on conflict (retailer_id, lane) do update set position = p.position returning position
        """;

    public const string HasEvent = "select exists (select from event where retailer_id = $1 and kind = $2)";

    public const string Find =
        """
        select a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, a.body, coalesce(s.stored_at, a.stored_at)
        from (select $2::uuid as entry) e
        left join archive_alias s on s.retailer_id = $1 and s.id = e.entry and s.removed_at is null
        join archive a on a.retailer_id = $1 and a.id = coalesce(s.archive_id, e.entry) and (s.id is not null or a.removed_at is null)
        """;

    /// <summary>In the order in which those who store take rows: whoever took them in another could wait for somebody who waits for him.</summary>
    public const string Lock = "select from archive where retailer_id = $1 and id = any ($2) order by name, id for update";

    public const string MarkRows = "update archive set removed_at = $3 where retailer_id = $1 and id = any ($2) and removed_at is null";

    public const string MarkAliases = "update archive_alias set removed_at = $3 where retailer_id = $1 and id = any ($2) and removed_at is null";

    public const string Free =
        """
        with freed as (
            update archive a set body = '', chunks = 0, packing = 0, name = null
            where a.retailer_id = $1 and a.id = any ($2) and a.removed_at is not null and (a.touched_at is null or a.touched_at < $3)
                and not exists (select from archive_alias s where s.retailer_id = $1 and s.archive_id = a.id and s.removed_at is null)
            returning a.id),
        chunks as (delete from archive_chunk c using freed where c.retailer_id = $1 and c.archive_id = freed.id)
        select id from freed
        """;

    public const string ReadRows =
        """
        select a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, a.removed_at is not null, a.chunks, octet_length(a.body),
            (select count(*)::int from archive_chunk c where c.retailer_id = a.retailer_id and c.archive_id = a.id),
            exists (select from archive_alias s where s.retailer_id = a.retailer_id and s.archive_id = a.id and s.removed_at is null)
        from archive a where a.retailer_id = $1 and a.id > $2 and a.id < $3 order by a.id limit $4
        """;

    public const string CountUnnamed =
        """
        select count(*)::int from unnest($2::uuid[]) as p(id) where p.id not in (
            select archive_id from inbound_exchange where retailer_id = $1 and id between $3 and $4
            union all
            select answer_archive_id from inbound_exchange where retailer_id = $1 and id between $3 and $4 and answer_archive_id is not null
            union all
            select document_archive_id from outbound_exchange where retailer_id = $1 and id between $3 and $4
            union all
            select message_archive_id from outbound_exchange where retailer_id = $1 and id between $3 and $4 and message_archive_id is not null)
        """;

    public const string FindNames = "select name from archive where retailer_id = $1 and name = any ($2)";

    private static readonly Dictionary<string, string> Walks = RemovalWalk.All.ToDictionary(static walk => walk.Lane, WalkOf, StringComparer.Ordinal);

    /// <summary>$2 behind, $3 before, $4 how many: id, party, entry, settled.</summary>
    public static string Walk(RemovalWalk walk) => Walks[walk.Lane];

    private static string WalkOf(RemovalWalk walk) =>
        $"""
        select id, party_id, {walk.Column}, {(walk.MayBeUnsettled ? RemovalWalk.Settled(static column => column) : "true")}
        from {walk.Table} where retailer_id = $1 and id > $2 and id < $3 order by id limit $4
        """;
}
