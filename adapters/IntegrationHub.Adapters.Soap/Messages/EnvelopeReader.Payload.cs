using System.Buffers;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <content>Payload and SOAP fault.</content>
public ref partial struct EnvelopeReader
{
    private PayloadPart? ReadPayload()
    {
        var inherited = _xml.CaptureNamespaces();
        ReadOnlyMemory<byte> element = default;
        ReadOnlyMemory<byte>? compressed = null;
        string root = "";
        string? format = null;
        while (NextChild(4))
        {
            if (!_xml.NamespaceUri.SequenceEqual(SoapNames.Message))
            {
                if (!element.IsEmpty || compressed is not null)
                    return SeveralPayloads();
                if (_borrowsDefault)
                {
                    Refuse(EnvelopeRefusals.MessageElement, "The message takes its default namespace from the envelope, which its signature does not cover.", "Envelope",
                        "Declare every namespace on the message itself.");
                    return null;
                }
                int start = _xml.TokenStart;
                root = Name();
                if (!_xml.Skip()) return null;
                element = _bytes[start.._xml.TokenEnd];
            }
            else if (_xml.IsStart("Compressed"u8, SoapNames.Message))
            {
                if (!element.IsEmpty || compressed is not null)
                    return SeveralPayloads();
                compressed = ReadLongText();
                if (compressed is null) return null;
            }
            else if (_xml.IsStart("Format"u8, SoapNames.Message)) Once(ref format, "Payload/Format");
            else
            {
                Refuse(EnvelopeRefusals.MessageElement, $"Element {Name()} is not expected here.", "Payload", "Send one document or Compressed, then Format.");
                return null;
            }
        }
        return _refusal is null && _xml.Error is null ? new PayloadPart(element, inherited, root, compressed, format) : null;
    }

    private PayloadPart? SeveralPayloads()
    {
        Refuse(EnvelopeRefusals.PayloadSeveral, "The payload holds more than one document.", "Payload", "Send one document per message.");
        return null;
    }

    /// <summary>A text of any length: a slice of the input where it stands there in one piece, otherwise joined and unescaped.</summary>
    private ReadOnlyMemory<byte>? ReadLongText()
    {
        ReadOnlyMemory<byte> first = default;
        ArrayBufferWriter<byte>? joined = null;
        while (_xml.Read())
        {
            switch (_xml.Kind)
            {
                case XmlTokenKind.EndElement:
                    return joined is null ? first : joined.WrittenMemory;
                case XmlTokenKind.Text or XmlTokenKind.CData:
                    var raw = _xml.RawText;
                    // A carriage return is a blank to base64; only references must be resolved.
                    bool plain = _xml.Kind == XmlTokenKind.CData || !raw.Contains((byte)'&');
                    if (plain && first.IsEmpty && joined is null)
                    {
                        int start = _xml.Kind == XmlTokenKind.CData ? _xml.TokenStart + "<![CDATA[".Length : _xml.TokenStart;
                        first = _bytes.Slice(start, raw.Length);
                        break;
                    }
                    if (joined is null)
                    {
                        joined = new ArrayBufferWriter<byte>(Math.Max(256, first.Length + raw.Length));
                        joined.Write(first.Span);
                    }
                    if (plain) joined.Write(raw);
                    else joined.Advance(XmlText.Unescape(raw, joined.GetSpan(raw.Length)));
                    break;
                case XmlTokenKind.StartElement:
                    Refuse(EnvelopeRefusals.MessageElement, "An element stands where text is expected.", "Payload/Compressed", "Send base64 text.");
                    return null;
                default:
                    break;
            }
        }
        return null;
    }

    private ReadMessage? ReadFault(ReadOnlySpan<byte> soap)
    {
        string? code = null, reason = null;
        ReplyPart? reply = null;
        while (NextChild(3))
        {
            var name = Name();
            if (name is "Code")
            {
                while (NextChild(4))
                {
                    if (_xml.IsStart("Value"u8, soap)) Once(ref code, "Fault/Code/Value");
                    else if (!_xml.Skip()) return null;
                }
            }
            else if (name is "Reason")
            {
                while (NextChild(4))
                {
                    if (reason is null && _xml.IsStart("Text"u8, soap)) Once(ref reason, "Fault/Reason/Text");
                    else if (!_xml.Skip()) return null;
                }
            }
            else if (name is "faultcode") Once(ref code, "Fault/faultcode");
            else if (name is "faultstring") Once(ref reason, "Fault/faultstring");
            else if (name is "Detail" or "detail")
            {
                while (NextChild(4))
                {
                    if (reply is null && _xml.IsStart("FaultMessage"u8, SoapNames.Message)) reply = ReadFaultMessage();
                    else if (!_xml.Skip()) return null;
                }
            }
            else if (!_xml.Skip()) return null;
        }
        if (_refusal is not null || _xml.Error is not null) return null;
        var local = code is null ? "" : code[(code.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return new ReadMessage
        {
            Version = _version!.Value,
            Kind = MessageKind.Fault,
            Message = default,
            Namespaces = XmlNamespaceContext.Empty,
            Reply = reply,
            Fault = new FaultPart(local.StartsWith("Sender", StringComparison.Ordinal) || local.StartsWith("Client", StringComparison.Ordinal), local, reason ?? ""),
        };
    }

    private ReplyPart? ReadFaultMessage()
    {
        ReplyPart? reply = null;
        while (NextChild(5))
        {
            if (reply is null && _xml.IsStart("Reply"u8, SoapNames.Message)) reply = ReadReply(6);
            else if (!_xml.Skip()) return null;
        }
        return reply;
    }
}
