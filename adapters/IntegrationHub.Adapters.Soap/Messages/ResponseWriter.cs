using System.Globalization;
using IntegrationHub.Exchange.Mailbox;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>Writes ResponseMessages as documents of their own, UTF-8, without XML declaration, ready to be signed and wrapped.</summary>
public static class ResponseWriter
{
    /// <summary>Answer to List. An empty list still has its payload element.</summary>
    public static ReadOnlyMemory<byte> List(IEnumerable<MailboxEntry> entries, OwnHeader header)
    {
        var xml = Open(4096, "MessageList", "OK", header).Raw("<Payload><MessageList xmlns=\""u8).Raw(SoapNames.Common).Raw("\">"u8);
        foreach (var entry in entries)
            Entry(xml, entry);
        return xml.Raw("</MessageList></Payload></ResponseMessage>"u8).Written;
    }

    /// <summary>Answer to Get: the document as an element, its bytes unchanged.</summary>
    public static ReadOnlyMemory<byte> Document(DocumentElement element, OwnHeader header) =>
        Open(element.Bytes.Length + 512, element.Name, "OK", header)
            .Raw("<Payload>"u8).Raw(element.Bytes.Span).Raw("</Payload></ResponseMessage>"u8).Written;

    /// <summary>Answer to Get: the document as base64 of gzip.</summary>
    public static ReadOnlyMemory<byte> Compressed(ReadOnlyMemory<byte> document, string fileName, OwnHeader header) =>
        File(GzipBytes.Of(document.Span), fileName, "XML", header);

    /// <summary>Answer to Get: a file of any kind.</summary>
    public static ReadOnlyMemory<byte> Binary(ReadOnlyMemory<byte> file, string fileName, OwnHeader header) =>
        File(file.Span, fileName, "BINARY", header);

    /// <summary>Answer to Put: the acknowledgement, or an empty noun and payload where there is none.</summary>
    public static ReadOnlyMemory<byte> Put(ReadOnlyMemory<byte> acknowledgement, bool positive, OwnHeader header)
    {
        var result = positive ? "OK" : "FAILED";
        if (acknowledgement.IsEmpty)
            return Open(512, "", result, header).Raw("<Payload/></ResponseMessage>"u8).Written;
        var element = DocumentElement.Of(acknowledgement);
        return Open(element.Bytes.Length + 512, element.Name, result, header)
            .Raw("<Payload>"u8).Raw(element.Bytes.Span).Raw("</Payload></ResponseMessage>"u8).Written;
    }

    /// <summary>Answer to QueryData: what was asked, and a ParameterList.</summary>
    public static ReadOnlyMemory<byte> Query(
        IEnumerable<KeyValuePair<string, string>> asked, IEnumerable<KeyValuePair<string, string?>> parameters, OwnHeader header)
    {
        var xml = Open(2048, "QueryData", "OK", header).Raw("<Payload><QueryData xmlns=\""u8).Raw(SoapNames.Common).Raw("\"><RequestParameters>"u8);
        foreach (var (name, value) in asked)
            Parameter(xml, name, value);
        xml.Raw("</RequestParameters><ParameterList>"u8);
        foreach (var (name, value) in parameters)
            Parameter(xml, name, value);
        return xml.Raw("</ParameterList></QueryData></Payload></ResponseMessage>"u8).Written;
    }

    private static XmlOut Open(int capacity, string noun, string result, OwnHeader header) =>
        MessageHeaderWriter.Open(new XmlOut(capacity), "ResponseMessage"u8, "reply"u8, noun, header)
            .Raw("<Reply>"u8).Element("Result"u8, result).Raw("</Reply>"u8);

    private static ReadOnlyMemory<byte> File(ReadOnlySpan<byte> bytes, string fileName, string format, OwnHeader header) =>
        MessageHeaderWriter.Open(new XmlOut((bytes.Length / 3 * 4) + 1024), "ResponseMessage"u8, "reply"u8, "Compressed", header)
            .Raw("<Reply><Result>OK</Result><ID idType=\"name\">"u8).Text(fileName).Raw("</ID></Reply><Payload><Compressed>"u8)
            .Base64(bytes).Raw("</Compressed>"u8).Element("Format"u8, format).Raw("</Payload></ResponseMessage>"u8).Written;

    private static void Entry(XmlOut xml, MailboxEntry entry)
    {
        xml.Raw("<Message>"u8)
            .Element("Code"u8, entry.Code.ToString(CultureInfo.InvariantCulture))
            .Element("MessageIdentification"u8, entry.MessageIdentification)
            .Element("MessageVersion"u8, entry.MessageVersion is >= 1 ? entry.MessageVersion.Value.ToString(CultureInfo.InvariantCulture) : null)
            .Element("Status"u8, entry.Status)
            .Raw("<ApplicationTimeInterval>"u8)
            .Element("start"u8, Seconds(entry.ApplicationInterval?.Start ?? entry.ServerTimestamp))
            .Element("end"u8, entry.ApplicationInterval is { } interval ? Seconds(interval.End) : null)
            .Raw("</ApplicationTimeInterval>"u8)
            .Element("ServerTimestamp"u8, XsDateTime.Format(entry.ServerTimestamp))
            .Element("Type"u8, entry.Type)
            .Element("Owner"u8, entry.Owner)
            .Raw("</Message>"u8);
    }

    private static void Parameter(XmlOut xml, string name, string? value) =>
        xml.Raw("<Parameter>"u8).Element("name"u8, name).Element("value"u8, value).Raw("</Parameter>"u8);

    private static string Seconds(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
