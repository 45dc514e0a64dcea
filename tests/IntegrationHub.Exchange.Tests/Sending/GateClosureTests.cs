using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Tests.Doubles;
using static IntegrationHub.Exchange.Tests.Doubles.TestExchanges;

namespace IntegrationHub.Exchange.Tests.Sending;

public sealed class GateClosureTests
{
    private static readonly DateTimeOffset Gate = TestClock.Start.AddMinutes(10);
    private readonly OutboundDecider _decider = new(new OutboundPolicy(), new TestIds());

    [Theory]
    [InlineData(-1, NextStep.Send)]
    [InlineData(0, NextStep.Expire)]
    [InlineData(1, NextStep.Expire)]
    public void Between_queue_and_wire_the_gate_is_looked_at_again(int secondsFromGate, NextStep expected) =>
        Assert.Equal(expected, NextSteps.Of(In(OutboundState.Queued, Gate), PartyConnection.Service, Gate.AddSeconds(secondsFromGate)));

    [Theory]
    [InlineData(-1, OutboundState.Queued)]
    [InlineData(0, OutboundState.Expired)]
    [InlineData(1, OutboundState.Expired)]
    public void A_document_is_queued_until_the_second_before_its_gate_closes(int secondsFromGate, OutboundState expected) =>
        Assert.Equal(expected, _decider.Decide(In(OutboundState.Signed, Gate), new OutboundInput.Queue(), Gate.AddSeconds(secondsFromGate)).Exchange!.State);

    [Theory]
    [InlineData(OutboundState.Draft)]
    [InlineData(OutboundState.Signed)]
    [InlineData(OutboundState.Queued)]
    [InlineData(OutboundState.Quarantined)]
    public void What_did_not_leave_expires_with_an_alarm(OutboundState state)
    {
        var decided = _decider.Decide(In(state, Gate), new OutboundInput.GateClosurePassed(), Gate);
        Assert.Equal(OutboundState.Expired, decided.Exchange!.State);
        Assert.NotNull(decided.Alarm);
    }

    [Fact]
    public void What_may_have_arrived_in_time_is_asked_for_first()
    {
        var asked = _decider.Decide(In(OutboundState.Sent, Gate), new OutboundInput.GateClosurePassed(), Gate).Exchange!;
        Assert.Equal(OutboundState.Sent, asked.State);

        Assert.Equal(OutboundState.Delivered, _decider.Decide(asked, new OutboundInput.StatusFound(), Gate).Exchange!.State);
        Assert.Equal(OutboundState.Expired, _decider.Decide(asked, new OutboundInput.StatusNotFound(), Gate).Exchange!.State);
    }

    [Fact]
    public void A_timer_before_the_gate_or_after_the_delivery_changes_nothing()
    {
        Assert.Empty(_decider.Decide(In(OutboundState.Queued, Gate), new OutboundInput.GateClosurePassed(), Gate.AddSeconds(-1)).Events);
        Assert.Equal(OutboundState.Delivered, _decider.Decide(In(OutboundState.Delivered, Gate), new OutboundInput.GateClosurePassed(), Gate).Exchange!.State);
    }

    [Fact]
    public void A_released_document_whose_gate_has_closed_expires() =>
        Assert.Equal(OutboundState.Expired, _decider.Decide(In(OutboundState.Quarantined, Gate), new OutboundInput.Release("li.wei"), Gate).Exchange!.State);

    [Fact]
    public void A_long_pause_is_cut_short_for_a_last_chance_before_the_gate()
    {
        var tired = In(OutboundState.Queued, Gate) with { Attempts = 20 };
        var now = Gate.AddMinutes(-1);
        var decided = _decider.Decide(tired, new OutboundInput.NotDelivered("north", "refused", Transient: true), now).Exchange!;
        Assert.Equal(Gate - new OutboundPolicy().LastChance, decided.DueAt);
    }

    [Fact]
    public void Without_time_for_another_attempt_the_next_thing_due_is_the_gate()
    {
        var decided = _decider.Decide(
            In(OutboundState.Queued, Gate), new OutboundInput.Fault("north", "PUT-018", "rate", true, TimeSpan.FromMinutes(30)), Gate.AddSeconds(-5)).Exchange!;
        Assert.Equal(Gate, decided.DueAt);
    }

    [Fact]
    public void A_failure_that_is_noticed_after_the_gate_expires_the_document()
    {
        var decided = _decider.Decide(In(OutboundState.Queued, Gate), new OutboundInput.NotDelivered("north", "refused", Transient: true), Gate);
        Assert.Equal(OutboundState.Expired, decided.Exchange!.State);
        Assert.Equal(["exchange.not-delivered", "exchange.expired"], decided.Events.Select(one => one.Kind));
    }

    [Fact]
    public void An_acknowledgement_of_an_expired_document_is_recorded_with_an_alarm_and_changes_nothing()
    {
        var decided = _decider.Decide(In(OutboundState.Expired, Gate), Acknowledgement(AcknowledgementOutcome.Accepted), Gate);
        Assert.Equal(OutboundState.Expired, decided.Exchange!.State);
        Assert.Equal("acknowledgement.late", Assert.Single(decided.Events).Kind);
        Assert.NotNull(decided.Alarm);
    }
}
