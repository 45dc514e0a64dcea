using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Tests.Doubles;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Exchange.Tests.Acknowledging;

public sealed class AcknowledgementPlanTests
{
    private static readonly TimeInterval Hour = new(TestClock.Start, TestClock.Start.AddHours(1));

    [Fact]
    public void Nothing_wrong_is_A01() =>
        Assert.Equal("A01", Assert.Single(AcknowledgementPlan.Of([], Document("s1")).HeaderReasons).Code);

    [Fact]
    public void An_error_of_the_document_rejects_all_of_it()
    {
        var plan = AcknowledgementPlan.Of([new Rejection("GATE_CLOSED", "A57", "Too late."), Series("s1", "A62")], Document("s1", "s2"));
        Assert.Equal(AcknowledgementOutcome.Rejected, plan.Outcome);
        Assert.Equal(["A02", "A57"], plan.HeaderReasons.Select(reason => reason.Code));
        Assert.Equal(["A20", "A62"], Assert.Single(plan.Series).Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public void An_error_of_a_series_rejects_the_series_under_A03()
    {
        var plan = AcknowledgementPlan.Of([Series("s1", "A62")], Document("s1", "s2"));
        Assert.Equal(AcknowledgementOutcome.PartlyAccepted, plan.Outcome);
        Assert.True(plan.IsPositive);
        Assert.Equal("A03", Assert.Single(plan.HeaderReasons).Code);
        var series = Assert.Single(plan.Series);
        Assert.Equal(("s1", 7), (series.MRid, series.Version));
        Assert.Equal(["A20", "A62"], series.Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public void Errors_in_intervals_only_accept_the_series_with_A21()
    {
        var plan = AcknowledgementPlan.Of([Interval("s1", "A49", Hour), Interval("s1", "A42", Hour)], Document("s1"));
        Assert.Equal(AcknowledgementOutcome.PartlyAccepted, plan.Outcome);
        var series = Assert.Single(plan.Series);
        Assert.Equal("A21", Assert.Single(series.Reasons).Code);
        Assert.Equal(["A49", "A42"], Assert.Single(series.Intervals).Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public void When_no_series_is_left_all_is_rejected()
    {
        var plan = AcknowledgementPlan.Of([Series("s1", "A62"), Series("s2", "A62")], Document("s1", "s2"));
        Assert.Equal(AcknowledgementOutcome.Rejected, plan.Outcome);
        Assert.Equal("A02", Assert.Single(plan.HeaderReasons).Code);
        Assert.Equal(2, plan.Series.Count);
    }

    [Fact]
    public void What_the_standard_has_no_place_for_goes_one_level_up()
    {
        var upsideDown = new TimeInterval(Hour.End, Hour.Start);
        Assert.Equal("A20", AcknowledgementPlan.Of([Interval("s1", "A04", upsideDown)], Document("s1", "s2")).Series[0].Reasons[0].Code);
        Assert.Equal(["A02", "A55"], AcknowledgementPlan.Of([Series("", "A55")], Document("s1")).HeaderReasons.Select(reason => reason.Code));
        Assert.Equal(["A02", "A55"], AcknowledgementPlan.Of([Series(new string('x', 61), "A55")], Document("s1")).HeaderReasons.Select(reason => reason.Code));
    }

    [Fact]
    public void A_thousand_errors_are_told_in_part_and_counted()
    {
        var many = Enumerable.Range(0, 1000).Select(i => new Rejection("SCHEMA_X", "A94", $"error {i}")).ToArray();
        var header = AcknowledgementPlan.Of(many, null).HeaderReasons;
        Assert.Equal(1 + AcknowledgementPlan.MostErrors + 1, header.Count);
        Assert.Contains("950 more", header[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0001\uFFFE")]
    [InlineData("😀")]
    public void Whatever_a_text_holds_the_acknowledgement_can_be_written(string text)
    {
        var nasty = string.Concat(Enumerable.Repeat(text, 400)) + "\uD800";
        var plan = AcknowledgementPlan.Of([new Rejection("X", "A94", nasty)], null);
        foreach (var version in Enum.GetValues<AcknowledgementVersion>())
        {
            var party = TestParties.Center with { AcknowledgementVersion = version };
            var (bytes, profile) = AcknowledgementDraft.Write(plan, TestParties.Self, party, new DocumentReference("m", 1), "ack-1", TestClock.Start.AddTicks(1234567));
            Assert.False(bytes.IsEmpty);
            Assert.Equal(version.ToString()[1..].Replace('_', '.'), profile.Name.Split(' ')[^1]);
        }
    }

    private static Rejection Series(string mRid, string reason) => new("X", reason, "wrong", Level: RejectionLevel.Series, SeriesMRid: mRid);

    private static Rejection Interval(string mRid, string reason, TimeInterval interval) =>
        new("X", reason, "wrong", Level: RejectionLevel.Interval, SeriesMRid: mRid, Interval: interval);

    private static MarketDocument Document(params string[] series) => new()
    {
        Profile = new ProfileId("Schedule 5.2", "Schedule_MarketDocument", TestMessages.ScheduleNamespace),
        MRid = "d1",
        Sender = TestParties.Center.Code,
        Series = [.. series.Select((mRid, i) => new TimeSeries { ElementName = "TimeSeries", Ordinal = i + 1, MRid = mRid, Version = 7 })],
    };
}
