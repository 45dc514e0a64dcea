using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Processes;

/// <summary>Tasks that people can do, and for each role that may do one a row in the order of the list.</summary>
internal static class TaskStatements
{
    private const string Columns =
        "t.instance_id, t.token, t.process, t.version, t.node, t.name, t.business_key, t.inputs, t.priority, t.due_order, t.opened_at, t.claimed_by, t.id";

    private const string Whole =
        """
        join hub.process_task as t on t.instance_id = page.instance_id and t.token = page.token
        join hub.process_instance as i on i.retailer_id = t.retailer_id and i.id = t.instance_id
        where t.retailer_id = @retailer
        order by t.due_order, t.opened_at, t.instance_id, t.token
        """;

    internal static readonly Statement Open = new(
        "processes.open-task",
        """
        insert into hub.process_task (retailer_id, instance_id, token, process, version, node, name, business_key, inputs, priority, due_order, opened_at, id)
        values (@retailer, @instance, @token, @process, @version, @node, @name, @business_key, @inputs, @priority, @due, @now, @id);
        """);

    internal static readonly Statement Offer = new(
        "processes.offer-task",
        """
        insert into hub.process_candidate (retailer_id, instance_id, token, role, since, due_order, opened_at, held)
        select @retailer, @instance, @token, r.value, @since, @due, @now, 0 from @roles as r;
        """);

    internal static readonly Statement Close = new(
        "processes.close-task",
        """
        delete from hub.process_task where retailer_id = @retailer and instance_id = @instance and token = @token;
        delete from hub.process_candidate where retailer_id = @retailer and instance_id = @instance and token = @token;
        """);

    internal static readonly Statement Move = new(
        "processes.move-task",
        """
        update hub.process_task set version = @version, node = @node, name = @name, priority = @priority, claimed_by = iif(@release = 1, null, claimed_by)
        where retailer_id = @retailer and instance_id = @instance and token = @token;
        delete from hub.process_candidate where retailer_id = @retailer and instance_id = @instance and token = @token;
        insert into hub.process_candidate (retailer_id, instance_id, token, role, since, due_order, opened_at, held)
        select t.retailer_id, t.instance_id, t.token, offer.role, iif(offer.late = 1, t.due_order, @now), t.due_order, t.opened_at, iif(t.claimed_by is null, 0, 1)
        from hub.process_task as t cross join (select r.value as role, 0 as late from @roles as r union all select l.value, 1 from @late as l) as offer
        where t.retailer_id = @retailer and t.instance_id = @instance and t.token = @token and (offer.late = 0 or t.due_order < @never);
        """);

    internal static readonly Statement Find = new(
        "processes.find-task", $"select {Columns} from hub.process_task as t where t.retailer_id = @retailer and t.instance_id = @instance and t.token = @token;");

    internal static readonly Statement All = new(
        "processes.tasks",
        $"""
        select {Columns}, i.completers from (
            {Page("hub.process_task", "")}) as page
        {Whole};
        """);

    /// <summary>
    /// A person's tasks. Each role's page is read from the index in its order, so what others have to do costs nothing; a task that several of the roles
    /// may do comes once.
    /// </summary>
    internal static readonly Statement Offered = new(
        "processes.tasks-offered",
        $"""
        select {Columns}, i.completers from (
            select top (@most) both_kinds.due_order, both_kinds.opened_at, both_kinds.instance_id, both_kinds.token from (
                select mine.due_order, mine.opened_at, mine.instance_id, mine.token from @roles as wanted cross apply (
                    {Page("hub.process_candidate", " and x.role = wanted.value and x.held = 0 and x.since <= @now")}) as mine
                union
                select kept.due_order, kept.opened_at, kept.instance_id, kept.token from @holders as holding cross apply (
                    {Page("hub.process_task", " and x.claimed_by = holding.value and x.claimed_by is not null")}) as kept) as both_kinds
            order by both_kinds.due_order, both_kinds.opened_at, both_kinds.instance_id, both_kinds.token) as page
        {Whole};
        """);

    /// <summary>Gives 0 where the task is closed, or held by somebody else than was thought.</summary>
    internal static readonly Statement Hold = new(
        "processes.hold-task",
        $"""
        set xact_abort on;
        begin transaction;
        declare @changed int;
        update hub.process_task set claimed_by = @holder
        where retailer_id = @retailer and instance_id = @instance and token = @token and claimed_by is not distinct from @expected;
        set @changed = @@rowcount;
        if @changed = 1
        begin
            update hub.process_candidate set held = iif(@holder is null, 0, 1) where retailer_id = @retailer and instance_id = @instance and token = @token;
            {EventList.Insert}
        end;
        commit transaction;
        select @changed;
        """);

    public static void FillOpen(SqlParameterCollection parameters, ProcessValues values, StepCommit commit, Guid id, Effect.OpenTask task)
    {
        var row = commit.Instance;
        parameters.Task(values.Retailer, row.Id, task.Token).Text("@process", row.Definition.Process).Int("@version", row.Definition.Version).Text("@node", task.Node)
            .Text("@name", task.Name).Text("@business_key", row.State.BusinessKey).Bytes("@inputs", values.Seal(SealedColumns.TaskInputs, id, task.Inputs))
            .Int("@priority", task.Task.Priority).Time("@due", task.Due ?? TaskPlace.Never).Time("@now", commit.At).Id("@id", id);
    }

    /// <summary>The roles that may do it from the same time on.</summary>
    public static void FillOffer(SqlParameterCollection parameters, int retailer, StepCommit commit, Effect.OpenTask task, DateTimeOffset since, IEnumerable<string> roles) =>
        parameters.Task(retailer, commit.Instance.Id, task.Token).Time("@since", since).Time("@due", task.Due ?? TaskPlace.Never).Time("@now", commit.At).TextList("@roles", roles);

    public static void FillMove(SqlParameterCollection parameters, int retailer, StepCommit commit, Effect.MoveTask task) =>
        parameters.Task(retailer, commit.Instance.Id, task.Token).Int("@version", commit.Instance.Definition.Version).Text("@node", task.Node).Text("@name", task.Name)
            .Int("@priority", task.Task.Priority).Bool("@release", task.Release).Time("@now", commit.At).Time("@never", TaskPlace.Never)
            .TextList("@roles", task.Task.Roles.Distinct(StringComparer.Ordinal)).TextList("@late", task.Task.EscalateTo.Except(task.Task.Roles, StringComparer.Ordinal));

    public static SqlParameterCollection Task(this SqlParameterCollection parameters, int retailer, Guid instance, int token) =>
        parameters.Int("@retailer", retailer).Id("@instance", instance).Int("@token", token);

    public static void Fill(SqlParameterCollection parameters, int retailer, TaskQuery query)
    {
        parameters.Int("@retailer", retailer).Time("@due", query.After.Due).Time("@opened", query.After.OpenedAt).Id("@instance", query.After.Instance)
            .Int("@token", query.After.Token).Int("@most", query.Most);
        if (query.Roles is { } roles)
            parameters.TextList("@roles", roles).TextList("@holders", query.Holders).Time("@now", query.Now);
    }

    public static TaskRow Read(ProcessValues values, SqlDataReader reader) => new(
        reader.Id(0),
        reader.GetInt32(1),
        new DefinitionKey(reader.GetString(2), reader.GetInt32(3)),
        reader.GetString(4),
        reader.GetString(5),
        reader.GetString(6),
        values.Open(SealedColumns.TaskInputs, reader.Id(12), reader.Bytes(7)),
        reader.GetInt32(8),
        reader.Time(9) is var due && due == TaskPlace.Never ? null : due,
        reader.Time(10),
        reader.Text(11));

    public static OpenTask ReadOpen(ProcessValues values, SqlDataReader reader) => new(Read(values, reader), CompletersJson.Read(reader.GetString(13)));

    /// <summary>Places behind one, in order. The server compares no rows: the first column bounds the range in the index, the others choose within it.</summary>
    private static string Page(string table, string condition) =>
        $"""
        select top (@most) x.due_order, x.opened_at, x.instance_id, x.token from {table} as x
                where x.retailer_id = @retailer{condition} and x.due_order >= @due and (x.due_order > @due or x.opened_at > @opened or (x.opened_at = @opened
                    and (x.instance_id > @instance or (x.instance_id = @instance and x.token > @token))))
                order by x.due_order, x.opened_at, x.instance_id, x.token
        """;
}
