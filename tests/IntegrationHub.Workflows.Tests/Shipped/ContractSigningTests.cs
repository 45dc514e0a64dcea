using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tests.Execution;

namespace IntegrationHub.Workflows.Tests.Shipped;

/// <summary>Contract signing along each of its paths, with simulated services.</summary>
public sealed class ContractSigningTests
{
    private const string Draft = """{"contract": "C-2027-001", "version": 1, "offerDays": 14}""";

    [Fact]
    public void A_contract_goes_from_draft_to_in_force()
    {
        var run = Signed();

        run.Service("timestamp", """{"timestamp": "T"}""").Service("file", """{"filing": "F-9"}""").Message("filing-acknowledged", """{"accepted": true, "reason": null}""", "F-9").Service("activate");

        Assert.Equal(InstanceStatus.Completed, run.Status);
        Assert.Equal("inForce", LastEnd(run));
        run.Replay();
    }

    [Theory]
    [InlineData("reject", "approve", "rejected")]
    [InlineData("approve", "reject", "rejected")]
    [InlineData("reject", "amend", "rejected")]
    public void A_rejected_review_ends_it(string legal, string risk, string end) => Assert.Equal(end, LastEnd(Reviewed(legal, risk).Service("discard")));

    [Fact]
    public void A_review_that_wants_changes_goes_back_to_the_draft()
    {
        var run = Reviewed("amend", "approve").Service("giveBack");

        Assert.Equal("draft", Assert.Single(run.Tasks.Values).Node);
    }

    [Fact]
    public void The_customer_may_decline_ask_for_changes_or_let_the_offer_lapse()
    {
        Assert.Equal("declinedEnd", LastEnd(Offered().Message("customer-declined", """{"reason": "price"}""", "C-2027-001/D")));
        Assert.Equal("draft", Assert.Single(Offered().Message("customer-asks-changes", """{"changes": "term"}""", "C-2027-001/D").Service("giveBack").Tasks.Values).Node);

        var lapsed = Offered().Pass(TimeSpan.FromDays(14));
        Assert.Equal("expired", LastEnd(lapsed.Service("expire", """{"late": false}""")));
        Assert.Empty(lapsed.Subscriptions);
    }

    [Fact]
    public void An_agreement_of_the_last_moment_counts()
    {
        var run = Offered().Pass(TimeSpan.FromDays(14)).Service("expire", """{"late": true}""").Message("customer-signed", """{"consent": "K"}""", "C-2027-001/D");

        Assert.Equal("companySignature", Assert.Single(run.Tasks.Values).Node);
    }

    [Fact]
    public void What_the_company_signs_is_what_was_offered()
    {
        var run = Offered().Message("customer-signed", """{"consent": "K"}""", "C-2027-001/D").Task("companySignature", """{"digest": "other", "signature": null}""", "carla").Service("giveBack");

        Assert.Equal("draft", Assert.Single(run.Tasks.Values).Node);
    }

    [Fact]
    public void A_refused_filing_is_mended_and_filed_again()
    {
        var run = Signed().Service("timestamp", """{"timestamp": "T"}""").Error("file", "FILING_REFUSED");
        Assert.Equal("mend", Assert.Single(run.Tasks.Values).Node);

        run.Task("mend", """{"action": "again"}""").Service("file", """{"filing": "F-10"}""").Message("filing-acknowledged", """{"accepted": false, "reason": "A05"}""", "F-10");

        Assert.Equal("\"A05\"", run.Variable("filingReason"));
        Assert.Equal("rejected", LastEnd(run.Task("mend", """{"action": "reject"}""").Service("discard")));
    }

    [Fact]
    public void A_missing_acknowledgement_reminds_every_day_and_is_still_waited_for()
    {
        var run = Signed().Service("timestamp", """{"timestamp": "T"}""").Service("file", """{"filing": "F-9"}""").Pass(TimeSpan.FromDays(2));

        Assert.Equal(2, run.Started.Count(node => node == "remind"));
        run.Message("filing-acknowledged", """{"accepted": true, "reason": null}""", "F-9").Service("remind").Service("remind").Service("activate").Pass(TimeSpan.FromDays(5));
        Assert.Equal(InstanceStatus.Completed, run.Status);
    }

    [Fact]
    public void A_consent_to_an_earlier_text_is_not_waited_for_any_more()
    {
        var run = Offered().Message("customer-asks-changes", """{"changes": "term"}""", "C-2027-001/D").Service("giveBack")
            .Task("draft", Draft).Service("submit", """{"digest": "D2"}""").Task("legalReview", """{"decision": "approve", "note": null}""", "berta").Task("riskReview", """{"decision": "approve", "note": null}""", "carla")
            .Service("render", """{"digest": "D2", "rendering": "R2"}""");

        Assert.All(run.Subscriptions.Values.Where(subscription => subscription.Kind == WaitKind.Message), subscription => Assert.Equal("C-2027-001/D2", subscription.Key));
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("render")]
    [InlineData("sign")]
    public void A_contract_that_the_book_refuses_goes_back_to_the_draft_with_the_reason(string service)
    {
        var run = service switch
        {
            "submit" => ShippedProcesses.Run("contract-signing", "C-2027-001").Start().Task("draft", Draft),
            "render" => Reviewed("approve", "approve"),
            _ => Agreed(),
        };

        // A refused submission changes nothing: the number may be that of somebody else's contract.
        run.Error(service, "CONTRACT_REFUSED");
        if (service != "submit")
            run.Service("giveBack");

        Assert.Equal("draft", Assert.Single(run.Tasks.Values).Node);
        Assert.NotEqual("null", run.Variable("problem"));
    }

    [Fact]
    public void A_signature_that_does_not_hold_is_asked_for_again()
    {
        var run = Agreed().Error("sign", "SIGNATURE_REFUSED");

        Assert.Equal("companySignature", Assert.Single(run.Tasks.Values).Node);
        run.Task("companySignature", """{"digest": "D", "signature": "2"}""", "carla").Service("sign", """{"sealed": "S"}""");
        Assert.Equal("timestamp", run.Started.Last());
    }

    private static ProcessRun Reviewed(string legal, string risk) => ShippedProcesses.Run("contract-signing", "C-2027-001").Start()
        .Task("draft", Draft)
        .Service("submit", """{"digest": "D"}""")
        .Task("legalReview", $$"""{"decision": "{{legal}}", "note": null}""", "berta")
        .Task("riskReview", $$"""{"decision": "{{risk}}", "note": null}""", "carla");

    private static ProcessRun Offered() => Reviewed("approve", "approve").Service("render", """{"digest": "D", "rendering": "R"}""");

    private static ProcessRun Agreed() => Offered()
        .Message("customer-signed", """{"consent": "K"}""", "C-2027-001/D")
        .Task("companySignature", """{"digest": "D", "signature": null}""", "carla");

    private static ProcessRun Signed() => Agreed().Service("sign", """{"sealed": "S"}""");

    private static string LastEnd(ProcessRun run)
    {
        Assert.Equal(InstanceStatus.Completed, run.Status);
        return run.History.Last(entry => entry.Kind == "end.reached").Node;
    }
}
