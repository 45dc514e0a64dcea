using System.Buffers;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes reserve allocation results 6.4. Holds no state; safe to share between threads.</summary>
public static class ReserveAllocationResultWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(ReserveAllocationResult document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, ReserveAllocationResult.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Number("revisionNumber"u8, document.Revision);
        xml.Text("type"u8, document.Type);
        xml.Text("process.processType"u8, document.ProcessType);
        xml.Parties(document.Sender, document.Receiver);
        xml.Instant("createdDateTime"u8, document.Created);
        xml.Interval("reserveBid_Period.timeInterval"u8, document.Period);
        xml.Coded("domain.mRID"u8, document.Domain);
        foreach (var series in document.Series) Series(xml, series);
        xml.Reasons(document.Reasons);
        xml.Finish(ReserveAllocationResult.Profile);
    }

    private static void Series(MarketXmlWriter xml, AllocatedSeries series)
    {
        xml.Open("TimeSeries"u8);
        xml.Text("mRID"u8, series.MRid);
        xml.Text("bid_Original_MarketDocument.mRID"u8, series.BidDocument);
        xml.Number("bid_Original_MarketDocument.revisionNumber"u8, series.BidRevision);
        xml.Text("bid_Original_MarketDocument.bid_BidTimeSeries.mRID"u8, series.BidSeries);
        xml.Coded("bid_Original_MarketDocument.tendering_MarketParticipant.mRID"u8, series.Tendering);
        xml.Text("auction.mRID"u8, series.AuctionMRid);
        xml.Text("businessType"u8, series.BusinessType);
        xml.Coded("acquiring_Domain.mRID"u8, series.AcquiringDomain);
        xml.Coded("connecting_Domain.mRID"u8, series.ConnectingDomain);
        xml.Text("quantity_Measurement_Unit.name"u8, series.QuantityUnit);
        xml.Text("currency_Unit.name"u8, series.Currency);
        xml.Text("price_Measurement_Unit.name"u8, series.PriceUnit);
        xml.Text("flowDirection.direction"u8, series.Direction);
        xml.Text("curveType"u8, series.CurveType);
        foreach (var period in series.Periods)
            xml.Period(period, PointColumn.Of(PointColumn.Quantity, period.Quantities), PointColumn.Of(PointColumn.Price, period.Prices));
        xml.Reasons(series.Reasons);
        xml.Close("TimeSeries"u8);
    }
}
