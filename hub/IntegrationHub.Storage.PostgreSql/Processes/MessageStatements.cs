using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Messages and those who wait for them.</summary>
internal static class MessageStatements
{
    private const string LockSql = "select pg_advisory_xact_lock(one) from unnest($1::bigint[]) as one";

    private const string SubscribeSql =
        "insert into process_subscription (retailer_id, instance_id, wait, is_signal, name, key) values ($1, $2, $3, $4, $5, $6)";

    /// <summary>A message on its way to somebody who no longer waits is free again.</summary>
    private const string DisarmSql =
        """
        with gone as (delete from process_subscription where retailer_id = $1 and instance_id = $2 and wait = $3 returning message_id)
        update process_message set is_free = true from gone where process_message.retailer_id = $1 and process_message.message_id = gone.message_id
        """;

    private const string DeliveredSql = "update process_subscription set message_id = null where retailer_id = $1 and instance_id = $2 and wait = $3";

    private const string KeepSql =
        """
        insert into process_message (retailer_id, message_id, name, key, payload, received_at, is_free, id) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (retailer_id, message_id) do nothing returning 1
        """;

    public const string IsFreeSql = "select is_free from process_message where retailer_id = $1 and message_id = $2";

    /// <summary>Of each name and key the oldest free message to who has waited longest, one to one: $2 names, $3 keys, $4 now.</summary>
    private static readonly string MatchSql =
        $"""
        with wanted as (select distinct w.name, w.key from unnest($2::text[], $3::text[]) as w(name, key)),
        kept as (
            select m.message_id, m.name, m.key, row_number() over (partition by m.name, m.key order by m.seq) as place
            from wanted join process_message m on m.retailer_id = $1 and m.is_free and m.name = wanted.name and m.key = wanted.key),
        waiting as (
            select s.instance_id, s.wait, s.name, s.key, row_number() over (partition by s.name, s.key order by s.seq) as place
            from wanted join process_subscription s on s.retailer_id = $1 and s.message_id is null and not s.is_signal and s.name = wanted.name and s.key = wanted.key),
        pair as (select waiting.instance_id, waiting.wait, kept.message_id, kept.name from kept join waiting using (name, key, place)),
        taken as (update process_message m set is_free = false from pair where m.retailer_id = $1 and m.message_id = pair.message_id),
        given as (update process_subscription s set message_id = pair.message_id from pair where s.retailer_id = $1 and s.instance_id = pair.instance_id and s.wait = pair.wait)
        insert into process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, message_id, due, claimable_at, fence)
        select $1, gen_random_uuid(), pair.instance_id, {(int)WorkKind.Message}, pair.wait, 0, pair.name, '', pair.message_id, $4, $4, 0 from pair
        """;

    /// <summary>Locks in one order, whoever takes them.</summary>
    public static NpgsqlBatchCommand Lock(int retailer, IReadOnlyList<MessageKey> keys)
    {
        var command = new NpgsqlBatchCommand(LockSql);
        command.Parameters.Array(NpgsqlDbType.Bigint, MessageKey.Locks(retailer, keys).ToArray());
        return command;
    }

    public static NpgsqlBatchCommand Match(int retailer, IReadOnlyList<MessageKey> keys, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(MatchSql);
        command.Parameters.Int(retailer).Array(NpgsqlDbType.Text, keys.Select(key => key.Name).ToArray()).Array(NpgsqlDbType.Text, keys.Select(key => key.Key).ToArray()).Time(now);
        return command;
    }

    public static NpgsqlBatchCommand Subscribe(int retailer, Guid instance, Effect.Subscribe subscribe)
    {
        var isSignal = subscribe.Kind == WaitKind.Signal;
        var command = new NpgsqlBatchCommand(SubscribeSql);
        command.Parameters.Int(retailer).Uuid(instance).Int(subscribe.Wait).Bool(isSignal).Text(subscribe.Name).Text(isSignal ? "" : subscribe.Key);
        return command;
    }

    public static NpgsqlBatchCommand Disarm(int retailer, Guid instance, int wait) => OfWait(DisarmSql, retailer, instance, wait);

    public static NpgsqlBatchCommand Delivered(int retailer, Guid instance, int wait) => OfWait(DeliveredSql, retailer, instance, wait);

    public static NpgsqlBatchCommand Keep(ProcessValues values, Guid id, IncomingMessage message, DateTimeOffset now, bool isFree)
    {
        var command = new NpgsqlBatchCommand(KeepSql);
        command.Parameters
            .Int(values.Retailer).Text(message.Id).Text(message.Name).Text(message.Key).Bytes(values.Seal(SealedColumns.MessagePayload, id, message.Payload)).Time(now).Bool(isFree).Uuid(id);
        return command;
    }

    private static NpgsqlBatchCommand OfWait(string sql, int retailer, Guid instance, int wait)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Int(retailer).Uuid(instance).Int(wait);
        return command;
    }
}
