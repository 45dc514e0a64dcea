using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Adapters.Soap.Service.Operations;

/// <summary>
/// The document inside archived bytes, which may be the document itself, a signed message, or the whole envelope a party sent.
/// </summary>
internal sealed record StoredDocument(ReadOnlyMemory<byte> Bytes, bool Binary, string? FileName)
{
    /// <summary>What is stored passed its party's limits when it came; reading it again must not fail for them.</summary>
    private static readonly PartyLimits Unlimited = new()
    {
        MaxRequestBytes = int.MaxValue, MaxDocumentBytes = int.MaxValue, MaxCompressionRatio = int.MaxValue,
    };

    public static StoredDocument Of(ReadOnlyMemory<byte> stored)
    {
        var head = DocumentElement.TryFind(stored);
        var opened = head switch
        {
            { Name: "Envelope" } => new EnvelopeOpener().Open(stored, Unlimited),
            { Name: "RequestMessage" or "ResponseMessage" } => new EnvelopeOpener().Open(EnvelopeWriter.Wrap(SoapVersion.Soap12, head.Bytes.Span), Unlimited),
            _ => null,
        };
        if (opened is not OpenResult.Opened { Message: var message }) return new(stored, false, null);
        return message.Payload switch
        {
            PayloadKind.Binary => new(message.Document, true, message.FileName),
            PayloadKind.Document => new(DocumentElement.Standalone(message.Document, message.DocumentNamespaces), false, message.FileName),
            PayloadKind.CompressedDocument => new(message.Document, false, message.FileName),
            _ => new(stored, false, null),
        };
    }
}
