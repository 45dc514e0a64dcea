using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Processes;

/// <summary>Statements on <c>process_work</c>.</summary>
internal static class WorkStatements
{
    /// <summary>A claim that a crash of the machine takes back is only made again: it need not wait for the disk.</summary>
    internal static readonly Statement Claim = new(
        "processes.claim",
        """
        set xact_abort on;
        begin transaction;
        declare @claimed table (id binary(16) not null primary key);
        with due as (
            select top (@max) id, claimable_at, claimed_by, fence from hub.process_work with (updlock, readpast, rowlock)
            where retailer_id = @retailer and claimable_at <= @now order by claimable_at, seq)
        update due set claimable_at = @until, claimed_by = @node, fence = fence + 1
        output inserted.id into @claimed (id);
        select w.seq, w.id, w.instance_id, w.kind, w.number, w.attempt, w.name, w.data, w.due, w.fence, m.id, m.payload
        from hub.process_work as w join @claimed as c on c.id = w.id
        left join hub.process_message as m on m.retailer_id = w.retailer_id and m.message_id = w.message_id
        where w.retailer_id = @retailer;
        commit transaction with (delayed_durability = on);
        """);

    /// <summary>Gives 0 where the claim is lost.</summary>
    internal static readonly Statement Finish = new(
        "processes.finish", "delete from hub.process_work where retailer_id = @retailer and id = @id and fence = @fence;\nselect @@rowcount;");

    internal static readonly Statement Add = new(
        "processes.add-work",
        """
        insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, due, claimable_at, claimed_by, fence)
        values (@retailer, @id, @instance, @kind, @number, @attempt, @name, @data, @due, @claimable_at, @holder, @fence);
        """);

    /// <summary>One to three kinds; of fewer the first stands again.</summary>
    internal static readonly Statement Remove = new(
        "processes.remove-work",
        "delete from hub.process_work where retailer_id = @retailer and instance_id = @instance and kind in (@kind, @kind2, @kind3) and number = @number;");

    internal static readonly Statement RemoveAll = new("processes.remove-all-work", "delete from hub.process_work where retailer_id = @retailer and instance_id = @instance;");

    /// <summary>Ids of the server: how many wait is known there only.</summary>
    internal static readonly Statement Signal = new(
        "processes.signal",
        $"""
        insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, message_id, due, claimable_at, fence)
        select @retailer, convert(binary(16), newid()), waiting.instance_id, {(int)WorkKind.Signal}, 0, 0, @name, 0x, @message, @now, @now, 0
        from (
            select distinct s.instance_id from hub.process_subscription as s
            where s.retailer_id = @retailer and s.is_signal = 1 and s.message_id is null and s.name = @name and s.[key] = N'') as waiting;
        """);

    /// <summary>Statuses up to running.</summary>
    internal static readonly Statement CancelCalled = new(
        "processes.cancel-called",
        $"""
        insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, due, claimable_at, fence)
        select @retailer, convert(binary(16), newid()), i.id, {(int)WorkKind.CancelInstance}, 0, 0, N'', 0x, @now, @now, 0
        from hub.process_instance as i
        where i.retailer_id = @retailer and i.caller_id = @caller and i.caller_id is not null and i.caller_token = @token and i.status <= {(int)InstanceStatus.Running};
        """);

    public static void Fill(SqlParameterCollection parameters, ProcessValues values, NewWork work) =>
        parameters.Int("@retailer", values.Retailer).Id("@id", work.Id).Id("@instance", work.Instance).Short("@kind", (int)work.Kind).Int("@number", work.Number)
            .Int("@attempt", work.Attempt).Text("@name", work.Name).Bytes("@data", values.Seal(SealedColumns.WorkData, work.Id, work.Data)).Time("@due", work.Due)
            .Time("@claimable_at", work.ClaimableAt).Text("@holder", work.Holder).Int("@fence", work.Fence);

    public static void FillRemove(SqlParameterCollection parameters, int retailer, Guid instance, int number, WorkKind[] kinds)
    {
        parameters.Int("@retailer", retailer).Id("@instance", instance).Int("@number", number);
        foreach (var (name, position) in (ReadOnlySpan<(string, int)>)[("@kind", 0), ("@kind2", 1), ("@kind3", 2)])
            parameters.Short(name, (int)kinds[position < kinds.Length ? position : 0]);
    }

    public static (long Order, Claim Claim) Read(ProcessValues values, SqlDataReader reader) => (
        reader.GetInt64(0),
        new Claim(
            new Work(
                reader.Id(1), reader.Id(2), (WorkKind)reader.GetInt16(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetString(6), DataOf(values, reader), reader.Time(8)),
            reader.GetInt32(9)));

    /// <summary>A delivery has what its message has: sealed values belong to one row, so none is copied.</summary>
    private static ContextValue DataOf(ProcessValues values, SqlDataReader reader) => reader.IdOrNull(10) is { } message
        ? values.Open(SealedColumns.MessagePayload, message, reader.Bytes(11))
        : values.Open(SealedColumns.WorkData, reader.Id(1), reader.Bytes(7));
}
