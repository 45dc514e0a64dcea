using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Tests.Doubles;
using static IntegrationHub.Exchange.Tests.Doubles.TestExchanges;

namespace IntegrationHub.Exchange.Tests.Sending;

public sealed class OutboundDeciderTests
{
    private static readonly DateTimeOffset Now = TestClock.Start;
    private static readonly OutboundPolicy Policy = new();
    private readonly OutboundDecider _decider = new(Policy, new TestIds());

    [Fact]
    public void A_draft_is_signed_and_queued_and_due_at_once()
    {
        var message = Guid.Parse("00000000-0000-7000-8000-000000000005");
        var signed = Decide(In(OutboundState.Draft) with { MessageArchiveId = null }, new OutboundInput.Sign(message, SHA256.HashData("octets"u8), "10XES-REE------E"));
        var queued = Decide(signed.Exchange!, new OutboundInput.Queue());

        Assert.Equal(message, queued.Exchange!.MessageArchiveId);
        Assert.Equal(OutboundState.Queued, queued.Exchange.State);
        Assert.Equal(Now, queued.Exchange.DueAt);
    }

    [Fact]
    public void The_event_of_signing_names_the_octets_and_the_document_for_the_ledger()
    {
        var canonical = SHA256.HashData("document"u8);
        var signed = Decide(In(OutboundState.Draft) with { CanonicalDigest = canonical }, new OutboundInput.Sign(null, SHA256.HashData("octets"u8), "10XES-REE------E"));

        var data = Assert.Single(signed.Events, e => e.Kind == OctetsEvent.Signed).Data;
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData("octets"u8)), data, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(canonical), data, StringComparison.Ordinal);
        Assert.Contains("\"partyCode\":\"10XES-REE------E\"", data, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_client_fetches_is_not_due_before_its_gate_closes()
    {
        var gate = Now.AddHours(1);
        var queued = Decide(In(OutboundState.Signed, gate), new OutboundInput.Queue(WaitsToBeFetched: true));
        Assert.Equal(gate, queued.Exchange!.DueAt);
    }

    [Fact]
    public void Delivery_awaits_the_acknowledgement_for_as_long_as_the_policy_says()
    {
        var delivered = Decide(In(OutboundState.Queued), new OutboundInput.AttemptDelivered("north")).Exchange!;
        Assert.Equal(OutboundState.Delivered, delivered.State);
        Assert.Equal(1, delivered.Attempts);
        Assert.Equal("north", delivered.Endpoint);
        Assert.Equal(Now + Policy.AcknowledgementWithin, delivered.DueAt);
    }

    [Fact]
    public void What_gets_no_acknowledgement_is_done_when_delivered()
    {
        var delivered = Decide(In(OutboundState.Queued) with { NeverAcknowledged = true }, new OutboundInput.AttemptDelivered("north")).Exchange!;
        Assert.Equal(OutboundState.Delivered, delivered.State);
        Assert.Null(delivered.DueAt);
    }

    [Fact]
    public void An_answer_with_its_acknowledgement_is_one_decision()
    {
        var decision = _decider.Decide(
            In(OutboundState.Queued), new OutboundInput.AttemptDelivered("north"), Acknowledgement(AcknowledgementOutcome.Accepted), Now);
        Assert.Equal(OutboundState.Accepted, decision.Exchange!.State);
        Assert.Equal(AcknowledgementId, decision.Exchange.AcknowledgedBy);
        Assert.Equal(["exchange.delivered", "exchange.accepted"], decision.Events.Select(one => one.Kind));
    }

    [Fact]
    public void A_transient_fault_retries_later_and_later_and_never_rejects()
    {
        var exchange = In(OutboundState.Queued);
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            exchange = Decide(exchange, new OutboundInput.Fault("north", "HAND-011", "busy", Transient: true)).Exchange!;
            Assert.Equal(OutboundState.Queued, exchange.State);
            pauses.Add(exchange.DueAt!.Value - Now);
        }

        Assert.InRange(pauses[0], Policy.FirstRetry / 2, Policy.FirstRetry);
        Assert.True(pauses[5] > pauses[2]);
        Assert.All(pauses, pause => Assert.True(pause <= Policy.LongestRetry));
        Assert.True(pauses[^1] >= Policy.LongestRetry / 2);
    }

    [Fact]
    public void A_partner_that_names_a_pause_gets_it()
    {
        var decided = Decide(In(OutboundState.Queued), new OutboundInput.Fault("north", "PUT-018", "rate", true, TimeSpan.FromSeconds(60)));
        Assert.Equal(Now.AddSeconds(60), decided.Exchange!.DueAt);
    }

    [Fact]
    public void A_permanent_fault_quarantines_with_an_alarm_and_rejects_nothing()
    {
        var decided = Decide(In(OutboundState.Queued), new OutboundInput.Fault("north", "PUT-012", "no right", Transient: false));
        Assert.Equal(OutboundState.Quarantined, decided.Exchange!.State);
        Assert.NotNull(decided.Alarm);
        Assert.Equal("PARTNER_FAULT", Assert.Single(decided.Exchange.Rejections).Code);
    }

    [Fact]
    public void A_wrong_certificate_quarantines()
    {
        var decided = Decide(In(OutboundState.Queued), new OutboundInput.NotDelivered("north", "401", Transient: false));
        Assert.Equal(OutboundState.Quarantined, decided.Exchange!.State);
    }

    [Fact]
    public void A_partner_that_is_down_for_six_hours_is_still_tried_and_the_alarms_stay_few()
    {
        var exchange = In(OutboundState.Queued);
        var now = Now;
        var alarms = 0;
        while (now < Now.AddHours(6))
        {
            var decided = _decider.Decide(exchange, new OutboundInput.NotDelivered("north", "refused", Transient: true), now);
            exchange = decided.Exchange!;
            alarms += decided.Alarm is null ? 0 : 1;
            now = exchange.DueAt!.Value;
        }

        Assert.Equal(OutboundState.Queued, exchange.State);
        Assert.InRange(alarms, 1, 6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_lost_or_untrusted_answer_the_hub_asks_before_it_sends_again(bool lost)
    {
        OutboundInput input = lost ? new OutboundInput.AnswerLost("north", "reset") : new OutboundInput.AnswerNotTrusted("north", "SIGNATURE_INVALID");
        var sent = Decide(In(OutboundState.Queued), input).Exchange!;

        Assert.Equal(OutboundState.Sent, sent.State);
        Assert.True(sent.AnswerLost);
        Assert.Equal(NextStep.AskStatus, NextSteps.Of(sent, TestParties.Center.Connection, sent.DueAt!.Value));
    }

    [Fact]
    public void A_node_that_died_may_have_sent_so_the_hub_asks()
    {
        var sent = Decide(In(OutboundState.Queued), new OutboundInput.Interrupted()).Exchange!;
        Assert.Equal(NextStep.AskStatus, NextSteps.Of(sent, TestParties.Center.Connection, Now));
    }

    [Fact]
    public void Found_at_the_partner_is_delivered_whatever_status_its_unsigned_list_shows()
    {
        var found = Decide(In(OutboundState.Sent), new OutboundInput.StatusFound("FAILED")).Exchange!;
        Assert.Equal(OutboundState.Delivered, found.State);
        Assert.False(found.AnswerLost);
    }

    [Fact]
    public void Not_found_at_the_partner_is_sent_again_with_the_same_id_and_bytes()
    {
        var before = In(OutboundState.Sent);
        var after = Decide(before, new OutboundInput.StatusNotFound()).Exchange!;
        Assert.Equal(NextStep.Send, NextSteps.Of(after, TestParties.Center.Connection, Now));
        Assert.Equal(before.Document, after.Document);
        Assert.Equal(before.MessageArchiveId, after.MessageArchiveId);
    }

    [Fact]
    public void A_partner_that_restored_an_older_backup_gets_the_document_again_with_an_alarm()
    {
        var decided = Decide(In(OutboundState.Delivered), new OutboundInput.StatusNotFound());
        Assert.Equal(OutboundState.Queued, decided.Exchange!.State);
        Assert.NotNull(decided.Alarm);
    }

    [Fact]
    public void No_answer_to_the_question_asks_again_later()
    {
        var decided = Decide(In(OutboundState.Sent), new OutboundInput.StatusUnknown("timeout")).Exchange!;
        Assert.Equal(OutboundState.Sent, decided.State);
        Assert.True(decided.DueAt > Now);
    }

    [Fact]
    public void An_overdue_acknowledgement_raises_an_alarm_and_waits_on()
    {
        var overdue = Decide(In(OutboundState.Delivered), new OutboundInput.AcknowledgementOverdue());
        Assert.Equal(OutboundState.Delivered, overdue.Exchange!.State);
        Assert.NotNull(overdue.Alarm);
        Assert.True(overdue.Exchange.DueAt > Now);
    }

    [Fact]
    public void Only_a_quarantined_document_is_released()
    {
        var released = Decide(In(OutboundState.Quarantined), new OutboundInput.Release("li.wei")).Exchange!;
        Assert.Equal(OutboundState.Queued, released.State);
        Assert.Throws<IllegalTransitionException>(() => Decide(In(OutboundState.Delivered), new OutboundInput.Release("li.wei")));
    }

    [Fact]
    public void Who_releases_says_why_in_the_history() => Assert.Contains(
        "\"why\":\"their certificate is mended\"", Assert.Single(Decide(In(OutboundState.Quarantined), new OutboundInput.Release("li.wei", "their certificate is mended")).Events).Data, StringComparison.Ordinal);

    [Theory]
    [InlineData(OutboundState.Queued)]
    [InlineData(OutboundState.Sent)]
    public void What_waits_for_its_next_attempt_is_due_at_once_and_stays_what_it_is(OutboundState state)
    {
        var hurried = Decide(In(state) with { DueAt = Now.AddHours(1), Attempts = 3 }, new OutboundInput.SendNow("li.wei", "they are back"));

        Assert.Equal((state, Now, 3), (hurried.Exchange!.State, hurried.Exchange.DueAt, hurried.Exchange.Attempts));
        Assert.Equal(("exchange.hurried", "li.wei"), (Assert.Single(hurried.Events).Kind, hurried.Events[0].Actor));
    }

    [Fact]
    public void What_waits_to_be_fetched_cannot_be_hurried()
    {
        var gate = Now.AddHours(1);
        var hurry = new OutboundInput.SendNow("li.wei", "now");

        Assert.Throws<IllegalTransitionException>(() => Decide(In(OutboundState.Queued, gate) with { MessageArchiveId = null, DueAt = gate }, hurry));
        Assert.Throws<IllegalTransitionException>(() => Decide(In(OutboundState.Queued) with { MessageArchiveId = null, DueAt = null }, hurry));
        Assert.Equal(Now, Decide(In(OutboundState.Queued, gate) with { MessageArchiveId = Guid.Empty, DueAt = gate }, hurry).Exchange!.DueAt);
    }

    [Theory]
    [InlineData(OutboundState.Delivered)]
    [InlineData(OutboundState.Accepted)]
    [InlineData(OutboundState.Quarantined)]
    [InlineData(OutboundState.Cancelled)]
    public void What_does_not_wait_cannot_be_hurried(OutboundState state) =>
        Assert.Throws<IllegalTransitionException>(() => Decide(In(state), new OutboundInput.SendNow("li.wei", "now")));

    [Fact]
    public void Nothing_is_hurried_through_a_closed_gate() =>
        Assert.Equal(OutboundState.Expired, Decide(In(OutboundState.Queued, Now), new OutboundInput.SendNow("li.wei", "now")).Exchange!.State);

    [Fact]
    public void What_may_have_arrived_is_not_cancelled()
    {
        Assert.Equal(OutboundState.Cancelled, Decide(In(OutboundState.Queued), new OutboundInput.Cancel("li.wei", "wrong day")).Exchange!.State);
        Assert.Throws<IllegalTransitionException>(() => Decide(In(OutboundState.Sent), new OutboundInput.Cancel("li.wei", "wrong day")));
    }

    [Fact]
    public void An_illegal_transition_says_what_was_asked_in_which_state()
    {
        var fault = Assert.Throws<IllegalTransitionException>(() => Decide(In(OutboundState.Accepted), new OutboundInput.Queue()));
        Assert.Equal((OutboundState.Accepted, "Queue"), (fault.State, fault.Input));
    }

    private OutboundDecision Decide(OutboundExchange exchange, OutboundInput input) => _decider.Decide(exchange, input, Now);
}
