using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Tasks that people can do, and for each role that may do one a row in the order of the list.</summary>
internal static class TaskStatements
{
    private const string Columns =
        "t.instance_id, t.token, t.process, t.version, t.node, t.name, t.business_key, t.inputs, t.priority, t.due_order, t.opened_at, t.claimed_by, t.id";

    private const string Place = "due_order, opened_at, instance_id, token";

    private const string OpenSql =
        """
        insert into process_task (retailer_id, instance_id, token, process, version, node, name, business_key, inputs, priority, due_order, opened_at, id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private const string OfferSql =
        """
        insert into process_candidate (retailer_id, instance_id, token, role, since, due_order, opened_at, held)
        select $1, $2, $3, offer.role, offer.since, $6, $7, false from unnest($4::text[], $5::timestamptz[]) as offer(role, since)
        """;

    /// <summary>$4 to $7 what the task is now, $8 whether it is given back, $9 roles and $10 which of them only when it is due, $11 now, $12 no date.</summary>
    private const string MoveSql =
        """
        with moved as (
            update process_task set version = $4, node = $5, name = $6, priority = $7, claimed_by = case when $8 then null else claimed_by end
            where retailer_id = $1 and instance_id = $2 and token = $3 returning due_order, opened_at, claimed_by)
        insert into process_candidate (retailer_id, instance_id, token, role, since, due_order, opened_at, held)
        select $1, $2, $3, offer.role, case when offer.late then moved.due_order else $11 end, moved.due_order, moved.opened_at, moved.claimed_by is not null
        from moved, unnest($9::text[], $10::boolean[]) as offer(role, late)
        where not offer.late or moved.due_order < $12
        """;

    public const string FindSql = $"select {Columns} from process_task t where t.retailer_id = $1 and t.instance_id = $2 and t.token = $3";

    /// <summary>All tasks: $2 to $5 the place of the last one of the page before, $6 how many.</summary>
    public const string AllSql =
        $"""
        select {Columns}, i.completers from (
            select {Place} from process_task where retailer_id = $1 and ({Place}) > ($2, $3, $4, $5) order by {Place} limit $6) as page
        join process_task t on t.retailer_id = $1 and t.instance_id = page.instance_id and t.token = page.token
        join process_instance i on i.retailer_id = $1 and i.id = t.instance_id
        order by t.due_order, t.opened_at, t.instance_id, t.token
        """;

    /// <summary>
    /// A person's tasks, as <see cref="AllSql"/>; $7 roles, $8 now, $9 holders. Each role's page is read from the index in its order, so what others
    /// have to do costs nothing.
    /// </summary>
    public const string OfferedSql =
        $"""
        select {Columns}, i.completers from (
            select {Place} from (
                select mine.* from unnest($7::text[]) as wanted(role) cross join lateral (
                    select {Place} from process_candidate c
                    where c.retailer_id = $1 and c.role = wanted.role and not c.held and c.since <= $8 and ({Place}) > ($2, $3, $4, $5)
                    order by {Place} limit $6) as mine
                union
                select held.* from unnest($9::text[]) as holding(name) cross join lateral (
                    select {Place} from process_task h
                    where h.retailer_id = $1 and h.claimed_by = holding.name and ({Place}) > ($2, $3, $4, $5)
                    order by {Place} limit $6) as held) as both_kinds
            order by {Place} limit $6) as page
        join process_task t on t.retailer_id = $1 and t.instance_id = page.instance_id and t.token = page.token
        join process_instance i on i.retailer_id = $1 and i.id = t.instance_id
        order by t.due_order, t.opened_at, t.instance_id, t.token
        """;

    /// <summary>$4 who must hold it, $5 who does then; the event of it from $6 on.</summary>
    public static string HoldSql { get; } =
        $"""
        with changed as (
            update process_task set claimed_by = $5 where retailer_id = $1 and instance_id = $2 and token = $3 and claimed_by is not distinct from $4 returning 1),
        marked as (
            update process_candidate set held = $5 is not null where retailer_id = $1 and instance_id = $2 and token = $3 and exists (select from changed)),
        entry as ({EventColumns.Insert(1, 6, "changed")})
        select count(*) from changed
        """;

    public static IEnumerable<NpgsqlBatchCommand> Open(
        ProcessValues values, StepCommit commit, Guid id, Effect.OpenTask task, IReadOnlyList<(string Role, DateTimeOffset Since)> offers)
    {
        var (retailer, row) = (values.Retailer, commit.Instance);
        var due = task.Due ?? TaskPlace.Never;
        var open = new NpgsqlBatchCommand(OpenSql);
        open.Parameters
            .Int(retailer).Uuid(row.Id).Int(task.Token).Text(row.Definition.Process).Int(row.Definition.Version).Text(task.Node).Text(task.Name)
            .Text(row.State.BusinessKey).Bytes(values.Seal(SealedColumns.TaskInputs, id, task.Inputs)).Int(task.Task.Priority).Time(due).Time(commit.At).Uuid(id);
        yield return open;

        if (offers.Count > 0)
        {
            var offer = new NpgsqlBatchCommand(OfferSql);
            offer.Parameters
                .Int(retailer).Uuid(row.Id).Int(task.Token)
                .Array(NpgsqlDbType.Text, offers.Select(one => one.Role).ToArray()).Array(NpgsqlDbType.TimestampTz, offers.Select(one => one.Since.ToUniversalTime()).ToArray())
                .Time(due).Time(commit.At);
            yield return offer;
        }
    }

    public static IEnumerable<NpgsqlBatchCommand> Close(int retailer, Guid instance, int token)
    {
        foreach (var table in (string[])["process_task", "process_candidate"])
        {
            var command = new NpgsqlBatchCommand($"delete from {table} where retailer_id = $1 and instance_id = $2 and token = $3");
            command.Parameters.Int(retailer).Uuid(instance).Int(token);
            yield return command;
        }
    }

    public static IEnumerable<NpgsqlBatchCommand> Move(int retailer, StepCommit commit, Effect.MoveTask task)
    {
        var forget = new NpgsqlBatchCommand("delete from process_candidate where retailer_id = $1 and instance_id = $2 and token = $3");
        forget.Parameters.Int(retailer).Uuid(commit.Instance.Id).Int(task.Token);
        yield return forget;

        var (roles, late) = (task.Task.Roles.Distinct(StringComparer.Ordinal).ToArray(), task.Task.EscalateTo.Except(task.Task.Roles, StringComparer.Ordinal).ToArray());
        var move = new NpgsqlBatchCommand(MoveSql);
        move.Parameters
            .Int(retailer).Uuid(commit.Instance.Id).Int(task.Token).Int(commit.Instance.Definition.Version).Text(task.Node).Text(task.Name).Int(task.Task.Priority).Bool(task.Release)
            .Array(NpgsqlDbType.Text, (string[])[.. roles, .. late]).Array(NpgsqlDbType.Boolean, (bool[])[.. roles.Select(static _ => false), .. late.Select(static _ => true)])
            .Time(commit.At).Time(TaskPlace.Never);
        yield return move;
    }

    public static void AddPlace(NpgsqlParameterCollection parameters, int retailer, TaskQuery query) =>
        parameters.Int(retailer).Time(query.After.Due).Time(query.After.OpenedAt).Uuid(query.After.Instance).Int(query.After.Token).Int(query.Most);

    public static TaskRow Read(ProcessValues values, NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetInt32(1),
        new DefinitionKey(reader.GetString(2), reader.GetInt32(3)),
        reader.GetString(4),
        reader.GetString(5),
        reader.GetString(6),
        values.Open(SealedColumns.TaskInputs, reader.GetGuid(12), reader.Bytes(7)),
        reader.GetInt32(8),
        reader.Time(9) is var due && due == TaskPlace.Never ? null : due,
        reader.Time(10),
        reader.Text(11));

    public static OpenTask ReadOpen(ProcessValues values, NpgsqlDataReader reader) =>
        new(Read(values, reader), CompletersJson.Read(reader.GetString(13)));
}
