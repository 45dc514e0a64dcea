using System.Buffers;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes reserve bids 7.2 and 7.6. Holds no state; safe to share between threads.</summary>
public static class ReserveBidWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(ReserveBid document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, document.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Number("revisionNumber"u8, document.Revision);
        xml.Text("type"u8, document.Type);
        xml.Text("process.processType"u8, document.ProcessType);
        xml.Parties(document.Sender, document.Receiver);
        xml.Instant("createdDateTime"u8, document.Created);
        xml.Interval("reserveBid_Period.timeInterval"u8, document.Period);
        xml.Coded("domain.mRID"u8, document.Domain);
        xml.Subject(document.Subject);
        foreach (var bid in document.Bids) Bid(xml, bid, document.Version);
        xml.Finish(document.Profile);
    }

    private static void Bid(MarketXmlWriter xml, BidSeries bid, ReserveBidVersion version)
    {
        // 7.6 renamed the units, gave the resource a class of its own and added elements.
        var old = version == ReserveBidVersion.V7_2;
        xml.Open("Bid_TimeSeries"u8);
        xml.Text("mRID"u8, bid.MRid);
        xml.Text("auction.mRID"u8, bid.AuctionMRid);
        xml.Text("businessType"u8, bid.BusinessType);
        xml.Coded("acquiring_Domain.mRID"u8, bid.AcquiringDomain);
        xml.Coded("connecting_Domain.mRID"u8, bid.ConnectingDomain);
        xml.Coded("provider_MarketParticipant.mRID"u8, bid.Provider);
        xml.Text(old ? "quantity_Measure_Unit.name"u8 : "quantity_Measurement_Unit.name"u8, bid.QuantityUnit);
        xml.Text("currency_Unit.name"u8, bid.Currency);
        xml.Text(old ? "price_Measure_Unit.name"u8 : "price_Measurement_Unit.name"u8, bid.PriceUnit);
        xml.Text("divisible"u8, Indicator(bid.Divisible));
        xml.Text("linkedBidsIdentification"u8, bid.LinkedBids);
        xml.Text("multipartBidIdentification"u8, bid.MultipartBid);
        xml.Text("exclusiveBidsIdentification"u8, bid.ExclusiveBids);
        xml.Text("blockBid"u8, Indicator(bid.BlockBid));
        xml.Status("status"u8, bid.Status);
        xml.Number("priority"u8, bid.Priority);
        Resource(xml, bid, old);
        xml.Text("flowDirection.direction"u8, bid.Direction);
        xml.Number("stepIncrementQuantity"u8, bid.StepIncrement);
        xml.Text(old ? "energyPrice_Measure_Unit.name"u8 : "energyPrice_Measurement_Unit.name"u8, bid.EnergyPriceUnit);
        xml.Text("marketAgreement.type"u8, bid.AgreementType);
        xml.Text("marketAgreement.mRID"u8, bid.AgreementId);
        xml.Instant("marketAgreement.createdDateTime"u8, bid.AgreementCreated);
        xml.Text("activation_ConstraintDuration.duration"u8, bid.ActivationDuration);
        xml.Text("resting_ConstraintDuration.duration"u8, bid.RestingDuration);
        xml.Text("minimum_ConstraintDuration.duration"u8, bid.MinimumDuration);
        xml.Text("maximum_ConstraintDuration.duration"u8, bid.MaximumDuration);
        xml.Text("standard_MarketProduct.marketProductType"u8, bid.StandardProduct);
        xml.Text("original_MarketProduct.marketProductType"u8, bid.OriginalProduct);
        xml.Interval("validity_Period.timeInterval"u8, bid.Validity);
        if (!old) Added(xml, bid);
        foreach (var period in bid.Periods) Period(xml, period, old);
        xml.Reasons(bid.Reasons);
        xml.Close("Bid_TimeSeries"u8);
    }

    private static void Resource(MarketXmlWriter xml, BidSeries bid, bool old)
    {
        if (old)
        {
            xml.Coded("registeredResource.mRID"u8, bid.Resource);
        }
        else if (bid.Resource is not null)
        {
            xml.Open("RegisteredResource"u8);
            xml.Coded("mRID"u8, bid.Resource);
            xml.Close("RegisteredResource"u8);
        }
    }

    private static void Added(MarketXmlWriter xml, BidSeries bid)
    {
        xml.Text("inclusiveBidsIdentification"u8, bid.InclusiveBids);
        xml.Text("mktPSRType.psrType"u8, bid.AssetType);
        xml.Text("curveType"u8, bid.CurveType);
        xml.Text("original_MarketDocument.mRID"u8, bid.OriginalDocument);
        xml.Number("original_MarketDocument.revisionNumber"u8, bid.OriginalRevision);
    }

    private static void Period(MarketXmlWriter xml, PeriodPoints period, bool old) => xml.Period(
        period,
        PointColumn.Of(PointColumn.QuantityQuantity, period.Quantities),
        PointColumn.Of(PointColumn.Quality, old ? default : period.Qualities),
        PointColumn.Of(PointColumn.MinimumQuantity, period.MinimumQuantities),
        PointColumn.Of(PointColumn.Price, period.Prices),
        PointColumn.Of(PointColumn.EnergyPrice, period.EnergyPrices));

    private static string? Indicator(bool? value) => value switch { true => "A01", false => "A02", null => null };
}
