using System.Buffers;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes acknowledgements 7.0, 8.0 and 8.1. Holds no state; safe to share between threads.</summary>
public static class AcknowledgementWriter
{
    private const int MaxTitle = 150;

    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(Acknowledgement document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, document.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Instant("createdDateTime"u8, document.Created);
        xml.Parties(document.Sender, null);
        xml.Coded("receiver_MarketParticipant.mRID"u8, document.Receiver);
        xml.Text("receiver_MarketParticipant.marketRole.type"u8, document.ReceiverRole);
        Received(xml, document);
        foreach (var series in document.Rejected.Where(series => Fits(series, document))) Rejected(xml, series);
        xml.Reasons(document.Reasons);
        xml.Reasons(document.Rejected.Where(series => !Fits(series, document)).SelectMany(InHeader));
        Intervals(xml, document.Intervals);
        xml.Finish(document.Profile);
    }

    // What was received may be anything, so nothing of it is trusted to fit: a part that this version cannot hold is left out.
    private static void Received(MarketXmlWriter xml, Acknowledgement document)
    {
        if (document.Received is not { } received) return;
        var mRid = received.MRid is { Length: > 0 } id && Checked.IsText(id) ? id : null;
        var title = received.Title is { } given && Checked.IsText(given) ? given : null;
        if (mRid?.Length > document.MaxId) (title, mRid) = (title ?? mRid, null);
        if (title?.Length > MaxTitle) title = title[..(char.IsHighSurrogate(title[MaxTitle - 1]) ? MaxTitle - 1 : MaxTitle)];

        xml.Text("received_MarketDocument.mRID"u8, mRid);
        xml.Number("received_MarketDocument.revisionNumber"u8, received.Revision is >= 1 and <= 999 ? received.Revision : null);
        xml.Text("received_MarketDocument.type"u8, Checked.IsCode(received.Type) ? received.Type : null);
        if (document.Version != AcknowledgementVersion.V7_0) xml.Text("received_MarketDocument.process.processType"u8, Checked.IsCode(received.ProcessType) ? received.ProcessType : null);
        xml.Text("received_MarketDocument.title"u8, title);
        xml.Instant("received_MarketDocument.createdDateTime"u8, received.Created);
    }

    private static bool Fits(RejectedSeries series, Acknowledgement document) => series.MRid.Length <= document.MaxId;

    private static void Rejected(MarketXmlWriter xml, RejectedSeries series)
    {
        xml.Open("Rejected_TimeSeries"u8);
        xml.Text("mRID"u8, series.MRid);
        xml.Number("version"u8, series.Version);
        Intervals(xml, series.Intervals);
        xml.Reasons(series.Reasons);
        xml.Close("Rejected_TimeSeries"u8);
    }

    private static void Intervals(MarketXmlWriter xml, IReadOnlyList<IntervalInError> intervals)
    {
        foreach (var interval in intervals)
        {
            xml.Open("InError_Period"u8);
            xml.Interval("timeInterval"u8, interval.Interval);
            xml.Reasons(interval.Reasons);
            xml.Close("InError_Period"u8);
        }
    }

    private static IEnumerable<Reason> InHeader(RejectedSeries series) =>
        series.Reasons.Concat(series.Intervals.SelectMany(interval => interval.Reasons))
            .DefaultIfEmpty(new Reason("A20"))
            .Select(reason => reason with { Text = ReasonText.Shorten($"series {series.MRid}: {reason.Text}") });
}
