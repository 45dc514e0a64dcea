using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Lanes.Sending;

/// <summary>Checks a document with the receiver's eyes, signs its message and queues both; its lane does the rest.</summary>
public sealed class DocumentSender(
    IPartyRegistry registry,
    PreFlight preFlight,
    OutboundPreparation preparation,
    ISendingStore store,
    Func<MarketContext> market,
    LaneSignals signals,
    TimeProvider time) : IDocumentSender
{
    public async Task<SendResult> SendAsync(Party party, ReadOnlyMemory<byte> document, SendOptions options, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var check = preFlight.Check(document, party, registry.Current, market(), PartnerLimits.Unknown, now);
        if (check.Document is not { } ready)
        {
            return new SendResult.Refused(check.Schema?.Result ?? "unreadable", check.Schema?.Profile?.Name, check.Rejections);
        }

        // The same document again costs no signature.
        if (await store.FindAsync(party.Retailer, ready.Key, cancellationToken) is { } known)
        {
            return Compare(known, ready, check);
        }

        var (queued, events) = await preparation.PrepareAsync(party, ready, options.WaitsToBeFetched, now, cancellationToken);
        var other = await store.QueueAsync(
            queued.Exchange, queued.Document, queued.SignedMessage, [.. events.Select(happened => happened with { Actor = options.Actor })], cancellationToken);
        if (other is not null)
        {
            return Compare(other, ready, check);
        }

        signals.Wake(party.Id);
        return new SendResult.Queued(queued.Exchange);
    }

    private static SendResult Compare(OutboundExchange known, OutboundDocument document, PreFlightResult check) =>
        known.CanonicalDigest.Span.SequenceEqual(document.CanonicalDigest.Span)
            ? new SendResult.Known(known)
            : new SendResult.Refused(
                check.Schema?.Result ?? "valid",
                document.Profile.Name,
                [
                    new Rejection(
                        "DOCUMENT_KEY_USED",
                        "A51",
                        $"{document.Key} was sent before with other content (exchange {known.Id}).",
                        "mRID",
                        "Give the corrected document a new revisionNumber."),
                ]);
}
