using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Sending;

namespace IntegrationHub.Storage.PostgreSql.Sending;

/// <summary>The claims of a dead hub in every table that has claims.</summary>
internal sealed class PostgresForsakenClaims(PostgresStore database) : IForsakenClaims
{
    public Task EndAsync(DateTimeOffset now, CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var batch = database.Commits.CreateBatch(Scope.Of(SystemScope.Claims));
        foreach (var table in (string[])["outbound_exchange", "notification", "ledger.timestamp_queue", "process_work"])
        {
            var command = new Npgsql.NpgsqlBatchCommand($"update {table} set claimable_at = $1 where claimed_by is not null and claimable_at > $1");
            command.Parameters.Time(now);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    });
}
