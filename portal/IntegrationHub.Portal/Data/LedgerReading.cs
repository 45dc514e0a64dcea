using System.Runtime.CompilerServices;
using System.Text;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Portal.Data;

/// <summary>What pages and calls show of the ledger: of what is about a bid only that there is something, for who may not read bids.</summary>
public static class LedgerReading
{
    /// <summary>Entries of one look into the store while many are read.</summary>
    private const int Chunk = 500;

    /// <summary>The entries that fit, newest first; facts of one about a bid are left out for who may not read bids.</summary>
    /// <param name="granted">Of whoever looks.</param>
    /// <param name="exchanges">Where they are.</param>
    /// <param name="filter">Which, and how many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(IReadOnlySet<Permission> granted, IExchangeReader exchanges, EventFilter filter, CancellationToken cancellationToken) =>
        await ShownAsync(granted, exchanges, await exchanges.SearchEventsAsync(RetailerId.Default, filter, cancellationToken), cancellationToken);

    /// <summary>One entry as <see cref="EventsAsync"/> shows it; null where there is none.</summary>
    public static async Task<ExchangeEvent?> EventAsync(IReadOnlySet<Permission> granted, IExchangeReader exchanges, Guid id, CancellationToken cancellationToken) =>
        await exchanges.FindEventAsync(RetailerId.Default, id, cancellationToken) is { } item ? (await ShownAsync(granted, exchanges, [item], cancellationToken))[0] : null;

    /// <summary>Every entry that fits, newest first, read as they are taken: however many there are, few are in memory.</summary>
    /// <param name="granted">Of whoever looks.</param>
    /// <param name="exchanges">Where they are.</param>
    /// <param name="filter">Which; its number is not looked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<ExchangeEvent> AllAsync(
        IReadOnlySet<Permission> granted, IExchangeReader exchanges, EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = filter with { Max = Chunk };
        while (await EventsAsync(granted, exchanges, next, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var item in page)
                yield return item;

            if (page.Count < Chunk)
                yield break;

            next = next with { Before = page[^1].Id };
        }
    }

    /// <summary>Of all entries together one look tells what their exchanges are.</summary>
    private static async Task<IReadOnlyList<ExchangeEvent>> ShownAsync(IReadOnlySet<Permission> granted, IExchangeReader exchanges, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
    {
        if (granted.Contains(Permission.ReadBids))
            return events;

        var sees = await DocumentRules.SeesBidsAsync(granted, exchanges, events.Where(static item => !DocumentRules.IsOfBids(item.Kind)).Select(static item => item.ExchangeId).OfType<Guid>(), cancellationToken);
        return [.. events.Select(item => DocumentRules.IsOfBids(item.Kind) || (item.ExchangeId is { } id && !sees(id)) ? item with { Data = "{}" } : item)];
    }

    /// <summary>The newest reviews; of one of a bid only that there is one, for who may not read bids.</summary>
    public static async Task<IReadOnlyList<Review>> ReviewsAsync(IReadOnlySet<Permission> granted, IExchangeReader exchanges, int max, CancellationToken cancellationToken)
    {
        List<Review> reviews = [.. (await exchanges.RecentEventsAsync(RetailerId.Default, Review.EventKind, max, cancellationToken)).Select(static item => Review.FromData(item.Data)?.Review).OfType<Review>()];
        var sees = await DocumentRules.SeesBidsAsync(granted, exchanges, reviews.Select(static review => review.Exchange), cancellationToken);
        return [.. reviews.Select(review => sees(review.Exchange) ? review : review with { Finding = "" })];
    }

    /// <summary>Sizes of the kept checkpoints, smallest first.</summary>
    public static async Task<IReadOnlyList<long>> SizesAsync(ILedgerReader ledger, CancellationToken cancellationToken) =>
        [.. (await ledger.ReadCheckpointsAsync(cancellationToken)).Select(static checkpoint => checkpoint.Size).Order()];
}

/// <summary>A checkpoint as it is shown. Whether its signature holds is judged by <c>ihub ledger verify</c>, with a key from outside.</summary>
public sealed record CheckpointRow(long Size, string Root, DateTimeOffset? StatedTime, bool IsStamped)
{
    public static CheckpointRow Of(StoredCheckpoint stored)
    {
        var note = Encoding.UTF8.GetString(stored.Note);
        var end = note.IndexOf("\n\n", StringComparison.Ordinal);
        var read = end < 0 ? null : Checkpoint.TryParse(note[..(end + 1)]);
        return new CheckpointRow(stored.Size, read?.Root.ToBase64() ?? "", read?.StatedTime, stored.Timestamp is not null);
    }
}
