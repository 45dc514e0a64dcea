namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>The SOAP envelope around a message. The message's bytes are never touched: they may be signed.</summary>
public static class EnvelopeWriter
{
    /// <summary>What stands before the message; no declaration in it is needed by the message.</summary>
    public static ReadOnlySpan<byte> Before(SoapVersion version) => version == SoapVersion.Soap12
        ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Body>"u8
        : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>"u8;

    /// <summary>What stands behind the message.</summary>
    public static ReadOnlySpan<byte> After => "</S:Body></S:Envelope>"u8;

    /// <summary>The whole body of a request or an answer in one piece.</summary>
    public static byte[] Wrap(SoapVersion version, ReadOnlySpan<byte> message)
    {
        var before = Before(version);
        var body = new byte[before.Length + message.Length + After.Length];
        before.CopyTo(body);
        message.CopyTo(body.AsSpan(before.Length));
        After.CopyTo(body.AsSpan(before.Length + message.Length));
        return body;
    }

    /// <summary>Media type of requests and answers.</summary>
    public static string ContentType(SoapVersion version) =>
        version == SoapVersion.Soap12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8";

    /// <summary>A fault as body child: FaultMessage with Result FAILED and one Error in its detail.</summary>
    public static ReadOnlyMemory<byte> Fault(SoapVersion version, bool fromSender, string code, string details)
    {
        var reason = code + " " + details;
        var xml = new XmlOut(1024);
        if (version == SoapVersion.Soap12)
            xml.Raw("<S:Fault><S:Code><S:Value>S:"u8).Raw(fromSender ? "Sender"u8 : "Receiver"u8)
                .Raw("</S:Value></S:Code><S:Reason><S:Text xml:lang=\"en\">"u8).Text(reason).Raw("</S:Text></S:Reason><S:Detail>"u8);
        else
            xml.Raw("<S:Fault><faultcode>S:"u8).Raw(fromSender ? "Client"u8 : "Server"u8)
                .Raw("</faultcode><faultstring>"u8).Text(reason).Raw("</faultstring><detail>"u8);
        xml.Raw("<FaultMessage xmlns=\""u8).Raw(SoapNames.Message).Raw("\"><Reply><Result>FAILED</Result><Error>"u8)
            .Element("code"u8, code).Element("level"u8, "FATAL").Element("details"u8, details)
            .Raw("</Error></Reply></FaultMessage>"u8);
        return xml.Raw(version == SoapVersion.Soap12 ? "</S:Detail></S:Fault>"u8 : "</detail></S:Fault>"u8).Written;
    }
}
