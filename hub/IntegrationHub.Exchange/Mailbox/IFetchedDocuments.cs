using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Exchange.Mailbox;

/// <summary>Port: told after a document was handed out completely.</summary>
public interface IFetchedDocuments
{
    ValueTask FetchedAsync(Party party, MailboxEntry entry, CancellationToken cancellationToken);
}

/// <summary>A document of ours that waited to be fetched is delivered by that; fetching one's own documents changes nothing.</summary>
/// <remarks>Thread-safe. Repeating it does nothing.</remarks>
public sealed class FetchedDocuments(ISendingStore store, OutboundDecider decider, IHubClock clock) : IFetchedDocuments
{
    public async ValueTask FetchedAsync(Party party, MailboxEntry entry, CancellationToken cancellationToken)
    {
        if (!party.SpeaksFor(new(entry.Owner, null)))
        {
            await store.DecideAsync(
                party.Retailer, entry.ExchangeId, ours => decider.Decide(ours, new OutboundInput.FetchedByParty(), clock.Now), cancellationToken);
        }
    }
}
