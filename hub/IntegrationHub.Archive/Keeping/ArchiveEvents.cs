using System.Globalization;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Archive.Keeping;

/// <summary>What the history and the ledger keep of acts on the archive.</summary>
public static class ArchiveEvents
{
    public const string Removed = RemovalEvent.Kind;
    public const string HoldSet = "archive.hold-set";
    public const string HoldLifted = "archive.hold-lifted";

    /// <summary>The place outside became this store's.</summary>
    public const string PlaceAdopted = "archive.place-adopted";

    /// <summary>An alarm: bytes that an exchange names are not there.</summary>
    public const string BytesMissing = "archive.bytes-missing";

    private const int NamedMissing = 5;

    /// <summary>That bytes were there, which, and under which rule they went.</summary>
    public static ExchangeEvent OfRemoval(Guid id, DateTimeOffset now, RemovedBytes removed, TimeSpan period) => new(
        id, now, Removed, removed.Exchange, removed.Party, "retention",
        EventData.Json(
            ("what", removed.What),
            ("sha256", removed.Sha256 is { } digest ? Convert.ToHexStringLower(digest) : null),
            ("bytes", removed.Length.ToString(CultureInfo.InvariantCulture)),
            ("stored", removed.StoredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ("kept", $"{(long)period.TotalDays} days")));

    public static ExchangeEvent OfHold(Guid id, LegalHold hold) => new(
        id, hold.SetAt, HoldSet, hold.Exchange, hold.Party?.Value, hold.SetBy, EventData.Json(("hold", hold.Id.ToString()), ("reason", hold.Reason)));

    public static ExchangeEvent OfLift(Guid id, LegalHold hold, HoldLift lift) => new(
        id, lift.At, HoldLifted, hold.Exchange, hold.Party?.Value, lift.By, EventData.Json(("hold", hold.Id.ToString()), ("reason", lift.Reason)));

    public static ExchangeEvent OfAdoption(Guid id, DateTimeOffset now, string place, string by, string reason) => new(
        id, now, PlaceAdopted, null, null, by, EventData.Json(("place", place), ("reason", reason)));

    /// <summary>Whether a restore that no adoption followed yet says why the place outside bears another mark than the store's.</summary>
    public static async Task<bool> AdoptionIsExplainedAsync(IExchangeReader history, CancellationToken cancellationToken)
    {
        var events = await history.RecentEventsAsync(RetailerId.Default, [RestoredStore.Kind, PlaceAdopted], 1, cancellationToken);
        return events is [{ Kind: RestoredStore.Kind }];
    }

    public static ExchangeEvent OfMissing(Guid id, DateTimeOffset now, IReadOnlyList<Guid> missing) => new(
        id, now, BytesMissing, null, null, "reconciliation",
        EventData.Json(
            ("text", $"{missing.Count} archived byte strings are not there. `ihub archive reconcile` names them; restore them from a backup."),
            ("entries", string.Join(' ', missing.Take(NamedMissing)))));
}
