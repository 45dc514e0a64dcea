using System.Buffers;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes schedules 5.2. Holds no state; safe to share between threads.</summary>
public static class ScheduleWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(Schedule document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, Schedule.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Number("revisionNumber"u8, document.Revision);
        xml.Text("type"u8, document.Type);
        xml.Text("process.processType"u8, document.ProcessType);
        xml.Text("process.classificationType"u8, document.ClassificationType);
        xml.Parties(document.Sender, document.Receiver);
        xml.Instant("createdDateTime"u8, document.Created);
        xml.Interval("schedule_Time_Period.timeInterval"u8, document.Period);
        xml.Coded("domain.mRID"u8, document.Domain);
        xml.Subject(document.Subject);
        xml.Interval("matching_Time_Period.timeInterval"u8, document.MatchingPeriod);
        foreach (var series in document.Series)
        {
            xml.Open("TimeSeries"u8);
            Common(xml, series);
            foreach (var period in series.Periods) Period(xml, period);
            if (series.Reason is { } reason) xml.Reasons([reason]);
            xml.Close("TimeSeries"u8);
        }

        xml.Finish(Schedule.Profile);
    }

    /// <summary>The elements that series of schedules and confirmations share, up to their periods.</summary>
    internal static void Common(MarketXmlWriter xml, ExchangeSeries series)
    {
        xml.Text("mRID"u8, series.MRid);
        xml.Number("version"u8, series.Version);
        xml.Text("businessType"u8, series.BusinessType);
        xml.Text("product"u8, series.Product);
        xml.Text("objectAggregation"u8, series.ObjectAggregation);
        xml.Coded("in_Domain.mRID"u8, series.InDomain);
        xml.Coded("out_Domain.mRID"u8, series.OutDomain);
        xml.Coded("marketEvaluationPoint.mRID"u8, series.MeteringPoint);
        xml.Coded("in_MarketParticipant.mRID"u8, series.InParty);
        xml.Coded("out_MarketParticipant.mRID"u8, series.OutParty);
        xml.Text("marketAgreement.type"u8, series.AgreementType);
        xml.Text("marketAgreement.mRID"u8, series.AgreementId);
        xml.Coded("connectingLine_RegisteredResource.mRID"u8, series.ConnectingLine);
        xml.Text("measurement_Unit.name"u8, series.Unit);
        xml.Text("curveType"u8, series.CurveType);
    }

    internal static void Period(MarketXmlWriter xml, PeriodPoints period) => xml.Period(period, PointColumn.Of(PointColumn.Quantity, period.Quantities));
}
