using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Files;

/// <summary>Finds the message that a file holds: the file itself, or the one child of the body of a SOAP 1.1 or 1.2 envelope.</summary>
internal static class EnvelopedMessage
{
    private static ReadOnlySpan<byte> Soap11 => "http://schemas.xmlsoap.org/soap/envelope/"u8;

    private static ReadOnlySpan<byte> Soap12 => "http://www.w3.org/2003/05/soap-envelope"u8;

    /// <summary>Offset and length of the message in the file, its XML declaration left out; or a refusal.</summary>
    /// <param name="file">UTF-8.</param>
    /// <param name="transcoded">True when the file had another encoding, which its declaration names.</param>
    /// <param name="message">Where the message lies.</param>
    public static SignatureRefusal? Find(ReadOnlySpan<byte> file, bool transcoded, out (int Offset, int Length) message)
    {
        message = (0, file.Length);
        var xml = new Utf8XmlReader(file, limits: null, transcoded);
        try
        {
            var bodies = 0;
            while (xml.Read())
            {
                if (xml.Kind == XmlTokenKind.XmlDeclaration)
                    message = (xml.TokenEnd, file.Length - xml.TokenEnd);
                if (xml.Kind != XmlTokenKind.StartElement)
                    continue;
                if (xml.Depth == 1 && !IsSoap(in xml, "Envelope"u8))
                    return null;
                if (xml.Depth == 2 && IsSoap(in xml, "Body"u8))
                {
                    if (++bodies > 1)
                        return Refuse("The envelope has two bodies.");
                    if (ReadBody(ref xml, out message) is { } refusal)
                        return refusal;
                }
            }
            if (xml.Error is { } error)
                return SignatureRefusals.Of(SignatureRefusalCode.Unreadable, $"{error.Id} at line {error.Line}, column {error.Column}: {error.Message}");
            return bodies == 1 ? null : Refuse("The envelope has no body.");
        }
        finally
        {
            xml.Dispose();
        }
    }

    private static SignatureRefusal? ReadBody(ref Utf8XmlReader xml, out (int Offset, int Length) message)
    {
        message = default;
        var children = 0;
        while (xml.Read() && !(xml.Kind == XmlTokenKind.EndElement && xml.Depth == 2))
        {
            if (xml.Kind != XmlTokenKind.StartElement)
                continue;
            if (++children > 1)
                return Refuse("The body has more than one child.");
            var start = xml.TokenStart;
            if (!xml.Skip())
                return null;
            message = (start, xml.TokenEnd - start);
        }
        return children == 1 || xml.Error is not null ? null : Refuse("The body is empty.");
    }

    private static bool IsSoap(ref readonly Utf8XmlReader xml, ReadOnlySpan<byte> localName) =>
        xml.IsStart(localName, Soap12) || xml.IsStart(localName, Soap11);

    private static SignatureRefusal Refuse(string detail) => SignatureRefusals.Of(SignatureRefusalCode.NotAMessage, detail);
}
