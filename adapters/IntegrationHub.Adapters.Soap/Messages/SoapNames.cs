namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>The namespaces on the wire.</summary>
internal static class SoapNames
{
    public static ReadOnlySpan<byte> Envelope11 => "http://schemas.xmlsoap.org/soap/envelope/"u8;

    public static ReadOnlySpan<byte> Envelope12 => "http://www.w3.org/2003/05/soap-envelope"u8;

    /// <summary>IEC 61968-100 messages.</summary>
    public static ReadOnlySpan<byte> Message => "http://iec.ch/TC57/2011/schema/message"u8;

    /// <summary>Common payloads of IEC 62325-504: MessageList, QueryData, ParameterList.</summary>
    public static ReadOnlySpan<byte> Common => "urn:iec62325.504:messages:1:0"u8;

    public static ReadOnlySpan<byte> Signature => "http://www.w3.org/2000/09/xmldsig#"u8;
}

/// <summary>The SOAP version of an envelope; an answer uses the version that was asked.</summary>
public enum SoapVersion
{
    /// <summary>SOAP 1.1, <c>text/xml</c>.</summary>
    Soap11,

    /// <summary>SOAP 1.2, <c>application/soap+xml</c>.</summary>
    Soap12,
}
