using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Portal.Data;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Host.Node;

/// <summary>Documents for people: received ones out of their envelopes, ours as they were handed in.</summary>
internal sealed class NodeDocuments(ReceivedDocuments received, IArchive archive, IDocumentValidator validator, IPartyRegistry registry) : IReadableDocuments
{
    public async Task<MarketDocument?> ReadAsync(ExchangeDetail detail, CancellationToken cancellationToken)
    {
        if (detail.Summary.Direction == Direction.In)
        {
            return (await received.LoadAsync(RetailerId.Default, detail, cancellationToken))?.Document;
        }

        return detail.DocumentArchiveId is { } id && registry.Current.Find(detail.Summary.Party) is { } party
            && await archive.ReadAsync(RetailerId.Default, id, cancellationToken) is { } bytes
            && ReadableDocument.Whole(bytes, out var error) is { } document && error is null
            ? validator.Check(document, party).Document
            : null;
    }

    public async Task<ReadOnlyMemory<byte>?> TextAsync(ExchangeDetail detail, CancellationToken cancellationToken) =>
        detail.DocumentArchiveId is { } id ? await archive.ReadAsync(RetailerId.Default, id, cancellationToken)
        : detail.Summary.Direction == Direction.In ? await received.TextAsync(RetailerId.Default, detail, cancellationToken)
        : null;
}
