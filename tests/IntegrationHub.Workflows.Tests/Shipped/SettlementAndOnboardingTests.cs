using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tests.Execution;

namespace IntegrationHub.Workflows.Tests.Shipped;

/// <summary>Settlement submission and customer onboarding along each of their paths.</summary>
public sealed class SettlementAndOnboardingTests
{
    [Fact]
    public void A_month_is_settled_approved_submitted_and_reconciled()
    {
        var run = Reconciled("[]");

        Assert.Equal("settled", LastEnd(run));
        run.Replay();
    }

    [Fact]
    public void Every_line_in_dispute_gets_its_own_statement()
    {
        var run = Reconciled("""["L1", "L2"]""");
        Assert.Equal(2, run.Tasks.Count);

        foreach (var task in run.Tasks.Keys.ToList())
        {
            run.Apply(new StepInput.TaskCompleted(task, ProcessRun.Context("""{"claim": "wrong loss", "proof": null}"""), "anna"));
        }

        Assert.Equal(
            ["""{"claim":"wrong loss","line":"L1","number":1,"proof":null}""", """{"claim":"wrong loss","line":"L2","number":1,"proof":null}"""],
            run.Services.Values.Select(call => Workflows.Values.ValueJson.Write(call.Inputs)).Order(StringComparer.Ordinal));
        foreach (var call in run.Services.Values.ToList())
        {
            run.Apply(new StepInput.ServiceCompleted(call.Token, call.Attempt, Workflows.Values.ContextValue.Of(("statement", call.Inputs["line"]))));
        }

        Assert.Equal(InstanceStatus.Running, run.Status);
        run.Message("statement-acknowledged", """{"accepted": true, "reason": null}""", "L1").Message("statement-acknowledged", """{"accepted": true, "reason": null}""", "L2");
        Assert.Equal("""["L1","L2"]""", run.Variable("statements"));
        Assert.Equal("disputedEnd", LastEnd(run));
    }

    [Fact]
    public void A_refused_statement_is_looked_at_and_followed_by_another()
    {
        var run = Reconciled("""["L1"]""").Task("argue", """{"claim": "wrong loss", "proof": null}""").Service("state", """{"statement": "PRB-1"}""");
        Assert.NotEmpty(run.Pass(TimeSpan.FromDays(1)).Call("press").Inputs.ToString());
        run.Service("press").Message("statement-acknowledged", """{"accepted": false, "reason": "A69"}""", "PRB-1");

        run.Task("argue", """{"claim": "wrong loss of line L1", "proof": null}""");
        Assert.Contains("\"number\":2", Workflows.Values.ValueJson.Write(run.Call("state").Inputs), StringComparison.Ordinal);
        run.Service("state", """{"statement": "PRB-2"}""").Message("statement-acknowledged", """{"accepted": true, "reason": null}""", "PRB-2");

        Assert.Equal("""["PRB-2"]""", run.Variable("statements"));
        Assert.Equal("disputedEnd", LastEnd(run));
        run.Replay();
    }

    [Fact]
    public void The_centers_account_is_waited_for_and_asked_for_with_more_weight_from_the_third_day_on()
    {
        var run = Acknowledged().Service("reconcile", """{"found": false, "disputed": []}""");
        Assert.Empty(run.Services);
        foreach (var (role, waited) in new[] { ("settlement", "true"), ("settlement", "true"), ("settlement-lead", "true") })
        {
            Assert.Contains($"\"role\":\"{role}\"", Workflows.Values.ValueJson.Write(run.Pass(TimeSpan.FromDays(1)).Call("chase").Inputs), StringComparison.Ordinal);
            run.Service("chase");
            Assert.Contains($"\"waited\":{waited}", Workflows.Values.ValueJson.Write(run.Call("reconcile").Inputs), StringComparison.Ordinal);
            run.Service("reconcile", """{"found": false, "disputed": []}""");
        }

        run.Message("energy-account-received", "{}", "2026-10").Service("reconcile", """{"found": true, "disputed": []}""");
        Assert.Equal("settled", LastEnd(run));
        run.Replay();
    }

    [Fact]
    public void An_account_that_comes_in_between_is_compared_at_once()
    {
        var run = Acknowledged();
        Assert.Contains("\"waited\":false", Workflows.Values.ValueJson.Write(run.Call("reconcile").Inputs), StringComparison.Ordinal);
        run.Service("reconcile", """{"found": false, "disputed": []}""").Message("energy-account-received", "{}", "2026-10");

        Assert.Contains("\"waited\":true", Workflows.Values.ValueJson.Write(run.Call("reconcile").Inputs), StringComparison.Ordinal);
        Assert.Equal("settled", LastEnd(run.Service("reconcile", """{"found": true, "disputed": []}""")));
    }

    [Fact]
    public void Missing_readings_are_waited_for_or_substituted()
    {
        var run = ShippedProcesses.Run("settlement-submission", "2026-10").Start("""{"month": "2026-10"}""").Service("readings", """{"missing": ["MP1"]}""");

        run.Task("substitute", """{"action": "wait"}""").Pass(TimeSpan.FromDays(1)).Service("readings", """{"missing": ["MP1"]}""").Task("substitute", """{"action": "substitute"}""").Service("fill");

        Assert.Equal("calculate", run.State.Tokens.Values.Single().Node);
    }

    [Fact]
    public void A_settlement_may_be_sent_back_at_the_review_the_approval_and_the_acknowledgement()
    {
        Assert.Equal("calculate", Open(Calculated().Task("review", """{"decision": "again", "note": null}""")));
        Assert.Equal("calculate", Open(Checked().Task("approve", """{"decision": "amend"}""", "berta")));
        Assert.Equal("rejected", LastEnd(Checked().Task("approve", """{"decision": "reject"}""", "berta")));
        Assert.Equal("calculate", Open(Submitted().Message("settlement-acknowledged", """{"accepted": false, "reason": "A54"}""", "S")));
    }

    [Fact]
    public void A_small_customer_is_onboarded_without_a_check_of_its_credit()
    {
        var run = Registered(100).Task("documents", """{"decision": "approve", "scan": null}""", "berta");
        Assert.Contains("\"about\":\"consent\"", Workflows.Values.ValueJson.Write(run.Call("request").Inputs), StringComparison.Ordinal);
        run.Service("request", Told);

        Assert.Empty(run.Tasks);
        run.Message("consent-given", """{"consent": "K"}""", "KEYED").Service("create", """{"binding": "B"}""");
        Assert.Contains("\"about\":\"bound\"", Workflows.Values.ValueJson.Write(run.Call("tell").Inputs), StringComparison.Ordinal);
        Assert.Equal("onboarded", LastEnd(run.Service("tell", Told)));
        run.Replay();
    }

    [Fact]
    public void A_large_customer_needs_both_checks()
    {
        var run = Registered(9000).Task("documents", """{"decision": "approve", "scan": null}""", "berta");
        Assert.Equal("credit", Assert.Single(run.Tasks.Values).Node);
        Assert.Empty(run.Subscriptions);

        Assert.Equal(2, run.Task("credit", """{"decision": "approve", "limit": 100000}""", "carla").Service("request", Told).Subscriptions.Count);
        Assert.Equal("turnedAway", LastEnd(Registered(9000).Task("documents", """{"decision": "approve", "scan": null}""", "berta").Task("credit", """{"decision": "reject", "limit": null}""", "carla")));
    }

    [Fact]
    public void Who_is_not_eligible_bound_elsewhere_refuses_or_keeps_silent_is_not_onboarded()
    {
        Assert.Equal("turnedAway", LastEnd(Registered(100, """{"eligible": false, "bound": false, "reference": "KEYED", "large": false}""")));
        Assert.Equal("turnedAway", LastEnd(Registered(100, """{"eligible": true, "bound": true, "reference": "KEYED", "large": false}""")));
        Assert.Equal("notOnboarded", LastEnd(Registered(100).Task("documents", """{"decision": "approve", "scan": null}""", "berta").Service("request", Told).Message("consent-refused", "{}", "KEYED")));
        Assert.Equal("notOnboarded", LastEnd(Registered(100).Task("documents", """{"decision": "approve", "scan": null}""", "berta").Service("request", Told).Pass(TimeSpan.FromDays(14))));
    }

    [Fact]
    public void Nothing_by_which_a_case_is_found_says_who_the_customer_is()
    {
        var run = Registered(100).Task("documents", """{"decision": "approve", "scan": null}""", "berta").Service("request", Told);

        Assert.All(run.Subscriptions.Values, subscription => Assert.Equal("KEYED", subscription.Key));
        Assert.Empty(run.Sent.OfType<Effect.SendMessage>());
    }

    [Fact]
    public void A_refused_binding_is_mended_consented_to_again_or_given_up()
    {
        Assert.Equal("onboarded", LastEnd(Mended("again").Service("create", """{"binding": "B"}""").Service("tell", Told)));
        Assert.Equal("onboarded", LastEnd(Mended("consent").Service("request", Told).Message("consent-given", """{"consent": "K2"}""", "KEYED").Service("create", """{"binding": "B"}""").Service("tell", Told)));
        Assert.Equal("notOnboarded", LastEnd(Mended("reject")));
    }

    [Fact]
    public void Papers_with_mistakes_go_back_to_the_registration() =>
        Assert.Equal("register", Assert.Single(Registered(100).Task("documents", """{"decision": "amend", "scan": null}""", "berta").Tasks.Values).Node);

    private static ProcessRun Calculated() => ShippedProcesses.Run("settlement-submission", "2026-10").Start("""{"month": "2026-10"}""").Service("readings", """{"missing": []}""").Service("calculate", """{"settlement": "M", "deviations": 3}""");

    private static ProcessRun Checked() => Calculated().Task("review", """{"decision": "ok", "note": null}""");

    private static ProcessRun Submitted() => Checked().Task("approve", """{"decision": "approve"}""", "berta").Service("submit", """{"submission": "S"}""");

    private static ProcessRun Acknowledged() => Submitted().Message("settlement-acknowledged", """{"accepted": true, "reason": null}""", "S");

    private static ProcessRun Reconciled(string disputed) => Acknowledged().Service("reconcile", $$"""{"found": true, "disputed": {{disputed}}}""");

    private static ProcessRun Registered(int megawattHours, string? check = null) => ShippedProcesses.Run("customer-onboarding", "K-1").Start()
        .Task("register", $$$"""{"customer": "K-1", "accounts": 2, "annualMwh": {{{megawattHours}}}, "begins": {"$date": "2027-01-01"}}""")
        .Service("check", check ?? $$"""{"eligible": true, "bound": false, "reference": "KEYED", "large": {{(megawattHours >= 5000 ? "true" : "false")}}}""");

    private static ProcessRun Mended(string action) => Registered(100).Task("documents", """{"decision": "approve", "scan": null}""", "berta").Service("request", Told)
        .Message("consent-given", """{"consent": "K"}""", "KEYED").Error("create", "BINDING_REFUSED").Task("mend", $$"""{"action": "{{action}}"}""", "berta");

    private const string Told = """{"told": "sent"}""";

    private static string Open(ProcessRun run) => run.State.Tokens.Values.Single().Node;

    private static string LastEnd(ProcessRun run)
    {
        Assert.Equal(InstanceStatus.Completed, run.Status);
        return run.History.Last(entry => entry.Kind == "end.reached").Node;
    }
}
