using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Tests.Material;

/// <summary>Finds the message inside a SOAP envelope by its bytes.</summary>
public static class BodyChild
{
    /// <summary>The body's child where the root is an envelope, else the bytes as they are.</summary>
    public static byte[] Of(byte[] bytes)
    {
        using var xml = new Utf8XmlReader(bytes);
        var body = false;
        while (xml.Read())
        {
            if (xml.Kind != XmlTokenKind.StartElement)
                continue;
            if (xml.Depth == 1 && !xml.LocalName.SequenceEqual("Envelope"u8))
                return bytes;
            if (body)
            {
                var start = xml.TokenStart;
                xml.Skip();
                return bytes[start..xml.TokenEnd];
            }
            body = xml.LocalName.SequenceEqual("Body"u8);
        }
        return bytes;
    }
}
