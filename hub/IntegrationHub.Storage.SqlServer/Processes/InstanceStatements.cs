using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Processes;

/// <summary>The row of an instance: a step changes it on the revision that it was decided on.</summary>
internal static class InstanceStatements
{
    private const string Columns = "i.id, i.process, i.version, i.revision, i.state, i.caller_id, i.caller_token, i.started_at";

    /// <summary>Gives 0 where the id is taken: an answer, not an error; see <c>CommitStatements</c> for why <c>xact_abort</c> is off.</summary>
    internal static readonly Statement Start = new(
        "processes.start",
        $"""
        declare @started int = 1;
        set xact_abort off;
        begin try
            insert into hub.process_instance
                (retailer_id, id, process, version, revision, status, business_key, state, completers, incidents, caller_id, caller_token, started_at)
            values (@retailer, @id, @process, @version, @revision, @status, @business_key, @state, @completers, @incidents, @caller, @caller_token, @started_at);
        end try
        begin catch
            if error_number() not in ({Faults.DuplicateKeyInIndex}, {Faults.DuplicateKey})
                throw;
            set @started = 0;
        end catch;
        select @started;
        """);

    /// <summary>Gives 0 where another step came first.</summary>
    internal static readonly Statement Advance = new(
        "processes.advance",
        """
        update hub.process_instance
        set process = @process, version = @version, revision = @revision, status = @status, state = @state, completers = @completers, incidents = @incidents
        where retailer_id = @retailer and id = @id and revision = @revision - 1;
        select @@rowcount;
        """);

    internal static readonly Statement Find = new("processes.find", $"select {Columns} from hub.process_instance as i where i.retailer_id = @retailer and i.id = @id;");

    /// <summary>By business key or not, with open incidents or not: each has an index of its own.</summary>
    internal static readonly Statement[] Lists = [.. Enumerable.Range(0, 4).Select(static form => List((form & 1) != 0, (form & 2) != 0))];

    public static Statement For(InstanceQuery query) => Lists[(query.BusinessKey is null ? 0 : 1) | (query.OnlyWithIncidents ? 2 : 0)];

    public static void Fill(SqlParameterCollection parameters, int retailer, InstanceQuery query)
    {
        var (before, id) = query.After ?? (TaskPlace.Never, Guid.AllBitsSet);
        parameters.Int("@retailer", retailer).Int("@most", query.Most).Time("@before", before).Id("@before_id", id).Text("@process", query.Process)
            .ShortOrNull("@status", (int?)query.Status);
        if (query.BusinessKey is { } key)
            parameters.Text("@business_key", key);
    }

    public static void Fill(SqlParameterCollection parameters, ProcessValues values, InstanceRow row)
    {
        parameters.Int("@retailer", values.Retailer).Id("@id", row.Id).Text("@process", row.Definition.Process).Int("@version", row.Definition.Version).Long("@revision", row.Revision)
            .Short("@status", (int)row.State.Status)
            .Bytes("@state", values.Values.Seal(SealedColumns.ProcessState, values.Retailer, row.Id, StateJson.Write(row.State)))
            .LongText("@completers", CompletersJson.Write(row.State.Completers)).Int("@incidents", row.State.Incidents.Count);
        if (row.Revision == 1)
        {
            parameters.Text("@business_key", row.State.BusinessKey).Id("@caller", row.Caller?.Instance).Int("@caller_token", row.Caller?.Token).Time("@started_at", row.StartedAt);
        }
    }

    public static InstanceRow Read(ProcessValues values, SqlDataReader reader) => new(
        reader.Id(0),
        new DefinitionKey(reader.GetString(1), reader.GetInt32(2)),
        reader.GetInt64(3),
        StateJson.Read(values.Values.Open(SealedColumns.ProcessState, values.Retailer, reader.Id(0), reader.Bytes(4))),
        reader.IdOrNull(5) is { } caller ? new CallerLink(caller, reader.GetInt32(6)) : null,
        reader.Time(7));

    /// <summary>A plan for each set of filters: one that serves all of them would read the whole of the retailer's instances.</summary>
    private static Statement List(bool key, bool incidents) => new(
        $"processes.list{(key ? "+key" : "")}{(incidents ? "+incidents" : "")}",
        $"""
        select top (@most) {Columns} from hub.process_instance as i
        where i.retailer_id = @retailer{(key ? " and i.business_key = @business_key" : "")}{(incidents ? " and i.incidents > 0" : "")}
            and i.started_at <= @before and (i.started_at < @before or i.id < @before_id)
            and (@process is null or i.process = @process) and (@status is null or i.status = @status)
        order by i.started_at desc, i.id desc
        option (recompile);
        """);
}
