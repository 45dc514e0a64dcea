namespace IntegrationHub.Host.Tests.Commands;

/// <summary>Documents the tests of this folder share.</summary>
internal static class Documents
{
    /// <summary>Fits StatusRequest 4.1; the last character of the sender's EIC should be Z.</summary>
    public const string StatusRequestWithWrongEic =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <StatusRequest_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-5:statusrequestdocument:4:1">
          <mRID>request-1</mRID>
          <type>A59</type>
          <sender_MarketParticipant.mRID codingScheme="A01">10XIHUB-RETAILRA</sender_MarketParticipant.mRID>
          <sender_MarketParticipant.marketRole.type>A12</sender_MarketParticipant.marketRole.type>
          <receiver_MarketParticipant.mRID codingScheme="A01">10X1001A1001A450</receiver_MarketParticipant.mRID>
          <receiver_MarketParticipant.marketRole.type>A11</receiver_MarketParticipant.marketRole.type>
          <createdDateTime>2026-03-02T08:00:00Z</createdDateTime>
          <AttributeInstanceComponent>
            <attribute>messageIdentification</attribute>
            <attributeValue>schedule-1</attributeValue>
          </AttributeInstanceComponent>
        </StatusRequest_MarketDocument>
        """;
}
