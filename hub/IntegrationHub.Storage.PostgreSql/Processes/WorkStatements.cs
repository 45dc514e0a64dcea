using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Statements on <c>process_work</c>.</summary>
internal static class WorkStatements
{
    /// <summary>
    /// $2 now, $3 until when it is held, $4 by whom, $5 how many. What was locked is changed where it lies: looked for by its id, a plan made while there was little work may walk through all of it.
    /// </summary>
    public const string ClaimSql =
        """
        with claimed as (
            update process_work set claimable_at = $3, claimed_by = $4, fence = fence + 1
            where retailer_id = $1 and ctid = any (array(
                select ctid from process_work where retailer_id = $1 and claimable_at <= $2 order by claimable_at, seq limit $5 for update skip locked))
            returning seq, id, instance_id, kind, number, attempt, name, data, due, fence, message_id)
        select w.seq, w.id, w.instance_id, w.kind, w.number, w.attempt, w.name, w.data, w.due, w.fence, m.id, m.payload
        from claimed w left join process_message m on m.retailer_id = $1 and m.message_id = w.message_id
        """;

    public const string DropSql = "delete from process_work where retailer_id = $1 and id = $2 and fence = $3 and instance_id = $4";

    private const string AddSql =
        """
        insert into process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, due, claimable_at, claimed_by, fence)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    /// <summary>Work for everybody who waits for a signal: $2 its name, $3 the message that carries it, $4 now.</summary>
    private static readonly string SignalSql =
        $"""
        insert into process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, message_id, due, claimable_at, fence)
        select $1, gen_random_uuid(), waiting.instance_id, {(int)WorkKind.Signal}, 0, 0, $2, '', $3, $4, $4, 0
        from (select distinct instance_id from process_subscription where retailer_id = $1 and is_signal and message_id is null and name = $2 and key = '') as waiting
        """;

    /// <summary>Work for what an activity called and nobody wants any more: $2 instance, $3 token, $4 now. Statuses up to running.</summary>
    private static readonly string CancelCalledSql =
        $"""
        insert into process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, due, claimable_at, fence)
        select $1, gen_random_uuid(), id, {(int)WorkKind.CancelInstance}, 0, 0, '', '', $4, $4, 0
        from process_instance where retailer_id = $1 and caller_id = $2 and caller_token = $3 and status <= {(int)Workflows.Execution.InstanceStatus.Running}
        """;

    public static NpgsqlBatchCommand Add(ProcessValues values, NewWork work)
    {
        var command = new NpgsqlBatchCommand(AddSql);
        command.Parameters
            .Int(values.Retailer).Uuid(work.Id).Uuid(work.Instance).Short((int)work.Kind).Int(work.Number).Int(work.Attempt).Text(work.Name)
            .Bytes(values.Seal(SealedColumns.WorkData, work.Id, work.Data)).Time(work.Due).Time(work.ClaimableAt).Text(work.Holder).Int(work.Fence);
        return command;
    }

    public static NpgsqlBatchCommand Signal(int retailer, string name, string message, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(SignalSql);
        command.Parameters.Int(retailer).Text(name).Text(message).Time(now);
        return command;
    }

    public static NpgsqlBatchCommand CancelCalled(int retailer, Guid instance, int token, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(CancelCalledSql);
        command.Parameters.Int(retailer).Uuid(instance).Int(token).Time(now);
        return command;
    }

    public static NpgsqlBatchCommand Remove(int retailer, Guid instance, int number, params WorkKind[] kinds)
    {
        var command = new NpgsqlBatchCommand("delete from process_work where retailer_id = $1 and instance_id = $2 and number = $3 and kind = any ($4)");
        command.Parameters.Int(retailer).Uuid(instance).Int(number).Array(NpgsqlDbType.Smallint, kinds.Select(kind => (short)kind).ToArray());
        return command;
    }

    public static NpgsqlBatchCommand RemoveAll(int retailer, Guid instance)
    {
        var command = new NpgsqlBatchCommand("delete from process_work where retailer_id = $1 and instance_id = $2");
        command.Parameters.Int(retailer).Uuid(instance);
        return command;
    }

    public static (long Order, Claim Claim) Read(ProcessValues values, NpgsqlDataReader reader) => (
        reader.GetInt64(0),
        new Claim(
            new Work(
                reader.GetGuid(1), reader.GetGuid(2), (WorkKind)reader.GetInt16(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetString(6),
                DataOf(values, reader), reader.Time(8)),
            reader.GetInt32(9)));

    /// <summary>A delivery has what its message has: sealed values belong to one row, so none is copied.</summary>
    private static ContextValue DataOf(ProcessValues values, NpgsqlDataReader reader) => reader.Uuid(10) is { } message
        ? values.Open(SealedColumns.MessagePayload, message, reader.Bytes(11))
        : values.Open(SealedColumns.WorkData, reader.GetGuid(1), reader.Bytes(7));
}
