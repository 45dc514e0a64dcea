using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Generation and load documents 3.0 from their parts.</summary>
internal static class GenerationLoadReading
{
    public static Func<DocumentPart, GenerationLoad>? Make(ProfileId profile) => profile.Means(GenerationLoad.Profile) ? Document : null;

    private static GenerationLoad Document(DocumentPart part) => new()
    {
        MRid = part.Text("mRID"),
        Revision = part.Number("revisionNumber") ?? 1,
        Type = part.Text("type"),
        ProcessType = part.Text("process.processType"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.Party("receiver_MarketParticipant"),
        Created = part.Instant("createdDateTime"),
        Period = part.Interval("time_Period.timeInterval"),
        Series = part.Each("TimeSeries", Series),
    };

    private static GenerationLoadSeries Series(DocumentPart part) => new()
    {
        MRid = part.Text("mRID"),
        BusinessType = part.Text("businessType"),
        ObjectAggregation = part.Text("objectAggregation"),
        InBiddingZone = part.OptionalCoded("inBiddingZone_Domain.mRID"),
        OutBiddingZone = part.OptionalCoded("outBiddingZone_Domain.mRID"),
        Resource = part.OptionalCoded("registeredResource.mRID"),
        ResourceName = part.OptionalText("registeredResource.name"),
        Unit = part.Text("quantity_Measure_Unit.name"),
        CurveType = part.Text("curveType"),
        Cancelled = part.Indicator("cancelledTS"),
        AssetType = part.Part("MktPSRType")?.OptionalText("psrType"),
        Periods = part.Periods(PointContent.Quantities | PointContent.SecondaryQuantities),
    };
}
