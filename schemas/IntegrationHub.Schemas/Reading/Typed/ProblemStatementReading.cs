using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Problem statements 3.2 from their parts.</summary>
internal static class ProblemStatementReading
{
    public static Func<DocumentPart, ProblemStatement>? Make(ProfileId profile) => profile.Means(ProblemStatement.Profile) ? Document : null;

    private static ProblemStatement Document(DocumentPart part) => new()
    {
        MRid = part.Text("mRID"),
        Revision = part.Number("revisionNumber") ?? 1,
        Type = part.Text("type"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.Party("receiver_MarketParticipant"),
        Created = part.Instant("createdDateTime"),
        Period = part.Interval("period.timeInterval"),
        ExpectedType = part.Text("expected_MarketDocument.type"),
        ExpectedCreated = part.Instant("expected_MarketDocument.createdDateTime"),
        ExpectedProcessType = part.OptionalText("expected_MarketDocument.process.processType"),
        ExpectedTimeframe = part.OptionalText("expected_MarketDocument.process.energyMarket.timeframe"),
        EstimatedDelivery = part.OptionalInstant("delivery_MarketDocument.createdDateTime"),
        Domain = part.OptionalCoded("domain.mRID"),
        Reasons = part.Reasons(),
    };
}
