using IntegrationHub.Host.Data;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>Small documents: a status request fits StatusRequest 4.1 and needs nothing but its parties.</summary>
internal static class Requests
{
    public const string Us = StarterConfiguration.DevelopmentCode;

    public static string From(string sender, string receiver, string mRid) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <StatusRequest_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-5:statusrequestdocument:4:1">
          <mRID>{mRid}</mRID>
          <type>A59</type>
          <sender_MarketParticipant.mRID codingScheme="A01">{sender}</sender_MarketParticipant.mRID>
          <sender_MarketParticipant.marketRole.type>A12</sender_MarketParticipant.marketRole.type>
          <receiver_MarketParticipant.mRID codingScheme="A01">{receiver}</receiver_MarketParticipant.mRID>
          <receiver_MarketParticipant.marketRole.type>A11</receiver_MarketParticipant.marketRole.type>
          <createdDateTime>2026-03-02T08:00:00Z</createdDateTime>
          <AttributeInstanceComponent>
            <attribute>messageIdentification</attribute>
            <attributeValue>schedule-1</attributeValue>
          </AttributeInstanceComponent>
        </StatusRequest_MarketDocument>
        """;
}
