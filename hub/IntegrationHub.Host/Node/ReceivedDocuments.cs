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
    public async Task<ReceivedDocument?> LoadAsync(RetailerId retailer, Guid exchangeId, CancellationToken cancellationToken) =>
        await exchanges.FindAsync(retailer, exchangeId, cancellationToken) is { } detail ? await LoadAsync(retailer, detail, cancellationToken) : null;

    /// <summary>The same of an exchange that was read already.</summary>
    public async Task<ReceivedDocument?> LoadAsync(RetailerId retailer, ExchangeDetail detail, CancellationToken cancellationToken) =>
        await OpenAsync(retailer, detail, cancellationToken) is { } opened && validator.Check(opened.Document, opened.Party).Document is { } read
            ? new ReceivedDocument(detail.Summary, read, opened.Document.Bytes)
            : null;

    /// <summary>The document as it stood in the message, whether it is valid or not; of a message that is no envelope all of it. Null where nobody can say whose it is, or the bytes are gone.</summary>
    public async Task<ReadOnlyMemory<byte>?> TextAsync(RetailerId retailer, ExchangeDetail detail, CancellationToken cancellationToken) =>
        (await OpenAsync(retailer, detail, cancellationToken))?.Document.Bytes;

    private async Task<(ReadableDocument Document, Party Party)?> OpenAsync(RetailerId retailer, ExchangeDetail detail, CancellationToken cancellationToken) =>
        detail.RawArchiveId is { } rawId
        && registry.Current.Find(detail.Summary.Party) is { } party
        && await archive.ReadAsync(retailer, rawId, cancellationToken) is { } raw
        && Open(raw, party) is { } document
            ? (document, party)
            : null;

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
