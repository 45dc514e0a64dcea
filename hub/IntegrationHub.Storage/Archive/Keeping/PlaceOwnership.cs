using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Storage.Archive.Keeping;

/// <summary>
/// Whether the place outside is this store's to remove from. Rows and bytes are restored apart: a rehearsal has the rows of an older day and the
/// address of the place in use, and what no row of it names is production's. So the store has an id, which a restore takes away from it, and the
/// place is marked with the id of the store that owns it.
/// </summary>
internal sealed class PlaceOwnership(ArchiveKeeper keeper, IContentStore place)
{
    /// <summary>The id's place in <c>archive_progress</c>; a restore deletes it.</summary>
    public const string Lane = "place/owner";

    /// <summary>The id is the store's, not a retailer's: it lies with the first one.</summary>
    private static readonly RetailerId Holder = RetailerId.Default;

    /// <summary>A place without a mark is taken, but never by a store that was restored: whose it is, a person says then.</summary>
    public async Task<bool> IsOursAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owner = await place.ReadOwnerAsync(cancellationToken);
        var (id, restored) = await keeper.InTransactionAsync(
            Holder,
            async rows => (await IdAsync(rows, now, cancellationToken), owner is null && await rows.HasEventAsync(RestoredStore.Kind, cancellationToken)),
            cancellationToken);
        if (owner is not null || restored)
            return owner == id;

        await place.SetOwnerAsync(id, cancellationToken);
        return await place.ReadOwnerAsync(cancellationToken) == id;
    }

    /// <summary>Takes the place, whoever had it. The mark comes first: killed in between, the place is ours without an entry, and it is done again.</summary>
    public async Task AdoptAsync(RetailerId retailer, ExchangeEvent happened, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = await keeper.InTransactionAsync(Holder, rows => IdAsync(rows, now, cancellationToken), cancellationToken);
        await place.SetOwnerAsync(id, cancellationToken);
        await keeper.InTransactionAsync(
            retailer,
            async rows =>
            {
                await rows.RecordAsync([happened], cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public async Task<PlaceOwner> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await place.ReadOwnerAsync(cancellationToken) is not { } owner)
            return PlaceOwner.Nobody;

        var id = await keeper.InTransactionAsync(Holder, rows => IdAsync(rows, now, cancellationToken), cancellationToken);
        return owner == id ? PlaceOwner.ThisStore : PlaceOwner.AnotherStore;
    }

    /// <summary>Gives the store another id, as a restore does: the mark is not its own any more.</summary>
    public async Task DisownAsync(DateTimeOffset now, CancellationToken cancellationToken) => await keeper.InTransactionAsync(
        Holder,
        async rows =>
        {
            await IdAsync(rows, now, cancellationToken);
            await rows.KeepPlaceAsync(Lane, Guid.NewGuid(), cancellationToken);
            return true;
        },
        cancellationToken);

    private static Task<Guid> IdAsync(IArchiveRows rows, DateTimeOffset now, CancellationToken cancellationToken) => rows.KeepFirstAsync(Lane, Guid.NewGuid(), now, cancellationToken);
}
