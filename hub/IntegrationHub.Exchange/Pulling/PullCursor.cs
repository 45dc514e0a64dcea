using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Pulling;

/// <summary>How far the hub has read a party's List. It moves in the commit of each fetched document.</summary>
/// <param name="Retailer">Whose cursor.</param>
/// <param name="Party">The party that is polled.</param>
/// <param name="LastCode">Everything up to this code is stored here.</param>
/// <param name="LastServerTimestamp">The newest server time seen; listing by time starts here after codes went backwards.</param>
/// <param name="NextPollAt">When the next poll is due.</param>
/// <param name="Failures">Polls that failed in a row.</param>
/// <param name="EntryFailures">How often fetching the entry right after <paramref name="LastCode"/> failed while the list could be read.</param>
public sealed record PullCursor(
    RetailerId Retailer, PartyId Party, long LastCode, DateTimeOffset? LastServerTimestamp, DateTimeOffset NextPollAt, int Failures,
    int EntryFailures = 0);

/// <summary>Port: durable cursors.</summary>
public interface IPullStore
{
    ValueTask<PullCursor?> FindAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken);

    /// <summary>Stores a cursor with events (poll failed, codes went backwards) in one transaction.</summary>
    ValueTask SaveAsync(PullCursor cursor, IReadOnlyList<History.ExchangeEvent> events, CancellationToken cancellationToken);

    /// <summary>Lets one node poll a party at a time; <c>null</c> when another holds it.</summary>
    ValueTask<IAsyncDisposable?> TryHoldAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken);
}
