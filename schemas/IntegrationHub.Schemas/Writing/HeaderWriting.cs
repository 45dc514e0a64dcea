namespace IntegrationHub.Schemas.Writing;

/// <summary>The elements that every document's header has in the same order.</summary>
internal static class HeaderWriting
{
    public static void Parties(this MarketXmlWriter xml, PartyInRole sender, PartyInRole? receiver)
    {
        xml.Coded("sender_MarketParticipant.mRID"u8, sender.Id);
        xml.Text("sender_MarketParticipant.marketRole.type"u8, sender.Role);
        xml.Coded("receiver_MarketParticipant.mRID"u8, receiver?.Id);
        xml.Text("receiver_MarketParticipant.marketRole.type"u8, receiver?.Role);
    }

    public static void Subject(this MarketXmlWriter xml, PartyInRole? subject)
    {
        xml.Coded("subject_MarketParticipant.mRID"u8, subject?.Id);
        xml.Text("subject_MarketParticipant.marketRole.type"u8, subject?.Role);
    }

    public static void Status(this MarketXmlWriter xml, ReadOnlySpan<byte> name, string? code)
    {
        if (code is null) return;
        xml.Open(name);
        xml.Text("value"u8, code);
        xml.Close(name);
    }
}
