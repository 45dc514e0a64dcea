using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Lanes.Notifications;

namespace IntegrationHub.Host.Node;

/// <summary>Reads received documents back: from the archived bytes, through the same opener and validator they came in by.</summary>
internal sealed class ReceivedDocuments(
    IExchangeReader exchanges, IArchive archive, IEnvelopeOpener opener, IDocumentValidator validator, IPartyRegistry registry) : IReceivedDocuments
{
    public async Task<ReceivedDocument?> LoadAsync(RetailerId retailer, Guid exchangeId, CancellationToken cancellationToken)
    {
        if (await exchanges.FindAsync(retailer, exchangeId, cancellationToken) is not { RawArchiveId: { } rawId } detail
            || registry.Current.Find(detail.Summary.Party) is not { } party
            || await archive.ReadAsync(retailer, rawId, cancellationToken) is not { } raw)
        {
            return null;
        }

        if (Open(raw, party) is not { } document || validator.Check(document, party).Document is not { } read)
        {
            return null;
        }

        return new ReceivedDocument(detail.Summary, read, document.Bytes);
    }

    /// <summary>A file is the document itself; anything else is an envelope around it.</summary>
    private ReadableDocument? Open(ReadOnlyMemory<byte> raw, Party party)
    {
        if (opener.Open(raw, party.Limits) is OpenResult.Opened { Message: var message })
        {
            return message.Payload switch
            {
                PayloadKind.Document => ReadableDocument.Slice(message.Document, message.DocumentNamespaces),
                PayloadKind.CompressedDocument => Whole(message.Document),
                _ => null,
            };
        }

        return Whole(raw);
    }

    private static ReadableDocument? Whole(ReadOnlyMemory<byte> bytes)
    {
        var document = ReadableDocument.Whole(bytes, out var error);
        return error is null ? document : null;
    }
}
