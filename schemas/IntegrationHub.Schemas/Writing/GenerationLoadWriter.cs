using System.Buffers;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes generation and load documents 3.0. Holds no state; safe to share between threads.</summary>
public static class GenerationLoadWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(GenerationLoad document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, GenerationLoad.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Number("revisionNumber"u8, document.Revision);
        xml.Text("type"u8, document.Type);
        xml.Text("process.processType"u8, document.ProcessType);
        xml.Parties(document.Sender, document.Receiver);
        xml.Instant("createdDateTime"u8, document.Created);
        xml.Interval("time_Period.timeInterval"u8, document.Period);
        foreach (var series in document.Series) Series(xml, series);
        xml.Finish(GenerationLoad.Profile);
    }

    private static void Series(MarketXmlWriter xml, GenerationLoadSeries series)
    {
        xml.Open("TimeSeries"u8);
        xml.Text("mRID"u8, series.MRid);
        xml.Text("businessType"u8, series.BusinessType);
        xml.Text("objectAggregation"u8, series.ObjectAggregation);
        xml.Coded("inBiddingZone_Domain.mRID"u8, series.InBiddingZone);
        xml.Coded("outBiddingZone_Domain.mRID"u8, series.OutBiddingZone);
        xml.Coded("registeredResource.mRID"u8, series.Resource);
        xml.Text("registeredResource.name"u8, series.ResourceName);
        xml.Text("quantity_Measure_Unit.name"u8, series.Unit);
        xml.Text("curveType"u8, series.CurveType);
        xml.Text("cancelledTS"u8, series.Cancelled switch { true => "A01", false => "A02", null => null });
        if (series.AssetType is not null)
        {
            xml.Open("MktPSRType"u8);
            xml.Text("psrType"u8, series.AssetType);
            xml.Close("MktPSRType"u8);
        }

        foreach (var period in series.Periods)
        {
            xml.Period(
                period,
                PointColumn.Of(PointColumn.Quantity, period.Quantities),
                PointColumn.Of(PointColumn.SecondaryQuantity, period.SecondaryQuantities));
        }

        xml.Close("TimeSeries"u8);
    }
}
