using IntegrationHub.Exchange;
using IntegrationHub.Storage.PostgreSql.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>Where a background walk over the archive goes on.</summary>
internal static class WalkProgress
{
    /// <summary>What was skipped (a document of ours that was not settled, say) is looked at again when this has passed.</summary>
    private static readonly TimeSpan Anew = TimeSpan.FromDays(30);

    /// <summary>The place, which belongs to the caller until the transaction ends: two nodes never walk the same page.</summary>
    public static async Task<Guid> TakeAsync(
        ScopedTransaction transaction, RetailerId retailer, string lane, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(
            """
            insert into archive_progress as p (retailer_id, lane, position, updated_at) values ($1, $2, $3, $4)
            on conflict (retailer_id, lane) do update set
                position = case when p.updated_at < $5 then excluded.position else p.position end,
                updated_at = case when p.updated_at < $5 then excluded.updated_at else p.updated_at end
            returning position
            """);
        command.Parameters.Int(retailer.Value).Text(lane).Uuid(Guid.Empty).Time(now).Time(now - Anew);
        return (Guid)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task KeepAsync(ScopedTransaction transaction, RetailerId retailer, string lane, Guid position, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand("update archive_progress set position = $3 where retailer_id = $1 and lane = $2");
        command.Parameters.Int(retailer.Value).Text(lane).Uuid(position);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets the walks whose names begin so begin anew.</summary>
    public static async Task RestartAsync(ScopedTransaction transaction, RetailerId retailer, string lanes, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand("delete from archive_progress where retailer_id = $1 and starts_with(lane, $2)");
        command.Parameters.Int(retailer.Value).Text(lanes);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
