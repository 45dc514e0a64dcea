using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tests.Execution;

namespace IntegrationHub.Workflows.Tests.Shipped;

/// <summary>Bid submission along each of its paths; the gate closes at 14:00 and work begins at 8:00.</summary>
public sealed class BidSubmissionTests
{
    [Fact]
    public void A_bid_is_proposed_approved_submitted_and_its_result_taken()
    {
        var run = Approved().Service("preflight", """{"clean": true}""").Service("sign", """{"document": "D"}""").Service("submit", """{"submission": "S"}""");
        Assert.Empty(run.Timers);

        run.Message("bid-acknowledged", """{"accepted": true, "reason": null}""", "S").Message("bid-result", """{"result": "A71"}""", "S").Service("reconcile");

        Assert.Equal("done", LastEnd(run));
        run.Replay();
    }

    [Fact]
    public void What_the_partner_would_refuse_goes_back_before_it_is_sent()
    {
        var run = Approved().Service("preflight", """{"clean": false, "reason": "B51"}""");

        Assert.Equal("propose", Assert.Single(run.Tasks.Values).Node);
    }

    [Fact]
    public void Only_a_plain_yes_of_the_prediction_lets_a_bid_be_signed() =>
        Assert.Equal("propose", Assert.Single(Approved().Service("preflight", "{}").Tasks.Values).Node);

    [Fact]
    public void What_cannot_be_proposed_goes_back_with_the_reason_and_nobody_is_asked_to_approve_it()
    {
        var run = ShippedProcesses.Run("bid-submission", "E-1")
            .Start("""{"event": "E-1", "gateClosure": {"$instant": "2026-11-28T14:00:00Z"}}""")
            .Service("gap", """{"gap": "1f"}""")
            .Service("ceiling", """{"ceiling": "2e"}""")
            .Task("propose", """{"bid": "B-?", "comment": null}""")
            .Service("render", """{"digest": null, "problem": "RECORD_UNKNOWN: There is no bid B-?."}""");

        Assert.Equal("propose", Assert.Single(run.Tasks.Values).Node);
        Assert.Contains("B-?", Assert.Single(run.Tasks.Values).Inputs["problem"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_approver_may_send_back_or_withdraw()
    {
        Assert.Equal("propose", Assert.Single(Proposed().Task("approve", """{"decision": "amend"}""", "berta").Tasks.Values).Node);
        Assert.Equal("withdrawnEnd", LastEnd(Proposed().Task("approve", """{"decision": "reject"}""", "berta").Service("withdraw")));
    }

    [Fact]
    public void One_hour_before_the_gate_closes_people_are_warned_and_work_goes_on()
    {
        var run = Proposed().Pass(TimeSpan.FromHours(5));

        Assert.Contains("warn", run.Started);
        Assert.Equal("approve", Assert.Single(run.Tasks.Values).Node);
    }

    [Fact]
    public void When_the_gate_closes_nothing_is_submitted_any_more()
    {
        var run = Proposed().Pass(TimeSpan.FromHours(6));

        Assert.Empty(run.Tasks);
        run.Service("warn").Service("missed");
        Assert.Equal(InstanceStatus.Completed, run.Status);
        Assert.DoesNotContain("submit", run.Started);
    }

    [Fact]
    public void A_bid_that_is_on_its_way_when_the_gate_closes_is_asked_for_not_given_up()
    {
        var sending = Approved().Service("preflight", """{"clean": true}""").Service("sign", """{"document": "D"}""").Pass(TimeSpan.FromHours(6));
        Assert.Equal("S", sending.Service("submit", """{"submission": "S"}""").Subscriptions.Values.Single().Key);

        var tooLate = Approved().Service("preflight", """{"clean": true}""").Service("sign", """{"document": "D"}""").Pass(TimeSpan.FromHours(6)).Error("submit", "BID_GATE_CLOSED");
        Assert.Equal("missedEnd", LastEnd(tooLate.Service("missed")));
    }

    [Fact]
    public void A_rejected_bid_is_looked_at()
    {
        var run = Approved().Service("preflight", """{"clean": true}""").Service("sign", """{"document": "D"}""").Service("submit", """{"submission": "S"}""")
            .Message("bid-acknowledged", """{"accepted": false, "reason": "A57"}""", "S");

        Assert.Equal("refused", LastEnd(run.Service("noteRefusal").Task("handle", """{"finding": "late"}""")));
    }

    private static ProcessRun Proposed() => ShippedProcesses.Run("bid-submission", "E-1")
        .Start("""{"event": "E-1", "gateClosure": {"$instant": "2026-11-28T14:00:00Z"}}""")
        .Service("gap", """{"gap": "1f"}""")
        .Service("ceiling", """{"ceiling": "2e"}""")
        .Task("propose", """{"bid": "B-1", "comment": null}""")
        .Service("render", """{"digest": "3d", "problem": null}""");

    private static ProcessRun Approved() => Proposed().Task("approve", """{"decision": "approve"}""", "berta");

    private static string LastEnd(ProcessRun run)
    {
        Assert.Equal(InstanceStatus.Completed, run.Status);
        return run.History.Last(entry => entry.Kind == "end.reached").Node;
    }
}
