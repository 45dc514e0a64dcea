namespace IntegrationHub.Storage.Mailbox;

/// <summary>For drills only: what a mailbox looks like after a restore from an older backup. Never used by a hub.</summary>
/// <remarks>Documents, registry and ledger stay; only what parties list is set back.</remarks>
public sealed class MailboxDrill(HubDatabase database)
{
    /// <summary>Removes every entry with <paramref name="code"/> or a higher one from all mailboxes; the next entry gets <paramref name="code"/>.</summary>
    public Task ForgetFromAsync(long code, CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var batch = database.Commits.CreateBatch();
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
