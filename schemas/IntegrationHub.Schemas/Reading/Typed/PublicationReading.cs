using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Publications 7.0, 7.3 and 7.4 from their parts.</summary>
internal static class PublicationReading
{
    private const PointContent Points = PointContent.Quantities | PointContent.Prices | PointContent.Reasons;

    public static Func<DocumentPart, Publication>? Make(ProfileId profile)
    {
        foreach (var version in Enum.GetValues<PublicationVersion>())
            if (profile.Means(Publication.ProfileOf(version))) return part => Document(part, version);
        return null;
    }

    private static Publication Document(DocumentPart part, PublicationVersion version) => new(version)
    {
        MRid = part.Text("mRID"),
        Revision = part.Number("revisionNumber") ?? 1,
        Type = part.Text("type"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.OptionalParty("receiver_MarketParticipant"),
        Created = part.Instant("createdDateTime"),
        Period = part.Interval("period.timeInterval"),
        Domain = part.OptionalCoded("domain.mRID"),
        Status = part.Status("docStatus"),
        Series = part.Each("TimeSeries", series => Series(series, version == PublicationVersion.V7_4)),
    };

    private static PublishedSeries Series(DocumentPart part, bool renamed) => new()
    {
        MRid = part.Text("mRID"),
        AuctionMRid = part.OptionalText("auction.mRID"),
        AuctionType = part.OptionalText("auction.type"),
        AuctionCategory = part.OptionalText("auction.category"),
        BusinessType = part.Text("businessType"),
        InDomain = part.Coded("in_Domain.mRID"),
        OutDomain = part.Coded("out_Domain.mRID"),
        ContractType = part.OptionalText("contract_MarketAgreement.type"),
        QuantityUnit = part.OptionalText(renamed ? "quantity_Measurement_Unit.name" : "quantity_Measure_Unit.name"),
        Currency = part.OptionalText("currency_Unit.name"),
        PriceUnit = part.OptionalText(renamed ? "price_Measurement_Unit.name" : "price_Measure_Unit.name"),
        CurveType = part.OptionalText("curveType"),
        ConnectingLine = part.OptionalCoded("connectingLine_RegisteredResource.mRID"),
        Periods = part.Periods(Points),
        Reasons = part.Reasons(),
    };
}
