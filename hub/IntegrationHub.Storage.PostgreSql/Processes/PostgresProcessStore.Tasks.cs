using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Workflows.Engine.Store;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <content>What people look at and hold.</content>
internal sealed partial class PostgresProcessStore
{
    public Task<IReadOnlyList<OpenTask>> TasksAsync(TaskQuery query, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(Own, query.Roles is null ? TaskStatements.AllSql : TaskStatements.OfferedSql);
        TaskStatements.AddPlace(command.Parameters, Retailer.Value, query);
        if (query.Roles is { } roles)
        {
            command.Parameters.Array(NpgsqlDbType.Text, roles.ToArray()).Time(query.Now).Array(NpgsqlDbType.Text, query.Holders.ToArray());
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tasks = new List<OpenTask>();
        while (await reader.ReadAsync(cancellation))
        {
            tasks.Add(TaskStatements.ReadOpen(Values, reader));
        }

        return (IReadOnlyList<OpenTask>)tasks;
    });

    public Task<TaskRow?> FindTaskAsync(Guid instance, int token, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(Own, TaskStatements.FindSql);
        command.Parameters.Int(Retailer.Value).Uuid(instance).Int(token);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? TaskStatements.Read(Values, reader) : null;
    });

    public Task<bool> HoldTaskAsync(Guid instance, int token, string? expected, string? holder, string by, DateTimeOffset now, CancellationToken cancellation) => Availability.GuardAsync(async () =>
    {
        await using var command = database.Commits.CreateCommand(Own, TaskStatements.HoldSql);
        command.Parameters.Int(Retailer.Value).Uuid(instance).Int(token).Text(expected).Text(holder);
        var entry = new ExchangeEvent(
            Guid.CreateVersion7(now), now, holder is null ? "process.task.released" : "process.task.claimed", instance, PartyId: null, by,
            EventData.Json(("token", $"{token}"), ("holder", holder)));
        EventColumns.Add(command.Parameters, database.Values, Retailer, [entry]);
        return await command.ExecuteScalarAsync(cancellation) is 1L;
    });
}
