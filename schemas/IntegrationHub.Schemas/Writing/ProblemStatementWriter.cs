using System.Buffers;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Writes problem statements 3.2. Holds no state; safe to share between threads.</summary>
public static class ProblemStatementWriter
{
    /// <summary>Appends the document to the output, in UTF-8 without a byte order mark.</summary>
    public static void Write(ProblemStatement document, IBufferWriter<byte> output)
    {
        using var xml = MarketXmlWriter.Start(output, ProblemStatement.Profile);
        xml.Text("mRID"u8, document.MRid);
        xml.Number("revisionNumber"u8, document.Revision);
        xml.Text("type"u8, document.Type);
        xml.Parties(document.Sender, document.Receiver);
        xml.Instant("createdDateTime"u8, document.Created);
        xml.Interval("period.timeInterval"u8, document.Period);
        xml.Text("expected_MarketDocument.type"u8, document.ExpectedType);
        xml.Instant("expected_MarketDocument.createdDateTime"u8, document.ExpectedCreated);
        xml.Text("expected_MarketDocument.process.processType"u8, document.ExpectedProcessType);
        xml.Text("expected_MarketDocument.process.energyMarket.timeframe"u8, document.ExpectedTimeframe);
        xml.Instant("delivery_MarketDocument.createdDateTime"u8, document.EstimatedDelivery);
        xml.Coded("domain.mRID"u8, document.Domain);
        xml.Reasons(document.Reasons);
        xml.Finish(ProblemStatement.Profile);
    }
}
