using System.Buffers;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes energy accounts 4.0 and 4.1. Holds no state; safe to share between threads.</summary>
public static class EnergyAccountWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(EnergyAccount document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, document.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Number("revisionNumber"u8, document.Revision);
        xml.Text("type"u8, document.Type);
        xml.Status("docStatus"u8, document.Status);
        xml.Text("process.processType"u8, document.ProcessType);
        xml.Text("process.classificationType"u8, document.ClassificationType);
        xml.Parties(document.Sender, document.Receiver);
        xml.Instant("createdDateTime"u8, document.Created);
        xml.Interval("period.timeInterval"u8, document.Period);
        xml.Coded("domain.mRID"u8, document.Domain);
        foreach (var series in document.Series) Series(xml, series, document.Version == EnergyAccountVersion.V4_0);
        xml.Finish(document.Profile);
    }

    private static void Series(MarketXmlWriter xml, AccountSeries series, bool old)
    {
        xml.Open("TimeSeries"u8);
        xml.Text("mRID"u8, series.MRid);
        xml.Text("businessType"u8, series.BusinessType);
        xml.Text("product"u8, series.Product);
        xml.Text("objectAggregation"u8, series.ObjectAggregation);
        if (!old) xml.Text("curveType"u8, series.CurveType);
        xml.Coded("area_Domain.mRID"u8, series.Area);
        xml.Coded("marketParticipant.mRID"u8, series.Party);
        xml.Text("marketAgreement.mRID"u8, series.AgreementId);
        xml.Text(old ? "measure_Unit.name"u8 : "measurement_Unit.name"u8, series.Unit);
        xml.Text("currency_Unit.name"u8, series.Currency);
        xml.Coded("marketEvaluationPoint.mRID"u8, series.MeteringPoint);
        foreach (var period in series.Periods)
        {
            xml.Period(
                period,
                PointColumn.Of(PointColumn.InQuantity, period.Quantities),
                PointColumn.Of(PointColumn.InQuality, period.Qualities),
                PointColumn.Of(PointColumn.OutQuantity, period.OutQuantities),
                PointColumn.Of(PointColumn.OutQuality, period.OutQualities),
                PointColumn.Of(PointColumn.Price, period.Prices));
        }

        xml.Close("TimeSeries"u8);
    }
}
