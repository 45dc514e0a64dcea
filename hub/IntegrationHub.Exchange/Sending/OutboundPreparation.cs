using System.Security.Cryptography;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending.Lanes;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Sending;

/// <summary>A checked document of ours, before it has an exchange.</summary>
/// <param name="Key">Its name for good.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Type">Message type.</param>
/// <param name="Period">Its own interval.</param>
/// <param name="Bytes">UTF-8; never changed from here on.</param>
/// <param name="CanonicalDigest">32 bytes.</param>
/// <param name="GateClosure">After this instant it must not leave.</param>
/// <param name="NeverAcknowledged">True for acknowledgements and for what a client fetches or a publication that nobody answers.</param>
public sealed record OutboundDocument(
    DocumentKey Key,
    ProfileId Profile,
    string? Type,
    TimeInterval? Period,
    ReadOnlyMemory<byte> Bytes,
    ReadOnlyMemory<byte> CanonicalDigest,
    DateTimeOffset? GateClosure,
    bool NeverAcknowledged)
{
    /// <summary>What its series are found by.</summary>
    public SeriesKeys Series { get; init; } = SeriesKeys.None;
}

/// <summary>Takes a document from draft to queued: exchange, signed message, events. What is queued afterwards is up to the store.</summary>
public sealed class OutboundPreparation(IRequestComposer composer, OutboundDecider decider, IIdSource ids)
{
    /// <returns>What is to be queued, with the events that commit with it.</returns>
    /// <param name="party">To whom.</param>
    /// <param name="document">What.</param>
    /// <param name="waitsToBeFetched">True when the party takes it from its list instead of being sent it; clients always do.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The party has no connection.</exception>
    public async ValueTask<(QueuedDocument Document, IReadOnlyList<ExchangeEvent> Events)> PrepareAsync(
        Party party, OutboundDocument document, bool waitsToBeFetched, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (party.Connection == PartyConnection.None)
        {
            throw new ArgumentException($"{party.Name} has no connection.", nameof(party));
        }

        // Not a conditional expression: there null would become empty memory (by way of byte[]) instead of no message.
        ReadOnlyMemory<byte>? message = null;
        if (party.Connection == PartyConnection.Service)
        {
            message = await composer.ComposePutAsync(party, document.Profile.RootElement, document.Bytes, now, ids.Next(now), cancellationToken);
        }

        var signed = decider.Decide(
            Draft(party, document, now), new OutboundInput.Sign(message is null ? null : ids.Next(now), SHA256.HashData((message ?? document.Bytes).Span), party.Code.Value), now);
        var queued = decider.Decide(
            signed.Exchange, new OutboundInput.Queue(WaitsToBeFetched: waitsToBeFetched || party.Connection == PartyConnection.Client), now);
        return (new QueuedDocument(queued.Exchange!, document.Bytes, message), [.. signed.Events, .. queued.Events]);
    }

    private OutboundExchange Draft(Party party, OutboundDocument document, DateTimeOffset now) => new()
    {
        Id = ids.Next(now),
        Retailer = party.Retailer,
        Party = party.Id,
        Document = document.Key,
        Profile = document.Profile.Name,
        RootElement = document.Profile.RootElement,
        Type = document.Type,
        Period = document.Period,
        State = OutboundState.Draft,
        Priority = DocumentPriority.Of(document.Profile.RootElement, document.Bytes.Length),
        CreatedAt = now,
        UpdatedAt = now,
        GateClosure = document.GateClosure,
        NeverAcknowledged = document.NeverAcknowledged,
        CanonicalDigest = document.CanonicalDigest,
        DocumentArchiveId = ids.Next(now),
        Size = document.Bytes.Length,
        Series = document.Series,
    };
}
