using System.Buffers;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes publications 7.0, 7.3 and 7.4. Holds no state; safe to share between threads.</summary>
public static class PublicationWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(Publication document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, document.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Number("revisionNumber"u8, document.Revision);
        xml.Text("type"u8, document.Type);
        xml.Parties(document.Sender, document.Receiver);
        xml.Instant("createdDateTime"u8, document.Created);
        xml.Interval("period.timeInterval"u8, document.Period);
        xml.Coded("domain.mRID"u8, document.Domain);
        if (document.Version != PublicationVersion.V7_0) xml.Status("docStatus"u8, document.Status);
        foreach (var series in document.Series) Series(xml, series, document.Version);
        xml.Finish(document.Profile);
    }

    private static void Series(MarketXmlWriter xml, PublishedSeries series, PublicationVersion version)
    {
        var renamed = version == PublicationVersion.V7_4;
        xml.Open("TimeSeries"u8);
        xml.Text("mRID"u8, series.MRid);
        xml.Text("auction.mRID"u8, series.AuctionMRid);
        xml.Text("auction.type"u8, series.AuctionType);
        xml.Text("auction.category"u8, series.AuctionCategory);
        xml.Text("businessType"u8, series.BusinessType);
        xml.Coded("in_Domain.mRID"u8, series.InDomain);
        xml.Coded("out_Domain.mRID"u8, series.OutDomain);
        xml.Text("contract_MarketAgreement.type"u8, series.ContractType);
        xml.Text(renamed ? "quantity_Measurement_Unit.name"u8 : "quantity_Measure_Unit.name"u8, series.QuantityUnit);
        xml.Text("currency_Unit.name"u8, series.Currency);
        xml.Text(renamed ? "price_Measurement_Unit.name"u8 : "price_Measure_Unit.name"u8, series.PriceUnit);
        xml.Text("curveType"u8, series.CurveType);
        if (version != PublicationVersion.V7_0) xml.Coded("connectingLine_RegisteredResource.mRID"u8, series.ConnectingLine);
        foreach (var period in series.Periods)
            xml.Period(period, PointColumn.Of(PointColumn.Quantity, period.Quantities), PointColumn.Of(PointColumn.Price, period.Prices));
        xml.Reasons(series.Reasons);
        xml.Close("TimeSeries"u8);
    }
}
