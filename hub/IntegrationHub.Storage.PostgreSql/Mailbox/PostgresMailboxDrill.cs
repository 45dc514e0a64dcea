using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Mailbox;

namespace IntegrationHub.Storage.PostgreSql.Mailbox;

/// <summary>Sets mailboxes back; for drills only.</summary>
internal sealed class PostgresMailboxDrill(PostgresStore database) : IMailboxDrill
{
    public Task ForgetFromAsync(long code, CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var batch = database.Commits.CreateBatch(Scope.Of(SystemScope.Drill));
        foreach (var sql in (string[])
        [
            "delete from mailbox_entry where code >= $1",
            "update mailbox set last_code = least(last_code, $1 - 1), queue_code = least(queue_code, $1 - 1)",
        ])
        {
            var command = new Npgsql.NpgsqlBatchCommand(sql);
            command.Parameters.Long(code);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    });
}
