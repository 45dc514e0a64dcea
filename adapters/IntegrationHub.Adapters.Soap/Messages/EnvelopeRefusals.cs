using IntegrationHub.Exchange;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>Why an envelope or the message inside is refused. The codes are stable and documented in docs/protocol.md.</summary>
public static class EnvelopeRefusals
{
    /// <summary>Prefix of the codes of the XML reader, e.g. <c>XML_DOCTYPE_REFUSED</c>.</summary>
    public const string XmlPrefix = "XML_";

    public const string NotAnEnvelope = "SOAP_NOT_AN_ENVELOPE";
    public const string HeaderNotEmpty = "SOAP_HEADER_NOT_EMPTY";
    public const string BodyChildren = "SOAP_BODY_CHILDREN";
    public const string Instruction = "SOAP_PROCESSING_INSTRUCTION";
    public const string MessageElement = "MESSAGE_ELEMENT_UNEXPECTED";
    public const string MessageValue = "MESSAGE_VALUE_INVALID";
    public const string MessageTooManyParts = "MESSAGE_TOO_MANY_PARTS";
    public const string PayloadSeveral = "PAYLOAD_SEVERAL";
    public const string FormatUnknown = "PAYLOAD_FORMAT_UNKNOWN";
    public const string NotBase64 = "COMPRESSED_NOT_BASE64";
    public const string NotGzip = "COMPRESSED_NOT_GZIP";
    public const string Ratio = "COMPRESSED_RATIO_EXCEEDED";

    internal static Rejection Xml(XmlError error) => new(
        XmlPrefix + error.Id["xml.".Length..].ToUpperInvariant(), "A94", error.Message,
        $"line {error.Line}, column {error.Column}", error.Remedy);

    internal static Rejection Of(string code, string text, string where, string remedy) => new(code, "A94", text, where, remedy);

    /// <summary>True where the bytes are no SOAP message at all, so that HTTP 400 answers and no fault.</summary>
    public static bool IsUnreadable(string code) =>
        code.StartsWith(XmlPrefix, StringComparison.Ordinal) || code is NotAnEnvelope or RejectionCodes.BodyEmpty;
}
