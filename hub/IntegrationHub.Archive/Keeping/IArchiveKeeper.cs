using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Archive.Keeping;

/// <summary>What the archive holds of a retailer.</summary>
/// <param name="Contents">Different byte strings that are kept.</param>
/// <param name="Repeated">Further entries that share one of them.</param>
/// <param name="Removed">Entries whose bytes were removed under retention.</param>
/// <param name="Bytes">Bytes of the contents before packing.</param>
/// <param name="Sealed">Contents that are sealed.</param>
/// <param name="Outside">Contents that lie outside the database.</param>
public sealed record ArchiveFigures(long Contents, long Repeated, long Removed, long Bytes, long Sealed, long Outside);

/// <summary>One bounded piece of removing.</summary>
/// <param name="Retailer">Whose archive.</param>
/// <param name="Class">Which class.</param>
/// <param name="Before">What belongs to exchanges from before this instant.</param>
/// <param name="Most">Exchanges looked at, 1 to 10,000.</param>
/// <param name="Grace">How long after bytes were last stored they are left alone, for a commit may be under way that needs them.</param>
public sealed record RemovalOrder(RetailerId Retailer, ArchiveClass Class, DateTimeOffset Before, int Most, TimeSpan Grace);

/// <summary>Bytes that were removed, for the ledger.</summary>
/// <param name="Sha256">Their digest; <c>null</c> where they could not be read any more.</param>
public sealed record RemovedBytes(Guid Exchange, Guid Party, Guid Entry, string What, byte[]? Sha256, long Length, DateTimeOffset StoredAt);

/// <summary>What a piece of removing did.</summary>
/// <param name="Examined">Exchanges looked at.</param>
/// <param name="Removed">Entries removed.</param>
/// <param name="Held">Entries kept by a legal hold.</param>
/// <param name="Unsettled">Entries kept because their exchange is not settled.</param>
/// <param name="Freed">Contents whose bytes went with the last entry that shared them.</param>
/// <param name="IsAtEnd">False when there is more to look at now.</param>
public sealed record RemovalPage(int Examined, int Removed, int Held, int Unsettled, int Freed, bool IsAtEnd)
{
    public static RemovalPage operator +(RemovalPage one, RemovalPage other) => new(
        one.Examined + other.Examined, one.Removed + other.Removed, one.Held + other.Held, one.Unsettled + other.Unsettled, one.Freed + other.Freed,
        one.IsAtEnd && other.IsAtEnd);
}

/// <summary>What a piece of reconciling found and put right.</summary>
/// <param name="Examined">Rows and contents outside looked at.</param>
/// <param name="Missing">Ids of rows whose bytes are not there.</param>
/// <param name="Unnamed">Entries that no exchange names: the hub died between storing them and its commit, and the sender came again.</param>
/// <param name="Freed">Contents in the database that nothing needed any more.</param>
/// <param name="RemovedOutside">Contents outside that no row names.</param>
/// <param name="Swept">Files that broken-off writes had left outside.</param>
/// <param name="IsAtEnd">True when the next piece begins anew.</param>
public sealed record ReconcilePage(int Examined, IReadOnlyList<Guid> Missing, int Unnamed, int Freed, int RemovedOutside, int Swept, bool IsAtEnd)
{
    /// <summary>Contents outside that no row names and that stay: they were stored in a time whose rows a restore lost.</summary>
    public int OfLostTime { get; init; }

    /// <summary>True where the place outside is marked as another store's, or is nobody's and this store was restored: nothing is removed there.</summary>
    public bool PlaceIsNotOurs { get; init; }

    public bool FoundSomething => Missing.Count + Unnamed + Freed + RemovedOutside + Swept + OfLostTime > 0 || PlaceIsNotOurs;

    public static ReconcilePage operator +(ReconcilePage one, ReconcilePage other) => new(
        one.Examined + other.Examined, [.. one.Missing, .. other.Missing], one.Unnamed + other.Unnamed, one.Freed + other.Freed,
        one.RemovedOutside + other.RemovedOutside, one.Swept + other.Swept, one.IsAtEnd && other.IsAtEnd)
    {
        OfLostTime = one.OfLostTime + other.OfLostTime,
        PlaceIsNotOurs = one.PlaceIsNotOurs || other.PlaceIsNotOurs,
    };
}

/// <summary>Whose the place outside is, as its mark says.</summary>
public enum PlaceOwner
{
    /// <summary>There is none: bytes lie in the database.</summary>
    NoPlace,

    /// <summary>It has no mark.</summary>
    Nobody,

    /// <summary>This store.</summary>
    ThisStore,

    /// <summary>Another store, or this one before it was set back.</summary>
    AnotherStore,
}

/// <summary>Port: looks after what is in the archive. Thread-safe; every call is bounded and goes on where the one before it stopped.</summary>
public interface IArchiveKeeper
{
    ValueTask<ArchiveFigures> MeasureAsync(RetailerId retailer, CancellationToken cancellationToken);

    /// <summary>Holds, oldest first.</summary>
    ValueTask<IReadOnlyList<LegalHold>> ReadHoldsAsync(RetailerId retailer, bool alsoLifted, CancellationToken cancellationToken);

    /// <summary>From its commit on, nothing that the hold covers is removed.</summary>
    ValueTask SetHoldAsync(LegalHold hold, ExchangeEvent happened, CancellationToken cancellationToken);

    /// <returns>False when the retailer has no such hold that is not lifted yet; then nothing is written.</returns>
    ValueTask<bool> LiftHoldAsync(RetailerId retailer, Guid id, HoldLift lift, ExchangeEvent happened, CancellationToken cancellationToken);

    /// <summary>Removes bytes by <see cref="RemovalRule"/>, each with its event in the same transaction. Nothing where the place outside is not ours.</summary>
    ValueTask<RemovalPage> RemoveAsync(RemovalOrder order, DateTimeOffset now, Func<RemovedBytes, ExchangeEvent> record, CancellationToken cancellationToken);

    /// <summary>Compares rows and bytes, leaving alone what is younger than <paramref name="grace"/>.</summary>
    /// <param name="retailer">Whose archive.</param>
    /// <param name="most">Rows and contents looked at.</param>
    /// <param name="grace">See <see cref="RemovalOrder.Grace"/>.</param>
    /// <param name="now">The time.</param>
    /// <param name="lost">What was stored outside in these times stays, though no row names it: it may be all that is left of a document.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ReconcilePage> ReconcileAsync(
        RetailerId retailer, int most, TimeSpan grace, DateTimeOffset now, IReadOnlyList<LostTime> lost, CancellationToken cancellationToken);

    /// <summary>Makes the place outside this store's, whoever had it, with its event in the history of <paramref name="retailer"/>.</summary>
    /// <returns>False where no bytes lie outside; then nothing is written.</returns>
    ValueTask<bool> AdoptPlaceAsync(RetailerId retailer, ExchangeEvent happened, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whose the place outside of the retailer's archive is by its mark.</summary>
    ValueTask<PlaceOwner> ReadPlaceOwnerAsync(RetailerId retailer, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The store was set back: the place outside is not its own any more, until somebody adopts it. Nothing where no bytes lie outside.</summary>
    ValueTask DisownPlaceAsync(RetailerId retailer, DateTimeOffset now, CancellationToken cancellationToken);
}
