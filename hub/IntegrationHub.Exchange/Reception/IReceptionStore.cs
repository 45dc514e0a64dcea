using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Exchange.Reception;

/// <summary>Everything that one received and identified document changes, committed at once.</summary>
/// <param name="Exchange">The exchange, with its final state.</param>
/// <param name="Registration">The registry entry to make; its unique key decides races.</param>
/// <param name="Answer">The signed answer to archive with the commit, or <c>null</c> (acknowledgements are never acknowledged).</param>
/// <param name="Events">History and ledger entries.</param>
/// <param name="Acknowledges">When the document is an acknowledgement: which of our documents it answers and how.</param>
/// <param name="Cursor">When the document was pulled: the cursor that moves with this commit.</param>
/// <param name="Notify">True when an outbox row tells the business side of the document.</param>
/// <param name="Reply">
/// An acknowledgement that leaves as a document of its own (for pulled documents and file lanes, which have no answer to put it in):
/// queued as by <see cref="ISendingStore.QueueAsync"/>, in this transaction.
/// </param>
public sealed record ReceptionCommit(
    InboundExchange Exchange,
    RegisteredDocument Registration,
    ReadOnlyMemory<byte>? Answer,
    IReadOnlyList<ExchangeEvent> Events,
    AcknowledgementEffect? Acknowledges = null,
    Pulling.PullCursor? Cursor = null,
    bool Notify = true,
    QueuedDocument? Reply = null);

/// <summary>
/// What a received acknowledgement does to the document of ours that it names. <see cref="Decide"/> is called inside the transaction with
/// the locked exchange (<c>null</c> when we know no such document) and returns what becomes of it; late, repeated, unknown and contradictory
/// acknowledgements are outcomes of it, not exceptions. The decision ends a claim on that exchange: its fence grows, so that a sender that
/// is still at work with the older row cannot overwrite the outcome.
/// </summary>
public sealed record AcknowledgementEffect(
    PartyId From, string MRid, int? Revision, Func<OutboundExchange?, OutboundDecision> Decide);

/// <summary>How a commit ended.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>Stored for the first time.</summary>
    public sealed record Committed : CommitOutcome;

    /// <summary>Somebody else stored this key first; nothing was written. Same digest means repetition, other digest means A51.</summary>
    public sealed record AlreadyRegistered(RegisteredDocument First) : CommitOutcome;
}

/// <summary>What the registry knows of a document when it arrives.</summary>
/// <param name="Document">The entry under its key, or <c>null</c>.</param>
/// <param name="HighestRevision">Highest revision that is registered under its sender and mRID, or <c>null</c>.</param>
public readonly record struct RegistryEntry(RegisteredDocument? Document, int? HighestRevision);

/// <summary>Port: the durable side of the way in. Every method names the retailer it works for.</summary>
public interface IReceptionStore
{
    /// <summary>The registry entry under this key, or <c>null</c>.</summary>
    ValueTask<RegisteredDocument?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken);

    /// <summary>Highest revision of the document that is registered, or <c>null</c>: gaps and regress are decided with it.</summary>
    ValueTask<int?> FindHighestRevisionAsync(RetailerId retailer, string senderCode, string mRid, CancellationToken cancellationToken);

    /// <summary>Both at once: what a document on its way in asks of the registry. A store that can answers it in one round trip.</summary>
    async ValueTask<RegistryEntry> LookUpAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken) => new(
        await FindAsync(retailer, key, cancellationToken),
        await FindHighestRevisionAsync(retailer, key.SenderCode, key.MRid, cancellationToken));

    /// <summary>Deduplication registry, exchange, answer, mailbox entry, ledger leaves and outbox row in one transaction.</summary>
    ValueTask<CommitOutcome> CommitAsync(ReceptionCommit commit, CancellationToken cancellationToken);

    /// <summary>Keeps what was refused, unreadable or repeated: an exchange with its evidence that registers nothing.</summary>
    /// <param name="exchange">
    /// State <see cref="InboundState.Refused"/> or <see cref="InboundState.Repeated"/>; or, without a document, the signed empty answer of an
    /// asynchronous partner.
    /// </param>
    /// <param name="answer">The signed answer, when one leaves.</param>
    /// <param name="events">History and ledger entries.</param>
    /// <param name="cursor">When it was pulled: the cursor that moves past the poison document.</param>
    ValueTask RecordAsync(
        InboundExchange exchange, ReadOnlyMemory<byte>? answer, IReadOnlyList<ExchangeEvent> events, Pulling.PullCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Writes events that belong to no exchange (unknown caller, alarm); callers limit their rate.</summary>
    ValueTask RecordEventsAsync(RetailerId retailer, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken);
}
