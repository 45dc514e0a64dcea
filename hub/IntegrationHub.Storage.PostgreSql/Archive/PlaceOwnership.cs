using IntegrationHub.Archive.Contents;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>
/// Whether the place outside is this store's to remove from. Rows and bytes are restored apart: a rehearsal has the rows of an older day and the
/// address of the place in use, and what no row of it names is production's. So the store has an id, which a restore takes away from it, and the
/// place is marked with the id of the store that owns it.
/// </summary>
internal sealed class PlaceOwnership(PostgresStore database, IContentStore place)
{
    /// <summary>The id's place in <c>archive_progress</c>; a restore deletes it.</summary>
    public const string Lane = "place/owner";

    /// <summary>The id is the store's, not a retailer's: it lies with the first one.</summary>
    private static readonly RetailerId Holder = RetailerId.Default;

    private const string IdSql =
        """
        insert into archive_progress as p (retailer_id, lane, position, updated_at) values ($1, $2, $3, $4)
        on conflict (retailer_id, lane) do update set position = p.position returning position
        """;

    /// <summary>A place without a mark is taken, but never by a store that was restored: whose it is, a person says then.</summary>
    public async Task<bool> IsOursAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owner = await place.ReadOwnerAsync(cancellationToken);
        var (id, restored) = await Availability.GuardAsync(async () =>
        {
            await using var transaction = await database.Commits.BeginAsync(Scope.Of(Holder), cancellationToken);
            var id = await IdAsync(transaction, now, cancellationToken);
            var restored = owner is null && await WasRestoredAsync(transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return (id, restored);
        });
        if (owner is not null || restored)
            return owner == id;

        await place.SetOwnerAsync(id, cancellationToken);
        return await place.ReadOwnerAsync(cancellationToken) == id;
    }

    /// <summary>Takes the place, whoever had it. The ledger's entry comes first: killed in between, the place is not ours and it is done again.</summary>
    public async Task AdoptAsync(RetailerId retailer, ExchangeEvent happened, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = await Availability.GuardAsync(async () =>
        {
            await using (var batch = database.Commits.CreateBatch(Scope.Of(retailer)))
            {
                EventColumns.AddCommand(batch, database.Values, retailer, [happened]);
                await batch.ExecuteNonQueryAsync(cancellationToken);
            }

            await using var transaction = await database.Commits.BeginAsync(Scope.Of(Holder), cancellationToken);
            var id = await IdAsync(transaction, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return id;
        });
        await place.SetOwnerAsync(id, cancellationToken);
    }

    private static async Task<Guid> IdAsync(ScopedTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand(IdSql);
        command.Parameters.Int(Holder.Value).Text(Lane).Uuid(Guid.NewGuid()).Time(now);
        return (Guid)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<bool> WasRestoredAsync(ScopedTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = transaction.CreateCommand("select exists (select from event where retailer_id = $1 and kind = $2)");
        command.Parameters.Int(Holder.Value).Text(RestoredStore.Kind);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
