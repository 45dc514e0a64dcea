using IntegrationHub.Exchange;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>
/// Reads a SOAP 1.1 or 1.2 envelope and the message inside in one pass over the bytes, without a tree. What is kept are slices of the
/// input, so the bytes that are verified later are the bytes that were read here.
/// </summary>
/// <remarks>Never throws for what a peer sent: every ending is a <see cref="ReadResult"/>.</remarks>
public ref partial struct EnvelopeReader : IDisposable
{
    /// <summary>Options, errors and properties of one message; more is refused.</summary>
    private const int MaxParts = 256;

    /// <summary>Bytes of one text of the message (an option, a noun); payloads are not texts.</summary>
    private const int MaxTextBytes = 8 * 1024;

    private Utf8XmlReader _xml;
    private readonly ReadOnlyMemory<byte> _bytes;
    private Rejection? _refusal;
    private bool _borrowsDefault;
    private SoapVersion? _version;

    private EnvelopeReader(ReadOnlyMemory<byte> bytes, XmlLimits limits, bool transcoded)
    {
        _bytes = bytes;
        _xml = new Utf8XmlReader(bytes.Span, limits, transcoded);
    }

    /// <summary>Reads a whole HTTP body.</summary>
    /// <param name="body">The bytes as received. The result points into them (or into a copy where they were not UTF-8).</param>
    /// <param name="charset">The charset parameter of the media type, where there was one.</param>
    /// <param name="limits">Depth, attributes and sizes of the XML.</param>
    public static ReadResult Read(ReadOnlyMemory<byte> body, string? charset = null, XmlLimits? limits = null)
    {
        if (body.IsEmpty)
            return new(null, EnvelopeRefusals.Of(RejectionCodes.BodyEmpty, "The request has no body.", "", "Send a SOAP envelope."), null);
        var input = Utf8Input.Open(body, charset);
        if (input.Error is { } error)
            return new(null, EnvelopeRefusals.Xml(error), null);
        var reader = new EnvelopeReader(input.Bytes, limits ?? XmlLimits.Default, input.Transcoded);
        try
        {
            var message = reader.ReadEnvelope();
            // Only the regular end of the input makes it XML; a message before a fault is not to be used.
            return reader.Failed() ? new(null, reader._refusal, reader._version) : new(message, null, reader._version);
        }
        finally
        {
            reader.Dispose();
        }
    }

    /// <summary>Gives the working memory of the tokenizer back.</summary>
    public void Dispose() => _xml.Dispose();

    private ReadMessage? ReadEnvelope()
    {
        if (!_xml.Read() || (_xml.Kind == XmlTokenKind.XmlDeclaration && !_xml.Read()))
            return null;
        while (_xml.Kind == XmlTokenKind.Comment)
            if (!_xml.Read()) return null;
        if (_xml.IsStart("Envelope"u8, SoapNames.Envelope12)) _version = SoapVersion.Soap12;
        else if (_xml.IsStart("Envelope"u8, SoapNames.Envelope11)) _version = SoapVersion.Soap11;
        else
        {
            Refuse(_xml.Kind == XmlTokenKind.ProcessingInstruction ? EnvelopeRefusals.Instruction : EnvelopeRefusals.NotAnEnvelope,
                "The document is no SOAP 1.1 or 1.2 envelope.", "", "Send the message inside a SOAP envelope.");
            return null;
        }
        var soap = _version == SoapVersion.Soap12 ? SoapNames.Envelope12 : SoapNames.Envelope11;
        ReadMessage? message = null;
        bool header = false, body = false;
        while (NextChild(1))
        {
            if (!header && !body && _xml.IsStart("Header"u8, soap))
            {
                header = true;
                if (NextChild(2))
                    return Refused(EnvelopeRefusals.HeaderNotEmpty, "The SOAP header is not empty.", "Envelope/Header", "Leave the SOAP header empty or out; switch off addressing and security headers.");
            }
            else if (!body && _xml.IsStart("Body"u8, soap))
            {
                body = true;
                message = ReadBody(soap);
                if (_refusal is not null) return null;
            }
            else
                return Refused(EnvelopeRefusals.BodyChildren, $"Element {Name()} is not expected here.", "Envelope", "Send an optional empty Header and one Body.");
        }
        if (_refusal is null && message is null && _xml.Error is null)
            Refuse(EnvelopeRefusals.BodyChildren, "The envelope has no body.", "Envelope", "Send exactly one message in the SOAP body.");
        // Comments may follow the root; anything else is a fault of the reader or an instruction.
        while (_refusal is null && _xml.Read())
            if (_xml.Kind == XmlTokenKind.ProcessingInstruction) RefuseInstruction();
        return message;
    }

    private ReadMessage? ReadBody(ReadOnlySpan<byte> soap)
    {
        var outer = _xml.CaptureNamespaces();
        ReadMessage? message = null;
        while (NextChild(2))
        {
            if (message is not null)
                return Refused(EnvelopeRefusals.BodyChildren, "The SOAP body has several children.", "Envelope/Body", "Send exactly one message in the SOAP body.");
            int start = _xml.TokenStart;
            _borrowsDefault = BindsDefault(outer) && !DeclaresDefault();
            message =
                _xml.IsStart("RequestMessage"u8, SoapNames.Message) ? ReadMessageParts(MessageKind.Request)
                : _xml.IsStart("ResponseMessage"u8, SoapNames.Message) ? ReadMessageParts(MessageKind.Response)
                : _xml.IsStart("FaultMessage"u8, SoapNames.Message) ? ReadMessageParts(MessageKind.Fault)
                : _xml.IsStart("Fault"u8, soap) ? ReadFault(soap)
                : Refused(EnvelopeRefusals.MessageElement, $"Element {Name()} is no message.", "Envelope/Body",
                    "Send RequestMessage of http://iec.ch/TC57/2011/schema/message.");
            if (message is null) return null;
            message = message with { Message = _bytes[start.._xml.TokenEnd], Namespaces = outer };
        }
        if (message is null && _refusal is null && _xml.Error is null)
            Refuse(EnvelopeRefusals.BodyChildren, "The SOAP body is empty.", "Envelope/Body", "Send exactly one message in the SOAP body.");
        return message;
    }

    /// <summary>
    /// The signature speaks for the message alone. A default namespace that only the envelope declares would give the payload a name that
    /// nobody signed.
    /// </summary>
    private static bool BindsDefault(XmlNamespaceContext outer)
    {
        for (int i = 0; i < outer.Count; i++)
            if (outer.Prefix(i).IsEmpty && !outer.Uri(i).IsEmpty) return true;
        return false;
    }

    private readonly bool DeclaresDefault()
    {
        for (int i = 0; i < _xml.AttributeCount; i++)
        {
            var attribute = _xml.Attribute(i);
            if (attribute.IsNamespaceDeclaration && attribute.Name.SequenceEqual("xmlns"u8)) return true;
        }
        return false;
    }

    /// <summary>Moves to the next child of the element at <paramref name="depth"/>; false at its end and on any fault.</summary>
    private bool NextChild(int depth)
    {
        while (_refusal is null && _xml.Read())
        {
            switch (_xml.Kind)
            {
                case XmlTokenKind.StartElement when _xml.Depth == depth + 1:
                    return true;
                case XmlTokenKind.EndElement when _xml.Depth == depth:
                    return false;
                case XmlTokenKind.Text when !_xml.IsWhiteSpace:
                case XmlTokenKind.CData:
                    Refuse(EnvelopeRefusals.MessageElement, "Text stands where only elements are expected.", Where(), "Remove the text.");
                    return false;
                case XmlTokenKind.ProcessingInstruction:
                    RefuseInstruction();
                    return false;
                default:
                    break;
            }
        }
        return false;
    }

    private bool Failed()
    {
        if (_refusal is null && _xml.Error is { } error) _refusal = EnvelopeRefusals.Xml(error);
        return _refusal is not null;
    }

    private void RefuseInstruction() =>
        Refuse(EnvelopeRefusals.Instruction, "A processing instruction stands in the envelope.", Where(), "SOAP messages hold no processing instructions.");

    private ReadMessage? Refused(string code, string text, string where, string remedy)
    {
        Refuse(code, text, where, remedy);
        return null;
    }

    private void Refuse(string code, string text, string where, string remedy) =>
        _refusal ??= _xml.Error is { } error ? EnvelopeRefusals.Xml(error) : EnvelopeRefusals.Of(code, text, where, remedy);

    private readonly string Name() => System.Text.Encoding.UTF8.GetString(_xml.LocalName);

    private readonly string Where()
    {
        var position = TextPosition.Of(_bytes.Span, _xml.TokenStart);
        return $"line {position.Line}, column {position.Column}";
    }
}
