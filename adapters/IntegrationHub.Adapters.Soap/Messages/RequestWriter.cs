using System.Globalization;
using IntegrationHub.Exchange.Mailbox;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>Writes RequestMessages as documents of their own, UTF-8, without XML declaration, ready to be signed and wrapped.</summary>
public static class RequestWriter
{
    /// <summary>List: everything after a code, or an interval.</summary>
    public static ReadOnlyMemory<byte> List(MailboxQuery query, OwnHeader header)
    {
        var xml = Open("get"u8, "MessageList", header).Raw("<Request>"u8);
        if (query.Interval is { } interval)
        {
            xml.Element("StartTime"u8, XsDateTime.Format(interval.Start)).Element("EndTime"u8, XsDateTime.Format(interval.End));
            MessageHeaderWriter.Option(xml, "IntervalType", query.IntervalType.ToString());
        }
        else
            MessageHeaderWriter.Option(xml, "Code", (query.AfterCode ?? 0).ToString(CultureInfo.InvariantCulture));
        MessageHeaderWriter.Option(xml, "MessageIdentification", query.IdentificationPattern);
        foreach (var type in query.Types)
            MessageHeaderWriter.Option(xml, "MsgType", type);
        MessageHeaderWriter.Option(xml, "Owner", query.Owner);
        return CloseRequest(xml);
    }

    public static ReadOnlyMemory<byte> GetByCode(long code, OwnHeader header) =>
        Get(header, ("Code", code.ToString(CultureInfo.InvariantCulture)));

    public static ReadOnlyMemory<byte> GetByIdentification(string identification, int? version, OwnHeader header) =>
        version is { } number
            ? Get(header, ("MessageIdentification", identification), ("MessageVersion", number.ToString(CultureInfo.InvariantCulture)))
            : Get(header, ("MessageIdentification", identification));

    public static ReadOnlyMemory<byte> GetNext(OwnHeader header) => Get(header, ("Queue", "NEXT"));

    public static ReadOnlyMemory<byte> Query(string dataType, IReadOnlyList<KeyValuePair<string, string>> parameters, OwnHeader header)
    {
        var xml = MessageHeaderWriter.Option(Open("get"u8, "QueryData", header).Raw("<Request>"u8), "DataType", dataType);
        foreach (var (name, value) in parameters)
            MessageHeaderWriter.Option(xml, name, value);
        return CloseRequest(xml);
    }

    /// <summary>Put of a document as an element; its bytes go in unchanged, without its XML declaration.</summary>
    /// <param name="document">UTF-8 bytes of a whole document.</param>
    /// <param name="header">Our header.</param>
    /// <exception cref="ArgumentException">The bytes are no XML document.</exception>
    public static ReadOnlyMemory<byte> Put(ReadOnlyMemory<byte> document, OwnHeader header)
    {
        var element = DocumentElement.Of(document);
        return MessageHeaderWriter.Open(new XmlOut(element.Bytes.Length + 512), "RequestMessage"u8, "create"u8, element.Name, header)
            .Raw("<Payload>"u8).Raw(element.Bytes.Span).Raw("</Payload></RequestMessage>"u8).Written;
    }

    /// <summary>Put of a document as base64 of gzip.</summary>
    public static ReadOnlyMemory<byte> PutCompressed(ReadOnlyMemory<byte> document, string? fileName, OwnHeader header) =>
        Compressed(GzipBytes.Of(document.Span), fileName, "XML", header);

    /// <summary>Put of a file of any kind.</summary>
    public static ReadOnlyMemory<byte> PutBinary(ReadOnlyMemory<byte> file, string fileName, OwnHeader header) =>
        Compressed(file.Span, fileName, "BINARY", header);

    private static ReadOnlyMemory<byte> Compressed(ReadOnlySpan<byte> bytes, string? fileName, string format, OwnHeader header)
    {
        var xml = MessageHeaderWriter.Open(new XmlOut((bytes.Length / 3 * 4) + 1024), "RequestMessage"u8, "create"u8, "Compressed", header);
        if (fileName is not null)
            xml.Raw("<Request><ID idType=\"name\">"u8).Text(fileName).Raw("</ID></Request>"u8);
        return xml.Raw("<Payload><Compressed>"u8).Base64(bytes).Raw("</Compressed>"u8).Element("Format"u8, format).Raw("</Payload></RequestMessage>"u8).Written;
    }

    private static ReadOnlyMemory<byte> Get(OwnHeader header, params ReadOnlySpan<(string Name, string Value)> options)
    {
        var xml = Open("get"u8, "Any", header).Raw("<Request>"u8);
        foreach (var (name, value) in options)
            MessageHeaderWriter.Option(xml, name, value);
        return CloseRequest(xml);
    }

    private static XmlOut Open(ReadOnlySpan<byte> verb, string noun, OwnHeader header) =>
        MessageHeaderWriter.Open(new XmlOut(1024), "RequestMessage"u8, verb, noun, header);

    private static ReadOnlyMemory<byte> CloseRequest(XmlOut xml) => xml.Raw("</Request></RequestMessage>"u8).Written;
}
