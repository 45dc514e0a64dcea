using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Tests.Doubles;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Tests.Acknowledging;

public sealed class AcknowledgementReaderTests
{
    [Theory]
    [InlineData("A01", AcknowledgementOutcome.Accepted)]
    [InlineData("A06", AcknowledgementOutcome.Accepted)]
    [InlineData("A01 A95", AcknowledgementOutcome.Accepted)]
    [InlineData("A02", AcknowledgementOutcome.Rejected)]
    [InlineData("A02 A57", AcknowledgementOutcome.Rejected)]
    [InlineData("A08", AcknowledgementOutcome.Rejected)]
    [InlineData("A94", AcknowledgementOutcome.Rejected)]
    [InlineData("A51 A95", AcknowledgementOutcome.Rejected)]
    [InlineData("A57", AcknowledgementOutcome.Rejected)]
    [InlineData("A03", AcknowledgementOutcome.PartlyAccepted)]
    [InlineData("A07", AcknowledgementOutcome.PartlyAccepted)]
    [InlineData("B70", AcknowledgementOutcome.PartlyAccepted)]
    [InlineData("A01 A03", AcknowledgementOutcome.PartlyAccepted)]
    [InlineData("A01 A02", AcknowledgementOutcome.Unclear)]
    [InlineData("A02 A03", AcknowledgementOutcome.Unclear)]
    [InlineData("A95", AcknowledgementOutcome.Unclear)]
    [InlineData("999", AcknowledgementOutcome.Unclear)]
    [InlineData("", AcknowledgementOutcome.Unclear)]
    public void The_header_decides(string codes, AcknowledgementOutcome outcome) =>
        Assert.Equal(outcome, AcknowledgementReader.Read(Acknowledgement(codes)).Outcome);

    [Theory]
    [InlineData("A20", AcknowledgementOutcome.PartlyAccepted)]
    [InlineData("A21", AcknowledgementOutcome.PartlyAccepted)]
    [InlineData("B06", AcknowledgementOutcome.Accepted)]
    public void A01_with_listed_series_is_partly_accepted_unless_they_were_taken(string seriesCode, AcknowledgementOutcome outcome)
    {
        var series = new TimeSeries { ElementName = "Rejected_TimeSeries", Ordinal = 1, MRid = "s1", Reasons = [new Reason(seriesCode)] };
        Assert.Equal(outcome, AcknowledgementReader.Read(Acknowledgement("A01", series)).Outcome);
    }

    [Fact]
    public void Reasons_keep_the_level_they_stand_at()
    {
        var interval = new TimeInterval(TestClock.Start, TestClock.Start.AddHours(1));
        var series = new TimeSeries
        {
            ElementName = "Rejected_TimeSeries",
            Ordinal = 1,
            MRid = "s1",
            Reasons = [new Reason("A21")],
            Periods = [new SeriesPeriod { Ordinal = 1, Interval = interval, Resolution = "", Reasons = [new Reason("A49", "gap")] }],
        };
        var content = AcknowledgementReader.Read(Acknowledgement("A03", series));
        Assert.Equal(
            [("A03", RejectionLevel.Document), ("A21", RejectionLevel.Series), ("A49", RejectionLevel.Interval)],
            content.Reasons.Select(one => (one.MarketReason!, one.Level)));
        Assert.Equal(interval, content.Reasons[^1].Interval);
    }

    private static MarketDocument Acknowledgement(string codes, params TimeSeries[] series) => new()
    {
        Profile = new ProfileId("Acknowledgement 8.1", AcknowledgementReader.RootElement, "x"),
        MRid = "ack-1",
        Sender = TestParties.Center.Code,
        Reasons = [.. codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => new Reason(code))],
        Series = series,
    };
}
