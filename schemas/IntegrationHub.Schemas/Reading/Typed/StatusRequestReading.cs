using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Status requests 4.0 and 4.1 from their parts.</summary>
internal static class StatusRequestReading
{
    public static Func<DocumentPart, StatusRequest>? Make(ProfileId profile)
    {
        foreach (var version in Enum.GetValues<StatusRequestVersion>())
            if (profile.Means(StatusRequest.ProfileOf(version))) return part => Document(part, version);
        return null;
    }

    private static StatusRequest Document(DocumentPart part, StatusRequestVersion version) => new(version)
    {
        MRid = part.Text("mRID"),
        Type = part.Text("type"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.Party("receiver_MarketParticipant"),
        Created = part.Instant("createdDateTime"),
        Attributes = part.Each("AttributeInstanceComponent", Attribute),
    };

    private static RequestAttribute Attribute(DocumentPart part)
    {
        var value = part.Coded("attributeValue");
        return new RequestAttribute(part.Text("attribute"), value.Value, value.CodingScheme);
    }
}
