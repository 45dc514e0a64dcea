using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Acknowledgements 7.0, 8.0 and 8.1 from their parts.</summary>
internal static class AcknowledgementReading
{
    public static Func<DocumentPart, Acknowledgement>? Make(ProfileId profile)
    {
        foreach (var version in Enum.GetValues<AcknowledgementVersion>())
            if (profile.Means(Acknowledgement.ProfileOf(version))) return part => Document(part, version);
        return null;
    }

    private static Acknowledgement Document(DocumentPart part, AcknowledgementVersion version) => new(version)
    {
        MRid = part.Text("mRID"),
        Created = part.Instant("createdDateTime"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.Coded("receiver_MarketParticipant.mRID"),
        ReceiverRole = part.OptionalText("receiver_MarketParticipant.marketRole.type"),
        Received = Received(part),
        Rejected = part.Each("Rejected_TimeSeries", Rejected),
        Reasons = part.Reasons(),
        Intervals = part.Each("InError_Period", InError),
    };

    private static DocumentReference? Received(DocumentPart part)
    {
        var received = new DocumentReference(
            part.OptionalText("received_MarketDocument.mRID"),
            part.Number("received_MarketDocument.revisionNumber"),
            part.OptionalText("received_MarketDocument.type"),
            part.OptionalText("received_MarketDocument.process.processType"),
            part.OptionalText("received_MarketDocument.title"),
            part.OptionalInstant("received_MarketDocument.createdDateTime"));
        return received == new DocumentReference(null, null) ? null : received;
    }

    private static RejectedSeries Rejected(DocumentPart part) => new()
    {
        MRid = part.Text("mRID"),
        Version = part.Number("version"),
        Intervals = part.Each("InError_Period", InError),
        Reasons = part.Reasons(),
    };

    private static IntervalInError InError(DocumentPart part) => new(part.Interval("timeInterval"), part.Reasons());
}
