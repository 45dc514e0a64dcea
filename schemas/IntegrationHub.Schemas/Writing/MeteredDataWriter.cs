using System.Buffers;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes validated metered data of the Ediel exchange, 0.1. Holds no state; safe to share between threads.</summary>
public static class MeteredDataWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(MeteredData document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, MeteredData.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Text("type"u8, document.Type);
        xml.Text("process.processType"u8, document.ProcessType);
        xml.Text("businessSector.type"u8, document.BusinessSector);
        xml.Parties(document.Sender, document.Receiver);
        xml.Instant("createdDateTime"u8, document.Created);
        foreach (var series in document.Series) Series(xml, series);
        xml.Finish(MeteredData.Profile);
    }

    private static void Series(MarketXmlWriter xml, MeteredSeries series)
    {
        xml.Open("Series"u8);
        xml.Text("mRID"u8, series.MRid);
        xml.Text("originalTransactionIDReference_Series.mRID"u8, series.OriginalTransaction);
        xml.Coded("marketEvaluationPoint.mRID"u8, series.MeteringPoint);
        xml.Text("marketEvaluationPoint.type"u8, series.MeteringPointType);
        xml.Instant("registration_DateAndOrTime.dateTime"u8, series.Registered);
        xml.Coded("in_Domain.mRID"u8, series.InDomain);
        xml.Coded("out_Domain.mRID"u8, series.OutDomain);
        xml.Text("product"u8, series.Product);
        xml.Text("quantity_Measure_Unit.name"u8, series.Unit);
        xml.PeriodByResolution(
            series.Period,
            PointColumn.WhereAvailable(PointColumn.Quantity, series.Period.Quantities, series.Period.Qualities),
            PointColumn.Of(PointColumn.Quality, series.Period.Qualities));
        xml.Close("Series"u8);
    }
}
