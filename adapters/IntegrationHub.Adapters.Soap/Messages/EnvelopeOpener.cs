using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>Opens envelopes for the reception pipeline: what arrives by Put and what answers our own Get and Put.</summary>
public sealed class EnvelopeOpener : IEnvelopeOpener
{
    public OpenResult Open(ReadOnlyMemory<byte> body, PartyLimits limits)
    {
        if (body.Length > limits.MaxRequestBytes)
            return new OpenResult.Refused(new Rejection(RejectionCodes.RequestTooLarge, "A94", $"The request has {body.Length} bytes; the limit is {limits.MaxRequestBytes}.", "", "Split the document."));
        var read = EnvelopeReader.Read(body);
        return read.Message is { } message ? Open(message, limits) : new OpenResult.Refused(read.Refusal!);
    }

    /// <summary>Decodes the payload of an envelope that was read already.</summary>
    public static OpenResult Open(ReadMessage message, PartyLimits limits)
    {
        if (message.Kind == MessageKind.Fault)
            return new OpenResult.Refused(EnvelopeRefusals.Of(EnvelopeRefusals.MessageElement, "A fault is no message with a document.", "Envelope/Body", "See the fault's code."));
        var opened = new OpenedMessage
        {
            Verb = message.Header.Verb,
            Noun = message.Header.Noun,
            MessageId = message.Header.MessageId,
            CorrelationId = message.Header.CorrelationId,
            Timestamp = message.Header.Timestamp,
            Message = message.Message,
            Payload = PayloadKind.None,
            FileName = message.Request.FileName ?? message.Reply?.FileName,
            ReplyResult = message.Reply?.Result,
            Options = message.Request.Options,
        };
        return WithPayload(opened, message.Payload, limits);
    }

    private static OpenResult WithPayload(OpenedMessage opened, PayloadPart payload, PartyLimits limits)
    {
        if (payload.Compressed is not { } text)
        {
            if (payload.Element.Length > limits.MaxDocumentBytes) return TooLarge(payload.Element.Length, limits);
            return new OpenResult.Opened(payload.Element.IsEmpty ? opened : opened with
            {
                Payload = PayloadKind.Document,
                Document = payload.Element,
                DocumentNamespaces = payload.Namespaces,
            });
        }
        if (payload.Format is not (null or "" or "XML" or "BINARY"))
            return new OpenResult.Refused(EnvelopeRefusals.Of(EnvelopeRefusals.FormatUnknown, "Format is neither XML nor BINARY.", "Payload/Format", "Send XML for a gzipped document, BINARY for a file."));
        var bytes = PayloadDecoder.FromBase64(text.Span, out var refusal);
        if (bytes is null) return new OpenResult.Refused(refusal!);
        if (payload.Format == "BINARY")
        {
            return bytes.Length > limits.MaxDocumentBytes
                ? TooLarge(bytes.Length, limits)
                : new OpenResult.Opened(opened with { Payload = PayloadKind.Binary, Document = bytes });
        }
        var document = PayloadDecoder.Inflate(bytes, limits, out refusal);
        return refusal is not null
            ? new OpenResult.Refused(refusal)
            : new OpenResult.Opened(opened with { Payload = PayloadKind.CompressedDocument, Document = document, DocumentNamespaces = XmlNamespaceContext.Empty });
    }

    private static OpenResult.Refused TooLarge(long size, PartyLimits limits) => new(new Rejection(
        RejectionCodes.DocumentTooLarge, "A94", $"The document has {size} bytes; the limit is {limits.MaxDocumentBytes}.", "Payload", "Split the document."));
}
