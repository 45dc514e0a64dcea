namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>What the header of a message of ours says.</summary>
/// <param name="At">Timestamp, UTC.</param>
/// <param name="MessageId">Our identifier.</param>
/// <param name="CorrelationId">In an answer: the identifier of the request, where it had one.</param>
public sealed record OwnHeader(DateTimeOffset At, string? MessageId = null, string? CorrelationId = null);

/// <summary>The parts that all our messages share. Every prefix is declared on the message: envelopes may be changed, it may not.</summary>
internal static class MessageHeaderWriter
{
    public static XmlOut Open(XmlOut xml, ReadOnlySpan<byte> message, ReadOnlySpan<byte> verb, string noun, OwnHeader header) => xml
        .Raw("<"u8).Raw(message).Raw(" xmlns=\""u8).Raw(SoapNames.Message).Raw("\"><Header><Verb>"u8).Raw(verb).Raw("</Verb>"u8)
        .Element("Noun"u8, noun)
        .Element("Timestamp"u8, XsDateTime.Format(header.At))
        .Element("MessageID"u8, header.MessageId)
        .Element("CorrelationID"u8, header.CorrelationId)
        .Raw("</Header>"u8);

    public static XmlOut Option(XmlOut xml, string name, string? value) => value is null ? xml : xml
        .Raw("<Option>"u8).Element("name"u8, name).Element("value"u8, value).Raw("</Option>"u8);
}
