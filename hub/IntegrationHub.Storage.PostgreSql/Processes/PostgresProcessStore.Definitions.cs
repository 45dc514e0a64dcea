using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Workflows.Engine.Store;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <content>Definitions: versions are added and never changed.</content>
internal sealed partial class PostgresProcessStore
{
    private const string DefinitionColumns = "process, version, digest, file, deployed_at, deployed_by";

    /// <summary>One deployment after the other; key of the advisory lock ("bpmn" in ASCII).</summary>
    private const string DeployLockSql = "select pg_advisory_xact_lock(1651535214, $1)";

    private static readonly string DeploySql =
        $"""
        with newest as (
            select version, digest from process_definition where retailer_id = $1 and process = $2 order by version desc limit 1),
        made as (
            insert into process_definition (retailer_id, process, version, digest, file, deployed_at, deployed_by)
            select $1, $2, coalesce((select version from newest), 0) + 1, $3, $4, $5, $6
            where not exists (select from newest where digest = $3) returning version),
        entry as ({EventColumns.Insert(1, 7, "made")})
        select coalesce((select version from made), (select version from newest))
        """;

    public Task<IReadOnlyList<DefinitionKey>> DeployAsync(
        IReadOnlyList<string> processes, string digest, ReadOnlyMemory<byte> file, string by, DateTimeOffset now, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var batch = database.Commits.CreateBatch(Own);
        var locked = new NpgsqlBatchCommand(DeployLockSql);
        locked.Parameters.Int(Retailer.Value);
        batch.BatchCommands.Add(locked);
        foreach (var process in processes)
        {
            var command = new NpgsqlBatchCommand(DeploySql);
            command.Parameters.Int(Retailer.Value).Text(process).Text(digest).Bytes(file).Time(now).Text(by);
            var entry = new ExchangeEvent(
                Guid.CreateVersion7(now), now, "process.deployed", ExchangeId: null, PartyId: null, by, EventData.Json(("process", process), ("digest", digest)));
            EventColumns.Add(command.Parameters, database.Values, Retailer, [entry]);
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var keys = new List<DefinitionKey>();
        foreach (var process in processes)
        {
            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            keys.Add(new DefinitionKey(process, reader.GetInt32(0)));
        }

        await reader.NextResultAsync(cancellation);
        return (IReadOnlyList<DefinitionKey>)keys;
    });

    public async Task<DefinitionRow?> FindDefinitionAsync(string process, int? version, CancellationToken cancellation) =>
        (await ReadDefinitionsAsync(
            $"select {DefinitionColumns} from process_definition where retailer_id = $1 and process = $2 and ($3::integer is null or version = $3) order by version desc limit 1",
            parameters => parameters.Text(process).Int(version),
            cancellation)).SingleOrDefault();

    public Task<IReadOnlyList<DefinitionRow>> NewestDefinitionsAsync(CancellationToken cancellation) => ReadDefinitionsAsync(
        $"select distinct on (process) {DefinitionColumns} from process_definition where retailer_id = $1 order by process, version desc", static _ => { }, cancellation);

    private Task<IReadOnlyList<DefinitionRow>> ReadDefinitionsAsync(string sql, Action<NpgsqlParameterCollection> fill, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(Own, sql);
        command.Parameters.Int(Retailer.Value);
        fill(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<DefinitionRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new DefinitionRow(new DefinitionKey(reader.GetString(0), reader.GetInt32(1)), reader.GetString(2), reader.Bytes(3), reader.Time(4), reader.GetString(5)));
        }

        return (IReadOnlyList<DefinitionRow>)rows;
    });
}
