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
    private const int LongestKind = 60;

    /// <summary>Whether a text is the beginning of a kind of events, like <c>exchange.</c></summary>
    public static bool IsKind(string? kind) => kind is { Length: > 0 and <= LongestKind } && kind.All(static c => char.IsAsciiLetterLower(c) || c is '.' or '-');

    /// <summary>The newest events, newest first; facts of one about a bid are left out for who may not read bids.</summary>
    /// <param name="granted">Of whoever looks.</param>
    /// <param name="exchanges">Where they are.</param>
    /// <param name="prefix">How their kinds begin; empty for all.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(IReadOnlySet<Permission> granted, IExchangeReader exchanges, string prefix, int max, CancellationToken cancellationToken)
    {
        var events = new List<ExchangeEvent>();
        foreach (var item in await exchanges.RecentEventsAsync(RetailerId.Default, prefix, max, cancellationToken))
            events.Add(item.ExchangeId is not { } id || await DocumentRules.SeesBidsAsync(granted, exchanges, id, cancellationToken) ? item : item with { Data = "{}" });

        return events;
    }

    /// <summary>The newest reviews; of one of a bid only that there is one, for who may not read bids.</summary>
    public static async Task<IReadOnlyList<Review>> ReviewsAsync(IReadOnlySet<Permission> granted, IExchangeReader exchanges, int max, CancellationToken cancellationToken)
    {
        var reviews = new List<Review>();
        foreach (var item in await exchanges.RecentEventsAsync(RetailerId.Default, Review.EventKind, max, cancellationToken))
        {
            if (Review.FromData(item.Data)?.Review is { } review)
                reviews.Add(await DocumentRules.SeesBidsAsync(granted, exchanges, review.Exchange, cancellationToken) ? review : review with { Finding = "" });
        }

        return reviews;
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
