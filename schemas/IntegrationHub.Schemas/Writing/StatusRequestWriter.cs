using System.Buffers;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes status requests 4.0 and 4.1. Holds no state; safe to share between threads.</summary>
public static class StatusRequestWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(StatusRequest document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, document.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Text("type"u8, document.Type);
        xml.Parties(document.Sender, document.Receiver);
        xml.Instant("createdDateTime"u8, document.Created);
        foreach (var attribute in document.Attributes)
        {
            xml.Open("AttributeInstanceComponent"u8);
            xml.Text("attribute"u8, attribute.Name);
            xml.Coded("attributeValue"u8, new CodedId(attribute.Value, attribute.CodingScheme));
            xml.Close("AttributeInstanceComponent"u8);
        }

        xml.Finish(document.Profile);
    }
}
