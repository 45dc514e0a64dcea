namespace IntegrationHub.Storage.Sending;

/// <summary>
/// Claims of a hub that died. Who owns the data folder is its only worker, so at its start every claim is a dead one's; waiting for the leases
/// to end would keep a bid from leaving for minutes after a crash.
/// </summary>
/// <remarks>Not for a server that several nodes share: there only the lease tells who is alive.</remarks>
public sealed class ForsakenClaims(HubDatabase database)
{
    /// <summary>Ends all leases. Who held them stays written down, so that the next holder knows that an attempt may have left.</summary>
    public Task EndAsync(DateTimeOffset now, CancellationToken cancellationToken) => Availability.GuardAsync(async () =>
    {
        await using var batch = database.Commits.CreateBatch();
        foreach (var table in (string[])["outbound_exchange", "notification", "ledger.timestamp_queue"])
        {
            var command = new Npgsql.NpgsqlBatchCommand($"update {table} set claimable_at = $1 where claimed_by is not null and claimable_at > $1");
            command.Parameters.Time(now);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    });
}
