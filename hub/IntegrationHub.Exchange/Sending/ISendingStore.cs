using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Exchange.Sending;

/// <summary>Port: the durable side of the way out.</summary>
public interface ISendingStore
{
    /// <summary>
    /// Queues a document: exchange, mailbox entry for the party, ledger leaves, in one transaction. Its key is unique per retailer.
    /// </summary>
    /// <returns><c>null</c> when queued; otherwise the exchange that already has this key (same digest: nothing to do; other digest: refuse).</returns>
    ValueTask<OutboundExchange?> QueueAsync(
        OutboundExchange exchange, ReadOnlyMemory<byte> document, ReadOnlyMemory<byte>? signedMessage, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken);

    /// <summary>
    /// Claims up to <paramref name="max"/> exchanges of one party that are due and at least as urgent as <paramref name="leastUrgent"/>, in
    /// order of priority, gate closure and age, for <paramref name="lease"/>. While a lower revision of the same mRID is open, a higher one
    /// is not claimed: a correction never overtakes what it corrects.
    /// Two nodes never hold the same one; a node that dies gives them back when the lease ends.
    /// </summary>
    ValueTask<IReadOnlyList<ClaimedExchange>> ClaimDueAsync(
        RetailerId retailer, PartyId party, string node, DateTimeOffset now, TimeSpan lease, LanePriority leastUrgent, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a decision for a claimed exchange and gives the claim back, unless the lease was lost or the exchange was decided upon by
    /// somebody else since (then <c>false</c>, nothing written; decide again on the present row with <see cref="DecideAsync"/>).
    /// </summary>
    ValueTask<bool> ApplyAsync(ClaimedExchange claim, OutboundDecision decision, CancellationToken cancellationToken);

    /// <summary>Loads one exchange, locks it, decides and stores in one transaction: deliveries by fetch, and what a lane's step came to.</summary>
    /// <returns>The decision, or <c>null</c> when the retailer has no such exchange.</returns>
    ValueTask<OutboundDecision?> DecideAsync(
        RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken);

    /// <summary>
    /// The same for operators' acts, which leave alone what a lane holds: an attempt may be under way, or a node died with it and the partner is to be asked first. Such a
    /// claim ends with its step, or with the step after its lease.
    /// </summary>
    /// <returns>The decision, or <c>null</c> when the exchange is claimed or not there.</returns>
    ValueTask<OutboundDecision?> DecideUnclaimedAsync(
        RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken);

    /// <summary>Finds our document by its key.</summary>
    ValueTask<OutboundExchange?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken);

    /// <summary>The earliest instant at which something of this party is due, or <c>null</c>.</summary>
    ValueTask<DateTimeOffset?> NextDueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken);
}

/// <summary>An exchange that this node may work on until <paramref name="LeaseUntil"/>.</summary>
/// <param name="Exchange">The exchange as it was when claimed.</param>
/// <param name="Fence">Grows with every claim; a decision under an old fence is refused.</param>
/// <param name="LeaseUntil">End of the lease.</param>
/// <param name="Interrupted">
/// True when the claim before this one ended by its lease instead of a decision: a node died with it, and an attempt may have left.
/// </param>
public sealed record ClaimedExchange(OutboundExchange Exchange, long Fence, DateTimeOffset LeaseUntil, bool Interrupted = false);

/// <summary>A document that is ready to be queued, with its bytes.</summary>
/// <param name="Exchange">State <see cref="OutboundState.Queued"/>.</param>
/// <param name="Document">The document, UTF-8.</param>
/// <param name="SignedMessage">The signed RequestMessage that every attempt sends, or <c>null</c> for file lanes and clients that fetch.</param>
public sealed record QueuedDocument(OutboundExchange Exchange, ReadOnlyMemory<byte> Document, ReadOnlyMemory<byte>? SignedMessage);
