using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Storage.Archive.Keeping;

/// <summary>Looks after the archive's rows, and after its bytes outside where they lie there. What to do is said here, the statements are the provider's. Thread-safe.</summary>
internal abstract class ArchiveKeeper : IArchiveKeeper
{
    private const string RowLane = "reconcile/rows";
    private const string OutsideLane = "reconcile/outside";

    private readonly ContentCodec _codec;
    private readonly IContentStore? _outside;
    private readonly PlaceOwnership? _ownership;

    protected ArchiveKeeper(StoredForms forms, IContentStore? outside)
    {
        _codec = forms.Contents;
        _outside = outside;
        _ownership = outside is null ? null : new PlaceOwnership(this, outside);
    }

    /// <summary>
    /// Works in one transaction of the retailer, which commits when <paramref name="work"/> has returned. It may run again: what it does lies in the
    /// database alone.
    /// </summary>
    public abstract Task<T> InTransactionAsync<T>(RetailerId retailer, Func<IArchiveRows, Task<T>> work, CancellationToken cancellationToken);

    public ValueTask<ArchiveFigures> MeasureAsync(RetailerId retailer, CancellationToken cancellationToken) =>
        new(InTransactionAsync(retailer, rows => rows.MeasureAsync(cancellationToken), cancellationToken));

    public async ValueTask<IReadOnlyList<LegalHold>> ReadHoldsAsync(RetailerId retailer, bool alsoLifted, CancellationToken cancellationToken) =>
        await InTransactionAsync(retailer, rows => rows.ReadHoldsAsync(alsoLifted, cancellationToken), cancellationToken);

    public async ValueTask SetHoldAsync(LegalHold hold, ExchangeEvent happened, CancellationToken cancellationToken) => await InTransactionAsync(
        hold.Retailer,
        async rows =>
        {
            await rows.SetHoldAsync(hold, cancellationToken);
            await rows.RecordAsync([happened], cancellationToken);
            return true;
        },
        cancellationToken);

    public ValueTask<bool> LiftHoldAsync(RetailerId retailer, Guid id, HoldLift lift, ExchangeEvent happened, CancellationToken cancellationToken) => new(InTransactionAsync(
        retailer,
        async rows =>
        {
            if (!await rows.LiftHoldAsync(id, lift, cancellationToken))
                return false;

            await rows.RecordAsync([happened], cancellationToken);
            // What it kept is due now.
            await rows.RestartRemovalAsync(cancellationToken);
            return true;
        },
        cancellationToken));

    public async ValueTask<RemovalPage> RemoveAsync(
        RemovalOrder order, DateTimeOffset now, Func<RemovedBytes, ExchangeEvent> record, CancellationToken cancellationToken)
    {
        var total = new RemovalPage(0, 0, 0, 0, 0, IsAtEnd: true);
        if (_ownership is not null && !await _ownership.IsOursAsync(now, cancellationToken))
            return total;

        foreach (var walk in RemovalWalk.All.Where(walk => walk.Class == order.Class))
        {
            Removal? removal = null;
            total += await InTransactionAsync(
                order.Retailer, rows => (removal = new Removal(rows, _codec, _outside, order, now)).RunAsync(walk, record, cancellationToken), cancellationToken);
            foreach (var name in removal!.Outside)
                await _outside!.RemoveAsync(name, now - order.Grace, cancellationToken);
        }

        return total;
    }

    public async ValueTask<ReconcilePage> ReconcileAsync(
        RetailerId retailer, int most, TimeSpan grace, DateTimeOffset now, IReadOnlyList<LostTime> lost, CancellationToken cancellationToken)
    {
        var rows = await InTransactionAsync(retailer, rows => ReconcileRowsAsync(rows, retailer, most, grace, now, cancellationToken), cancellationToken);
        if (_ownership is null)
            return rows;

        return await _ownership.IsOursAsync(now, cancellationToken)
            ? rows + await ReconcileOutsideAsync(_outside!, retailer, most, now - grace, now, lost, cancellationToken)
            : rows with { PlaceIsNotOurs = true };
    }

    public async ValueTask<bool> AdoptPlaceAsync(RetailerId retailer, ExchangeEvent happened, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_ownership is null)
            return false;

        await _ownership.AdoptAsync(retailer, happened, now, cancellationToken);
        return true;
    }

    public async ValueTask<PlaceOwner> ReadPlaceOwnerAsync(RetailerId retailer, DateTimeOffset now, CancellationToken cancellationToken) =>
        _ownership is null ? PlaceOwner.NoPlace : await _ownership.ReadAsync(now, cancellationToken);

    public async ValueTask DisownPlaceAsync(RetailerId retailer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_ownership is not null)
            await _ownership.DisownAsync(now, cancellationToken);
    }

    private async Task<ReconcilePage> ReconcileRowsAsync(
        IArchiveRows rows, RetailerId retailer, int most, TimeSpan grace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var position = await rows.TakePlaceAsync(RowLane, now, now - Removal.Anew, cancellationToken);
        var found = await RowReconciliation.ReadAsync(rows, _outside, position, now - grace, most, cancellationToken);
        var order = new RemovalOrder(retailer, default, now, most, grace);
        var freed = await new Removal(rows, _codec, _outside, order, now).FreeAsync(found.Needless, cancellationToken);
        var end = found.Examined.Count < most;
        await rows.KeepPlaceAsync(RowLane, end ? Guid.Empty : found.Examined[^1], cancellationToken);
        return new ReconcilePage(found.Examined.Count, found.Missing, found.Unnamed, freed.Count, 0, 0, end);
    }

    /// <summary>
    /// Outside, what no row names and nobody stored lately goes, unless a restore lost its row. A row that is being written has touched its
    /// content first.
    /// </summary>
    private async Task<ReconcilePage> ReconcileOutsideAsync(
        IContentStore place, RetailerId retailer, int most, DateTimeOffset untouchedSince, DateTimeOffset now, IReadOnlyList<LostTime> lost, CancellationToken cancellationToken)
    {
        var position = await InTransactionAsync(retailer, rows => rows.TakePlaceAsync(OutsideLane, now, now - Removal.Anew, cancellationToken), cancellationToken);
        var listed = new List<ListedContent>();
        await foreach (var item in place.ListAsync(retailer, position == Guid.Empty ? null : After(retailer, position), cancellationToken))
        {
            listed.Add(item);
            if (listed.Count == most)
                break;
        }

        var known = (await InTransactionAsync(
            retailer, rows => rows.FindNamesAsync([.. listed.Select(static item => item.Name)], cancellationToken), cancellationToken)).ToHashSet();
        var (removed, kept) = (0, 0);
        foreach (var item in listed.Where(item => item.TouchedAt < untouchedSince && !known.Contains(item.Name)))
        {
            if (lost.Any(time => time.Covers(item.TouchedAt)))
                kept++;
            else
                removed += await place.RemoveAsync(item.Name, untouchedSince, cancellationToken) ? 1 : 0;
        }

        var end = listed.Count < most;
        var swept = end ? await place.SweepAsync(retailer, untouchedSince, cancellationToken) : 0;
        await InTransactionAsync(
            retailer,
            async rows =>
            {
                await rows.KeepPlaceAsync(OutsideLane, end ? Guid.Empty : PiecePlace.ContentOf(listed[^1].Name), cancellationToken);
                return true;
            },
            cancellationToken);
        return new ReconcilePage(listed.Count, [], 0, 0, removed, swept, end) { OfLostTime = kept };
    }

    /// <summary>A place in the order of names, from its first half; the second half is the smallest there is, so that nothing is left out.</summary>
    private static ContentName After(RetailerId retailer, Guid position)
    {
        var hash = new byte[ContentName.HashBytes];
        position.TryWriteBytes(hash, bigEndian: true, out _);
        return new ContentName(retailer, hash);
    }
}
