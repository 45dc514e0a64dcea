using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.Schema;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Processes;

/// <summary>Messages and those who wait for them.</summary>
/// <remarks>
/// The lock of a name and key is an application lock of the transaction. When the server refuses one to end a deadlock it raises no error: the
/// answer says so, and the whole step runs again (<see cref="AppLocks"/>).
/// </remarks>
internal static class MessageStatements
{
    /// <summary>Gives less than 0 where the lock is not granted; -3 where it was refused to end a deadlock.</summary>
    internal static readonly Statement Lock = new(
        "processes.lock-messages",
        """
        declare @granted int;
        exec @granted = sys.sp_getapplock @Resource = @lock, @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 20000;
        select @granted;
        """);

    internal static readonly Statement Subscribe = new(
        "processes.subscribe",
        "insert into hub.process_subscription (retailer_id, instance_id, wait, is_signal, name, [key]) values (@retailer, @instance, @wait, @is_signal, @name, @key);");

    internal static readonly Statement Disarm = new(
        "processes.disarm",
        $"""
        declare @gone table (message_id nvarchar(200) collate {SqlServerContext.Collation} null);
        delete from hub.process_subscription output deleted.message_id into @gone (message_id)
        where retailer_id = @retailer and instance_id = @instance and wait = @wait;
        update m set is_free = 1 from hub.process_message as m join @gone as g on g.message_id = m.message_id where m.retailer_id = @retailer;
        """);

    internal static readonly Statement Delivered = new(
        "processes.delivered", "update hub.process_subscription set message_id = null where retailer_id = @retailer and instance_id = @instance and wait = @wait;");

    /// <summary>Gives 0 where a message of that id is there already; see <c>CommitStatements</c> for why <c>xact_abort</c> is off.</summary>
    internal static readonly Statement Keep = new(
        "processes.keep-message",
        $"""
        declare @kept int = 1;
        set xact_abort off;
        begin try
            insert into hub.process_message (retailer_id, message_id, name, [key], payload, received_at, is_free, id)
            values (@retailer, @message, @name, @key, @payload, @now, @is_free, @id);
        end try
        begin catch
            if error_number() not in ({Faults.DuplicateKeyInIndex}, {Faults.DuplicateKey})
                throw;
            set @kept = 0;
        end catch;
        select @kept;
        """);

    internal static readonly Statement IsFree = new(
        "processes.is-free", "select m.is_free from hub.process_message as m where m.retailer_id = @retailer and m.message_id = @message;");

    /// <summary>Of one name and key the oldest free message to who has waited longest, one to one.</summary>
    internal static readonly Statement Match = new(
        "processes.match",
        $"""
        declare @pair table (instance_id binary(16) not null, wait int not null, message_id nvarchar(200) collate {SqlServerContext.Collation} not null);
        with kept as (
            select m.message_id, row_number() over (order by m.seq) as place from hub.process_message as m
            where m.retailer_id = @retailer and m.is_free = 1 and m.name = @name and m.[key] = @key),
        waiting as (
            select s.instance_id, s.wait, row_number() over (order by s.seq) as place from hub.process_subscription as s
            where s.retailer_id = @retailer and s.message_id is null and s.is_signal = 0 and s.name = @name and s.[key] = @key)
        insert into @pair (instance_id, wait, message_id)
        select waiting.instance_id, waiting.wait, kept.message_id from kept join waiting on waiting.place = kept.place;
        update m set is_free = 0 from hub.process_message as m join @pair as p on p.message_id = m.message_id where m.retailer_id = @retailer;
        update s set message_id = p.message_id from hub.process_subscription as s join @pair as p on p.instance_id = s.instance_id and p.wait = s.wait
        where s.retailer_id = @retailer;
        insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, message_id, due, claimable_at, fence)
        select @retailer, convert(binary(16), newid()), p.instance_id, {(int)WorkKind.Message}, p.wait, 0, @name, 0x, p.message_id, @now, @now, 0 from @pair as p;
        """);

    /// <summary>Numbers of the locks of names and keys, which are the same to the server without the spaces at their ends.</summary>
    public static IReadOnlyList<long> LocksOf(int retailer, IEnumerable<MessageKey> keys) =>
        MessageKey.Locks(retailer, keys.Select(static key => new MessageKey(key.Name.TrimEnd(' '), key.Key.TrimEnd(' '))));

    public static void FillLock(SqlParameterCollection parameters, long number) => parameters.Name("@lock", AppLocks.NameOf("message", number));

    public static void FillKeep(SqlParameterCollection parameters, ProcessValues values, Guid id, IncomingMessage message, DateTimeOffset now, bool isFree) =>
        parameters.Int("@retailer", values.Retailer).Text("@message", message.Id).Text("@name", message.Name).Text("@key", message.Key)
            .Bytes("@payload", values.Seal(SealedColumns.MessagePayload, id, message.Payload)).Time("@now", now).Bool("@is_free", isFree).Id("@id", id);

    public static void FillMatch(SqlParameterCollection parameters, int retailer, MessageKey key, DateTimeOffset now) =>
        parameters.Int("@retailer", retailer).Text("@name", key.Name).Text("@key", key.Key).Time("@now", now);
}
