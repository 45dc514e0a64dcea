using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Confirmations 5.3 from their parts.</summary>
internal static class ConfirmationReading
{
    public static Func<DocumentPart, Confirmation>? Make(ProfileId profile) => profile.Means(Confirmation.Profile) ? Document : null;

    private static Confirmation Document(DocumentPart part) => new()
    {
        MRid = part.Text("mRID"),
        Type = part.Text("type"),
        Created = part.Instant("createdDateTime"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.Party("receiver_MarketParticipant"),
        Period = part.Interval("schedule_Period.timeInterval"),
        ConfirmedMRid = part.OptionalText("confirmed_MarketDocument.mRID"),
        ConfirmedRevision = part.Number("confirmed_MarketDocument.revisionNumber"),
        RelatedMRid = part.OptionalText("related_MarketDocument.mRID"),
        RelatedRevision = part.Number("related_MarketDocument.revisionNumber"),
        Domain = part.Coded("domain.mRID"),
        Subject = part.OptionalParty("subject_MarketParticipant"),
        ProcessType = part.OptionalText("process.processType"),
        Reasons = part.Reasons(),
        Imposed = part.Each("Imposed_TimeSeries", Imposed),
        Confirmed = part.Each("Confirmed_TimeSeries", Confirmed),
    };

    private static ImposedSeries Imposed(DocumentPart part) => ExchangeReading.Common(part, new ImposedSeries
    {
        MRid = part.Text("mRID"),
        BusinessType = part.Text("businessType"),
        Periods = part.Periods(ExchangeReading.Points),
        Reasons = part.Reasons(),
    });

    private static ConfirmedSeries Confirmed(DocumentPart part) => ExchangeReading.Common(part, new ConfirmedSeries
    {
        MRid = part.Text("mRID"),
        BusinessType = part.Text("businessType"),
        Periods = part.Periods(ExchangeReading.Points),
        Reasons = part.Reasons(),
    });
}
