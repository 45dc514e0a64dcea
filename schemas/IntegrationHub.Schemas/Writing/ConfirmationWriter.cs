using System.Buffers;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes confirmations 5.3. Holds no state; safe to share between threads.</summary>
public static class ConfirmationWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(Confirmation document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, Confirmation.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Text("type"u8, document.Type);
        xml.Instant("createdDateTime"u8, document.Created);
        xml.Parties(document.Sender, document.Receiver);
        xml.Interval("schedule_Period.timeInterval"u8, document.Period);
        xml.Text("confirmed_MarketDocument.mRID"u8, document.ConfirmedMRid);
        xml.Number("confirmed_MarketDocument.revisionNumber"u8, document.ConfirmedRevision);
        xml.Text("related_MarketDocument.mRID"u8, document.RelatedMRid);
        xml.Number("related_MarketDocument.revisionNumber"u8, document.RelatedRevision);
        xml.Coded("domain.mRID"u8, document.Domain);
        xml.Subject(document.Subject);
        xml.Text("process.processType"u8, document.ProcessType);
        xml.Reasons(document.Reasons);
        foreach (var series in document.Imposed) Series(xml, "Imposed_TimeSeries"u8, series, series.Periods, series.Reasons);
        foreach (var series in document.Confirmed) Series(xml, "Confirmed_TimeSeries"u8, series, series.Periods, series.Reasons);
        xml.Finish(Confirmation.Profile);
    }

    private static void Series(MarketXmlWriter xml, ReadOnlySpan<byte> name, ExchangeSeries series, IReadOnlyList<PeriodPoints> periods, IReadOnlyList<Reason> reasons)
    {
        xml.Open(name);
        ScheduleWriter.Common(xml, series);
        foreach (var period in periods) ScheduleWriter.Period(xml, period);
        xml.Reasons(reasons);
        xml.Close(name);
    }
}
