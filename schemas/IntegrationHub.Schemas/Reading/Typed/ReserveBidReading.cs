using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Reserve bids 7.2 and 7.6 from their parts.</summary>
internal static class ReserveBidReading
{
    private const PointContent Points72 = PointContent.Quantities | PointContent.MinimumQuantities | PointContent.Prices | PointContent.EnergyPrices;

    public static Func<DocumentPart, ReserveBid>? Make(ProfileId profile)
    {
        foreach (var version in Enum.GetValues<ReserveBidVersion>())
            if (profile.Means(ReserveBid.ProfileOf(version))) return part => Document(part, version);
        return null;
    }

    private static ReserveBid Document(DocumentPart part, ReserveBidVersion version) => new(version)
    {
        MRid = part.Text("mRID"),
        Revision = part.Number("revisionNumber") ?? 1,
        Type = part.Text("type"),
        ProcessType = part.OptionalText("process.processType"),
        Sender = part.Party("sender_MarketParticipant"),
        Receiver = part.Party("receiver_MarketParticipant"),
        Created = part.Instant("createdDateTime"),
        Period = part.Interval("reserveBid_Period.timeInterval"),
        Domain = part.Coded("domain.mRID"),
        Subject = part.OptionalParty("subject_MarketParticipant"),
        Bids = part.Each("Bid_TimeSeries", bid => Bid(bid, version == ReserveBidVersion.V7_2)),
    };

    // As in the writer: 7.6 renamed the units, gave the resource a class of its own and added elements.
    private static BidSeries Bid(DocumentPart part, bool old) => new()
    {
        MRid = part.Text("mRID"),
        AuctionMRid = part.OptionalText("auction.mRID"),
        BusinessType = part.Text("businessType"),
        AcquiringDomain = part.Coded("acquiring_Domain.mRID"),
        ConnectingDomain = part.Coded("connecting_Domain.mRID"),
        Provider = part.OptionalCoded("provider_MarketParticipant.mRID"),
        QuantityUnit = part.Text(old ? "quantity_Measure_Unit.name" : "quantity_Measurement_Unit.name"),
        Currency = part.OptionalText("currency_Unit.name"),
        PriceUnit = part.OptionalText(old ? "price_Measure_Unit.name" : "price_Measurement_Unit.name"),
        Divisible = part.Indicator("divisible") ?? throw new FormatException("divisible is missing."),
        LinkedBids = part.OptionalText("linkedBidsIdentification"),
        MultipartBid = part.OptionalText("multipartBidIdentification"),
        ExclusiveBids = part.OptionalText("exclusiveBidsIdentification"),
        BlockBid = part.Indicator("blockBid"),
        Status = part.Status("status"),
        Priority = part.Number("priority"),
        Resource = old ? part.OptionalCoded("registeredResource.mRID") : part.Part("RegisteredResource")?.OptionalCoded("mRID"),
        Direction = part.Text("flowDirection.direction"),
        StepIncrement = part.Decimal("stepIncrementQuantity"),
        EnergyPriceUnit = part.OptionalText(old ? "energyPrice_Measure_Unit.name" : "energyPrice_Measurement_Unit.name"),
        AgreementType = part.OptionalText("marketAgreement.type"),
        AgreementId = part.OptionalText("marketAgreement.mRID"),
        AgreementCreated = part.OptionalInstant("marketAgreement.createdDateTime"),
        ActivationDuration = part.OptionalText("activation_ConstraintDuration.duration"),
        RestingDuration = part.OptionalText("resting_ConstraintDuration.duration"),
        MinimumDuration = part.OptionalText("minimum_ConstraintDuration.duration"),
        MaximumDuration = part.OptionalText("maximum_ConstraintDuration.duration"),
        StandardProduct = part.OptionalText("standard_MarketProduct.marketProductType"),
        OriginalProduct = part.OptionalText("original_MarketProduct.marketProductType"),
        Validity = part.OptionalInterval("validity_Period.timeInterval"),
        InclusiveBids = part.OptionalText("inclusiveBidsIdentification"),
        AssetType = part.OptionalText("mktPSRType.psrType"),
        CurveType = part.OptionalText("curveType"),
        OriginalDocument = part.OptionalText("original_MarketDocument.mRID"),
        OriginalRevision = part.Number("original_MarketDocument.revisionNumber"),
        Periods = part.Periods(old ? Points72 : Points72 | PointContent.Qualities),
        Reasons = part.Reasons(),
    };
}
