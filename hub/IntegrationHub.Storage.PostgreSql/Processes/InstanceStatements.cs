using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>The row of an instance, and what makes a step right: the revision it was decided on and the claim it works under.</summary>
/// <remarks>
/// A batch is one transaction, and what must hold is a statement in it that fails where it does not: division by zero means that the revision is not the
/// one decided on, the logarithm of zero that the claim is lost. So a step is one round trip, and nothing of a refused one is kept.
/// </remarks>
internal static class InstanceStatements
{
    /// <summary>SQLSTATE of a step on an older revision.</summary>
    public const string Conflict = PostgresErrorCodes.DivisionByZero;

    /// <summary>SQLSTATE of a step under a claim that another one has now.</summary>
    public const string ClaimLost = PostgresErrorCodes.InvalidArgumentForLogarithm;

    private const string Columns = "id, process, version, revision, state, caller_id, caller_token, started_at";

    private const string InsertSql =
        """
        with made as (
            insert into process_instance (retailer_id, id, process, version, revision, status, business_key, state, completers, incidents, caller_id, caller_token, started_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (retailer_id, id) do nothing returning 1)
        select 1 / count(*) from made
        """;

    /// <summary>An instance goes on, if it is at the revision that the step was decided on.</summary>
    public const string Change =
        """
        update process_instance set process = $3, version = $4, revision = $5, status = $6, state = $7, completers = $8, incidents = $9
            where retailer_id = $1 and id = $2 and revision = $5 - 1 returning 1
        """;

    private const string UpdateSql = $"with changed as ({Change}) select 1 / count(*) from changed";

    /// <summary>With the instance: a plan made while the table was small may take any index that begins with the retailer, and then reads little all the same.</summary>
    private const string DoneSql =
        "with done as (delete from process_work where retailer_id = $1 and id = $2 and fence = $3 and instance_id = $4 returning 1) select ln(count(*)) from done";

    public const string FindSql = $"select {Columns} from process_instance where retailer_id = $1 and id = $2";

    /// <summary>$2 process, $3 business key, $4 status, $5 and $6 the last one of the page before, $7 how many.</summary>
    public static string ListSql(InstanceQuery query) =>
        $"""
        select {Columns} from process_instance
        where retailer_id = $1 and (started_at, id) < ($5, $6)
            {(query.BusinessKey is null ? "and $3::text is null" : "and business_key = $3")}
            {(query.OnlyWithIncidents ? "and incidents > 0" : "")}
            and ($2::text is null or process = $2) and ($4::smallint is null or status = $4)
        order by started_at desc, id desc limit $7
        """;

    public static NpgsqlBatchCommand Write(ProcessValues values, InstanceRow row)
    {
        var isNew = row.Revision == 1;
        var command = new NpgsqlBatchCommand(isNew ? InsertSql : UpdateSql);
        command.Parameters.Int(values.Retailer).Uuid(row.Id).Text(row.Definition.Process).Int(row.Definition.Version).Long(row.Revision).Short((int)row.State.Status);
        if (isNew)
        {
            command.Parameters.Text(row.State.BusinessKey);
        }

        command.Parameters.Bytes(values.Values.Seal(SealedColumns.ProcessState, values.Retailer, row.Id, StateJson.Write(row.State))).Text(CompletersJson.Write(row.State.Completers)).Int(row.State.Incidents.Count);
        if (isNew)
        {
            command.Parameters.Uuid(row.Caller?.Instance).Int(row.Caller?.Token).Time(row.StartedAt);
        }

        return command;
    }

    public static NpgsqlBatchCommand Done(int retailer, Claim claim)
    {
        var command = new NpgsqlBatchCommand(DoneSql);
        command.Parameters.Int(retailer).Uuid(claim.Work.Id).Int(claim.Fence).Uuid(claim.Work.Instance);
        return command;
    }

    public static InstanceRow Read(ProcessValues values, NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        new DefinitionKey(reader.GetString(1), reader.GetInt32(2)),
        reader.GetInt64(3),
        StateJson.Read(values.Values.Open(SealedColumns.ProcessState, values.Retailer, reader.GetGuid(0), reader.Bytes(4))),
        reader.Uuid(5) is { } caller ? new CallerLink(caller, reader.GetInt32(6)) : null,
        reader.Time(7));
}
