using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Tests.Doubles;
using static IntegrationHub.Exchange.Tests.Doubles.TestExchanges;

namespace IntegrationHub.Exchange.Tests.Sending;

public sealed class AcknowledgementOutcomeTests
{
    private readonly OutboundDecider _decider = new(new OutboundPolicy(), new TestIds());

    [Theory]
    [InlineData(OutboundState.Sent)]
    [InlineData(OutboundState.Delivered)]
    [InlineData(OutboundState.Quarantined)]
    public void The_first_acknowledgement_settles(OutboundState state)
    {
        Assert.Equal(OutboundState.Accepted, Decide(state, AcknowledgementOutcome.Accepted).Exchange!.State);
        Assert.Equal(OutboundState.PartlyAccepted, Decide(state, AcknowledgementOutcome.PartlyAccepted).Exchange!.State);

        var rejected = Decide(state, AcknowledgementOutcome.Rejected).Exchange!;
        Assert.Equal(OutboundState.Rejected, rejected.State);
        Assert.Equal("A57", Assert.Single(rejected.Rejections).MarketReason);
        Assert.Null(rejected.DueAt);
    }

    [Fact]
    public void One_that_comes_before_the_send_was_committed_counts_and_is_recorded_as_early()
    {
        var decided = Decide(OutboundState.Queued, AcknowledgementOutcome.Accepted);
        Assert.Equal(OutboundState.Accepted, decided.Exchange!.State);
        Assert.Equal(["acknowledgement.early", "exchange.accepted"], decided.Events.Select(one => one.Kind));

        var answered = _decider.Decide(decided.Exchange, new OutboundInput.AttemptDelivered("north"), TestClock.Start);
        Assert.Equal(OutboundState.Accepted, answered.Exchange!.State);
    }

    [Fact]
    public void One_without_a_revision_does_not_settle_a_correction_that_has_not_left()
    {
        var waiting = In(OutboundState.Queued);
        var named = Acknowledgement(AcknowledgementOutcome.Rejected);
        var unnamed = named with { Content = named.Content with { Acknowledged = named.Content.Acknowledged! with { Revision = null } } };

        var decided = _decider.Decide(waiting with { Attempts = 0 }, unnamed, TestClock.Start);

        Assert.Equal(OutboundState.Queued, decided.Exchange!.State);
        Assert.Equal("acknowledgement.premature", Assert.Single(decided.Events).Kind);
        Assert.NotNull(decided.Alarm);
    }

    [Theory]
    [InlineData(OutboundState.Accepted, AcknowledgementOutcome.Accepted, "acknowledgement.repeated", false)]
    [InlineData(OutboundState.Rejected, AcknowledgementOutcome.Rejected, "acknowledgement.repeated", false)]
    [InlineData(OutboundState.Accepted, AcknowledgementOutcome.Rejected, "acknowledgement.contradictory", true)]
    [InlineData(OutboundState.Rejected, AcknowledgementOutcome.Accepted, "acknowledgement.contradictory", true)]
    [InlineData(OutboundState.PartlyAccepted, AcknowledgementOutcome.Accepted, "acknowledgement.contradictory", true)]
    [InlineData(OutboundState.Cancelled, AcknowledgementOutcome.Accepted, "acknowledgement.late", true)]
    [InlineData(OutboundState.Expired, AcknowledgementOutcome.Rejected, "acknowledgement.late", true)]
    [InlineData(OutboundState.Draft, AcknowledgementOutcome.Accepted, "acknowledgement.premature", true)]
    [InlineData(OutboundState.Delivered, AcknowledgementOutcome.Unclear, "acknowledgement.unclear", true)]
    public void Whatever_else_comes_is_recorded_and_changes_nothing(OutboundState state, AcknowledgementOutcome outcome, string kind, bool alarm)
    {
        var before = In(state);
        var decided = _decider.Decide(before, Acknowledgement(outcome), TestClock.Start);
        Assert.Equal(before, decided.Exchange);
        Assert.Equal(kind, Assert.Single(decided.Events).Kind);
        Assert.Equal(alarm, decided.Alarm is not null);
    }

    [Fact]
    public void One_for_a_document_nobody_knows_is_recorded_with_an_alarm()
    {
        var decided = _decider.Decide(null, Acknowledgement(AcknowledgementOutcome.Accepted), TestClock.Start);
        Assert.Null(decided.Exchange);
        Assert.Equal("acknowledgement.unknown", Assert.Single(decided.Events).Kind);
        Assert.NotNull(decided.Alarm);
    }

    [Fact]
    public void An_acknowledgement_is_never_acknowledged()
    {
        var ours = In(OutboundState.Delivered) with { NeverAcknowledged = true };
        var decided = _decider.Decide(ours, Acknowledgement(AcknowledgementOutcome.Rejected), TestClock.Start);
        Assert.Equal(OutboundState.Delivered, decided.Exchange!.State);
        Assert.Equal("acknowledgement.not-expected", Assert.Single(decided.Events).Kind);
    }

    private OutboundDecision Decide(OutboundState state, AcknowledgementOutcome outcome) =>
        _decider.Decide(In(state), Acknowledgement(outcome), TestClock.Start);
}
