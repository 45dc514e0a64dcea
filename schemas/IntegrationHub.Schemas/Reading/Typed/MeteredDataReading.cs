using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Validated metered data of the Ediel exchange, 0.1, from its parts.</summary>
internal static class MeteredDataReading
{
    private const PointContent Points = PointContent.Quantities | PointContent.Qualities | PointContent.Unavailable;

    public static Func<DocumentPart, MeteredData>? Make(ProfileId profile) => profile.Means(MeteredData.Profile) ? Document : null;

    private static MeteredData Document(DocumentPart part) => new()
    {
        MRid = part.Text("mRID"),
        // The schema gives an empty element this value.
        Type = part.OptionalText("type") ?? "E66",
        ProcessType = part.Text("process.processType"),
        BusinessSector = part.OptionalText("businessSector.type"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.Party("receiver_MarketParticipant"),
        Created = part.Instant("createdDateTime"),
        Series = part.Each("Series", Series),
    };

    private static MeteredSeries Series(DocumentPart part) => new()
    {
        MRid = part.Text("mRID"),
        OriginalTransaction = part.OptionalText("originalTransactionIDReference_Series.mRID"),
        MeteringPoint = part.Coded("marketEvaluationPoint.mRID"),
        MeteringPointType = part.Text("marketEvaluationPoint.type"),
        Registered = part.Instant("registration_DateAndOrTime.dateTime"),
        InDomain = part.OptionalCoded("in_Domain.mRID"),
        OutDomain = part.OptionalCoded("out_Domain.mRID"),
        Product = part.OptionalText("product"),
        Unit = part.Text("quantity_Measure_Unit.name"),
        Period = part.Periods(Points) is [var period] ? period : throw new FormatException("A series has one period."),
    };
}
