using System.Data;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient.Server;

namespace IntegrationHub.Storage.SqlServer.Ledger;

/// <summary>Statements on the ledger's tables and on the events as its leaves.</summary>
internal static class LedgerStatements
{
    private const string LeafColumns = "e.retailer_id, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest, e.position";

    public static readonly SqlMetaData[] Places = [new("id", SqlDbType.Binary, 16), new("position", SqlDbType.BigInt)];

    public static readonly SqlMetaData[] Tiles = [new("level", SqlDbType.Int), new("index", SqlDbType.BigInt), new("hashes", SqlDbType.VarBinary, SqlMetaData.Max)];

    internal static readonly Statement Acquire = new(
        "ledger.acquire",
        """
        update ledger.head set epoch = iif(owner = @owner, epoch, epoch + 1), owner = @owner, lease_until = @until
        output inserted.epoch
        where owner = @owner or lease_until <= @now;
        """);

    /// <summary>Begins with the head's row under the epoch and the expected size. Gives 0 when another took over, else -1 or the places given.</summary>
    internal static readonly Statement Append = new(
        "ledger.append",
        """
        set xact_abort on;
        begin transaction;
        declare @moved int, @placed int = 0;
        update ledger.head set size = @size, root = @root where epoch = @epoch and size = @expected;
        set @moved = @@rowcount;
        if @moved = 1
        begin
            update e set position = p.position from hub.event as e join @places as p on p.id = e.id where e.position is null;
            set @placed = @@rowcount;
            update t set hashes = n.hashes from ledger.tile as t join @tiles as n on n.level = t.level and n.[index] = t.[index];
            insert into ledger.tile (level, [index], hashes)
            select n.level, n.[index], n.hashes from @tiles as n
            where not exists (select 1 from ledger.tile as t where t.level = n.level and t.[index] = n.[index]);
        end;
        if @moved = 1 and @placed = @leaves
            commit transaction;
        else
            rollback transaction;
        select @moved, @placed;
        """);

    /// <summary>What waits and nobody works on gives way; the newest stands for all since the first that waited.</summary>
    internal static readonly Statement AddCheckpoint = new(
        "ledger.add-checkpoint",
        """
        set xact_abort on;
        begin transaction;
        declare @replaced table (since datetime2(7) not null);
        insert into ledger.[checkpoint] (size, note)
        select @size, @note where not exists (select 1 from ledger.[checkpoint] with (updlock, holdlock, rowlock) where size = @size);
        if @@rowcount = 1
        begin
            delete from ledger.timestamp_queue with (rowlock)
            output deleted.since into @replaced (since)
            where checkpoint_size < @size and token is null and claimed_by is null;
            insert into ledger.timestamp_queue (purpose, checkpoint_size, since, claimable_at)
            select 1, @size, least(@now, coalesce(min(r.since), @now)), @now from @replaced as r;
        end;
        commit transaction;
        select c.size, c.note, c.[timestamp] from ledger.[checkpoint] as c where c.size = @size;
        """);

    internal static readonly Statement LastCheckpoint = new(
        "ledger.last-checkpoint", "select top (1) c.size, c.note, c.[timestamp] from ledger.[checkpoint] as c order by c.size desc;");

    internal static readonly Statement Checkpoints = new(
        "ledger.checkpoints", "select c.size, c.note, c.[timestamp] from ledger.[checkpoint] as c order by c.size;");

    internal static readonly Statement Head = new("ledger.head", "select size, root from ledger.head;");

    internal static readonly Statement ReadTile = new("ledger.tile", "select hashes from ledger.tile where level = @level and [index] = @index;");

    internal static readonly Statement Unsequenced = new(
        "ledger.unsequenced", $"select top (@max) {LeafColumns} from hub.event as e where e.position is null order by e.id;");

    internal static readonly Statement Page = new(
        "ledger.leaves", $"select top (@max) {LeafColumns} from hub.event as e where e.position >= @from order by e.position;");

    internal static readonly Statement OfEvent = new(
        "ledger.of-event", $"select {LeafColumns} from hub.event as e where e.retailer_id = @retailer and e.id = @id and e.position is not null;");

    internal static readonly Statement OfExchange = new(
        "ledger.of-exchange",
        $"""
        select {LeafColumns} from hub.event as e where e.retailer_id = @retailer and e.exchange_id = @exchange
        order by iif(e.position is null, 1, 0), e.position;
        """);
}
