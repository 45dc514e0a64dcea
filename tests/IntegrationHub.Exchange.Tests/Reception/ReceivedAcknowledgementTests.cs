using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Tests.Doubles;

namespace IntegrationHub.Exchange.Tests.Reception;

public sealed class ReceivedAcknowledgementTests
{
    private readonly ReceptionRig _rig = new();

    [Theory]
    [InlineData("A01", OutboundState.Accepted)]
    [InlineData("A02", OutboundState.Rejected)]
    [InlineData("A03", OutboundState.PartlyAccepted)]
    public async Task One_that_is_put_settles_our_document_and_is_not_acknowledged(string code, OutboundState expected)
    {
        _rig.Store.Put(TestExchanges.In(OutboundState.Delivered));
        var result = await _rig.PutAsync(TestMessages.Signed(TestMessages.Acknowledgement("ack-1", "bid-1", code)));

        Assert.Equal(InboundState.Accepted, result.State);
        Assert.True(result.Acknowledgement.IsEmpty);
        Assert.True(Assert.Single(_rig.Answers.Given).Acknowledgement.IsEmpty);
        var ours = Assert.Single(_rig.Store.Outbound);
        Assert.Equal(expected, ours.State);
        Assert.Equal(result.Exchange.Id, ours.AcknowledgedBy);
        Assert.Empty(_rig.Store.Notified);
    }

    [Fact]
    public async Task One_in_the_answer_to_a_put_commits_together_with_the_attempt()
    {
        var sent = TestExchanges.In(OutboundState.Queued);
        _rig.Store.Put(sent);
        var result = await _rig.AnswerAsync(TestMessages.Signed(TestMessages.Acknowledgement("ack-1", "bid-1", "A01"), verb: "reply", result: "OK"), sent);

        Assert.True(result.SettlesAttempt);
        Assert.Null(AttemptInputs.Of(result, "north"));
        var ours = Assert.Single(_rig.Store.Outbound);
        Assert.Equal((OutboundState.Accepted, 1, "north"), (ours.State, ours.Attempts, ours.Endpoint));
    }

    [Fact]
    public async Task A_technical_one_in_the_answer_that_names_nothing_is_about_what_was_put()
    {
        var sent = TestExchanges.In(OutboundState.Queued);
        _rig.Store.Put(sent);
        await _rig.AnswerAsync(TestMessages.Signed(TestMessages.Acknowledgement("ack-1", "", "A94"), verb: "reply", result: "FAILED"), sent);
        Assert.Equal(OutboundState.Rejected, Assert.Single(_rig.Store.Outbound).State);
    }

    [Fact]
    public async Task Two_payloads_never_swap_an_answer_about_another_document_leaves_the_attempt_open()
    {
        var sent = TestExchanges.In(OutboundState.Queued);
        _rig.Store.Put(sent);
        var result = await _rig.AnswerAsync(TestMessages.Signed(TestMessages.Acknowledgement("ack-1", "bid-2", "A01"), verb: "reply", result: "OK"), sent);

        Assert.False(result.SettlesAttempt);
        Assert.IsType<OutboundInput.AnswerNotTrusted>(AttemptInputs.Of(result, "north"));
        Assert.Equal(OutboundState.Queued, Assert.Single(_rig.Store.Outbound).State);
        Assert.Contains(_rig.Store.Events, one => one.Kind == "acknowledgement.unknown");
    }

    [Fact]
    public async Task An_unsigned_or_altered_rejection_rejects_nothing()
    {
        var sent = TestExchanges.In(OutboundState.Queued);
        _rig.Store.Put(sent);
        var (body, opened) = TestMessages.Signed(TestMessages.Acknowledgement("ack-1", "bid-1", "A01"), verb: "reply", result: "OK");
        var at = body.AsSpan().IndexOf("A01</code>"u8);
        "A02"u8.CopyTo(body.AsSpan(at));

        var result = await _rig.AnswerAsync((body, opened), sent);

        Assert.IsType<OutboundInput.AnswerNotTrusted>(AttemptInputs.Of(result, "north"));
        Assert.Equal(OutboundState.Queued, Assert.Single(_rig.Store.Outbound).State);
    }

    [Fact]
    public async Task A_signed_empty_answer_means_delivered()
    {
        var sent = TestExchanges.In(OutboundState.Queued);
        var result = await _rig.AnswerAsync(TestMessages.Signed("", verb: "reply", result: "OK"), sent);
        Assert.IsType<OutboundInput.AttemptDelivered>(AttemptInputs.Of(result, "north"));
        Assert.Equal(0, _rig.Store.Registered);
    }

    [Fact]
    public async Task A_signed_empty_failure_is_no_delivery_and_no_rejection()
    {
        var result = await _rig.AnswerAsync(TestMessages.Signed("", verb: "reply", result: "FAILED"), TestExchanges.In(OutboundState.Queued));
        Assert.IsType<OutboundInput.AnswerNotTrusted>(AttemptInputs.Of(result, "north"));
    }

    [Fact]
    public async Task The_same_one_twice_is_a_repetition_and_a_contradicting_one_is_recorded_with_an_alarm()
    {
        _rig.Store.Put(TestExchanges.In(OutboundState.Delivered));
        var first = TestMessages.Signed(TestMessages.Acknowledgement("ack-1", "bid-1", "A01"));
        await _rig.PutAsync(first);
        Assert.Equal(InboundState.Repeated, (await _rig.PutAsync(first)).State);

        await _rig.PutAsync(TestMessages.Signed(TestMessages.Acknowledgement("ack-2", "bid-1", "A02")));
        Assert.Equal(OutboundState.Accepted, Assert.Single(_rig.Store.Outbound).State);
        Assert.Contains(_rig.Store.Events, one => one.Kind == "acknowledgement.contradictory");
        Assert.Contains(_rig.Store.Alarms, alarm => alarm is not null);
    }

    [Fact]
    public async Task A_broken_one_is_answered_with_a_fault_never_with_an_acknowledgement()
    {
        var broken = TestMessages.Acknowledgement("ack-1", "bid-1", "A01").Replace("<Reason>", "<broken/><Reason>", StringComparison.Ordinal);
        var result = await _rig.PutAsync(TestMessages.Signed(broken));
        Assert.Equal("SCHEMA_UNEXPECTED_ELEMENT", result.Fault!.Code);
        Assert.Empty(_rig.Answers.Given);
    }
}
