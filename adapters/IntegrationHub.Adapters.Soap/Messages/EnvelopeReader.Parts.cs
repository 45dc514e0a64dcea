using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <content>Header, Request and Reply of a message.</content>
public ref partial struct EnvelopeReader
{
    private static readonly HashSet<string> Verbs =
    [
        "cancel", "canceled", "change", "changed", "create", "created", "close", "closed",
        "delete", "deleted", "get", "reply", "execute", "executed",
    ];

    private ReadMessage? ReadMessageParts(MessageKind kind)
    {
        MessageHeader? header = null;
        RequestPart? request = null;
        ReplyPart? reply = null;
        PayloadPart? payload = null;
        while (NextChild(3))
        {
            if (header is null && kind != MessageKind.Fault && _xml.IsStart("Header"u8, SoapNames.Message)) header = ReadHeader(kind);
            else if (header is not null && request is null && payload is null && kind == MessageKind.Request && _xml.IsStart("Request"u8, SoapNames.Message)) request = ReadRequest();
            else if (reply is null && payload is null && kind != MessageKind.Request && (header is not null || kind == MessageKind.Fault)
                && _xml.IsStart("Reply"u8, SoapNames.Message)) reply = ReadReply(4);
            else if (payload is null && header is not null && _xml.IsStart("Payload"u8, SoapNames.Message)) payload = ReadPayload();
            else return Refused(EnvelopeRefusals.MessageElement, $"Element {Name()} is not expected here.", Where(), "Send Header, then Request or Reply, then Payload, each at most once.");
            if (_refusal is not null) return null;
        }
        if (_refusal is not null || _xml.Error is not null) return null;
        if (header is null && kind != MessageKind.Fault)
            return Refused(EnvelopeRefusals.MessageElement, "The message has no Header.", "Header", "Begin the message with Header.");
        if (reply is null && kind != MessageKind.Request)
            return Refused(EnvelopeRefusals.MessageElement, "The message has no Reply.", "Reply", "Send Reply with a Result.");
        var message = new ReadMessage
        {
            Version = _version!.Value,
            Kind = kind,
            Message = default,
            Namespaces = XmlNamespaceContext.Empty,
            Request = request ?? RequestPart.Empty,
            Reply = reply,
            Payload = payload ?? PayloadPart.Empty,
        };
        return header is null ? message with { Fault = new FaultPart(false, "", "") } : message with { Header = header };
    }

    private MessageHeader? ReadHeader(MessageKind kind)
    {
        string? verb = null, noun = null, id = null, correlation = null, source = null, user = null;
        DateTimeOffset? timestamp = null;
        bool signed = false;
        int parts = 0;
        while (NextChild(4) && CountPart(ref parts, "Header"))
        {
            if (!_xml.NamespaceUri.SequenceEqual(SoapNames.Message))
            {
                signed |= _xml.IsStart("Signature"u8, SoapNames.Signature);
                if (!_xml.Skip()) return null;
                continue;
            }
            switch (Name())
            {
                case "Verb": Once(ref verb, "Header/Verb"); break;
                case "Noun": Once(ref noun, "Header/Noun"); break;
                case "MessageID": Once(ref id, "Header/MessageID"); break;
                case "CorrelationID": Once(ref correlation, "Header/CorrelationID"); break;
                case "Source": Once(ref source, "Header/Source"); break;
                case "Timestamp": Once(ref timestamp, "Header/Timestamp"); break;
                case "User": ReadUser(ref user); break;
                case "Revision" or "ReplayDetection" or "Context" or "AsyncReplyFlag" or "ReplyAddress" or "AckRequired" or "Comment" or "Property":
                    if (!_xml.Skip()) return null;
                    break;
                default: Refuse(EnvelopeRefusals.MessageElement, $"Element {Name()} is unknown.", "Header", "Send the elements of IEC 61968-100."); break;
            }
        }
        if (_refusal is not null || _xml.Error is not null) return null;
        if (verb is null || !Verbs.Contains(verb))
            Refuse(EnvelopeRefusals.MessageValue, verb is null ? "Verb is missing." : "Verb is none of the standard's verbs.", "Header/Verb", "Send a verb of IEC 61968-100, e.g. get or create.");
        else if (noun is null || (noun.Length == 0 && kind == MessageKind.Request))
            Refuse(EnvelopeRefusals.MessageValue, "Noun is missing or empty.", "Header/Noun", "Send the noun of the operation.");
        return new MessageHeader(verb ?? "", noun ?? "", timestamp, id, correlation, source, user, signed);
    }

    private void ReadUser(ref string? user)
    {
        while (NextChild(5))
        {
            if (_xml.IsStart("UserID"u8, SoapNames.Message)) Once(ref user, "Header/User/UserID");
            else if (!_xml.Skip()) return;
        }
    }

    private RequestPart? ReadRequest()
    {
        DateTimeOffset? start = null, end = null;
        string? file = null;
        var options = new List<KeyValuePair<string, string>>();
        int parts = 0;
        while (NextChild(4) && CountPart(ref parts, "Request"))
        {
            if (!_xml.NamespaceUri.SequenceEqual(SoapNames.Message))
            {
                if (!_xml.Skip()) return null;
                continue;
            }
            switch (Name())
            {
                case "StartTime": Once(ref start, "Request/StartTime"); break;
                case "EndTime": Once(ref end, "Request/EndTime"); break;
                case "Option": ReadOption(options); break;
                case "ID": ReadId(ref file, "Request/ID"); break;
                default: Refuse(EnvelopeRefusals.MessageElement, $"Element {Name()} is unknown.", "Request", "Send the elements of IEC 61968-100."); break;
            }
        }
        return _refusal is null ? new RequestPart(start, end, options, file) : null;
    }

    private void ReadOption(List<KeyValuePair<string, string>> options)
    {
        string? name = null, value = null;
        while (NextChild(5))
        {
            if (_xml.IsStart("name"u8, SoapNames.Message)) Once(ref name, "Request/Option/name");
            else if (_xml.IsStart("value"u8, SoapNames.Message)) Once(ref value, "Request/Option/value");
            else Refuse(EnvelopeRefusals.MessageElement, $"Element {Name()} is unknown.", "Request/Option", "Send name and value.");
        }
        if (name is null) Refuse(EnvelopeRefusals.MessageValue, "An option has no name.", "Request/Option", "Send name and value.");
        else options.Add(new(name, value ?? ""));
    }

    private ReplyPart? ReadReply(int depth)
    {
        string? result = null, file = null;
        var errors = new List<ReplyError>();
        int parts = 0;
        while (NextChild(depth) && CountPart(ref parts, "Reply"))
        {
            if (_xml.IsStart("Result"u8, SoapNames.Message)) Once(ref result, "Reply/Result");
            else if (_xml.IsStart("Error"u8, SoapNames.Message)) ReadError(errors, depth + 1);
            else if (_xml.IsStart("ID"u8, SoapNames.Message)) ReadId(ref file, "Reply/ID");
            else if (!_xml.Skip()) return null;
        }
        if (result is not ("OK" or "PARTIAL" or "FAILED"))
            Refuse(EnvelopeRefusals.MessageValue, "Result is none of OK, PARTIAL and FAILED.", "Reply/Result", "Send OK, PARTIAL or FAILED.");
        return _refusal is null ? new ReplyPart(result!, errors, file) : null;
    }

    private void ReadError(List<ReplyError> errors, int depth)
    {
        string? code = null, level = null, reason = null, details = null;
        while (NextChild(depth))
        {
            if (_xml.IsStart("code"u8, SoapNames.Message)) Once(ref code, "Reply/Error/code");
            else if (_xml.IsStart("level"u8, SoapNames.Message)) Once(ref level, "Reply/Error/level");
            else if (_xml.IsStart("reason"u8, SoapNames.Message)) Once(ref reason, "Reply/Error/reason");
            else if (_xml.IsStart("details"u8, SoapNames.Message)) Once(ref details, "Reply/Error/details");
            else if (!_xml.Skip()) return;
        }
        if (_refusal is null) errors.Add(new ReplyError(code ?? "", level, reason, details));
    }

    /// <summary>Of the ID elements only the file name matters (idType <c>name</c>).</summary>
    private void ReadId(ref string? file, string where)
    {
        bool isName = _xml.TryGetAttribute("idType"u8, default, out var type) && type.ValueEquals("name"u8);
        string? text = null;
        Once(ref text, where);
        if (isName) file ??= text;
    }

    private bool CountPart(ref int parts, string where)
    {
        if (++parts <= MaxParts) return true;
        Refuse(EnvelopeRefusals.MessageTooManyParts, $"More than {MaxParts} elements.", where, "Send fewer elements.");
        return false;
    }

    /// <summary>Reads the text of the element the reader stands on; a second element of the same name is refused, never overread.</summary>
    private void Once(ref string? value, string where)
    {
        if (value is not null)
        {
            Refuse(EnvelopeRefusals.MessageElement, "The element stands twice.", where, "Send it once.");
            return;
        }
        if (!_xml.TryReadElementText(out var text))
        {
            Refuse(EnvelopeRefusals.MessageElement, "An element stands where text is expected.", where, "Send text.");
            return;
        }
        if (text.Length > MaxTextBytes)
        {
            Refuse(EnvelopeRefusals.MessageValue, $"The text has {text.Length} bytes; the limit is {MaxTextBytes}.", where, "Send less text.");
            return;
        }
        value = System.Text.Encoding.UTF8.GetString(XmlTrim(text));
    }

    private void Once(ref DateTimeOffset? value, string where)
    {
        string? text = value is null ? null : "";
        Once(ref text, where);
        if (_refusal is not null || text is null) return;
        if (XsDateTime.TryParse(text, out var instant)) value = instant;
        else Refuse(EnvelopeRefusals.MessageValue, "The text is no xs:dateTime.", where, "Send a time as 2026-11-21T01:00:00.000Z.");
    }

    private static ReadOnlySpan<byte> XmlTrim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);
}
