using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Workflows.Tests.Support.Models;

namespace IntegrationHub.Workflows.Tests.Execution;

/// <summary>Tasks, services, rules, sub-processes, calls and multi-instance.</summary>
public sealed class ActivityTests
{
    private const string Errors = """<error id="bad" name="Bad" errorCode="BAD"/><escalation id="late" escalationCode="LATE"/>""";

    [Fact]
    public void Only_what_is_mapped_goes_in_and_comes_out()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a", """<hub:input name="amount" value="price * 2"/><hub:output name="total" value="result + price"/>""") + Flows("s>a"));

        run.Start("""{"price": 10, "secret": "s"}""");

        Assert.Equal("""{"amount":20}""", ValueJson.Write(run.Call("a").Inputs));
        run.Service("a", """{"result": 5, "noise": 1}""");
        Assert.Equal("15", run.Variable("total"));
        Assert.Equal("null", run.Variable("noise"));
    }

    [Fact]
    public void A_user_task_has_a_due_date_and_remembers_who_did_it()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><userTask id=\"t\"><extensionElements><hub:task roles=\"r\" due=\"duration(&quot;P1D&quot;)\"/></extensionElements></userTask>" + Flows("s>t"));

        run.Start();

        Assert.Equal(run.Now.AddDays(1), Assert.Single(run.Tasks.Values).Due);
        run.Task("t", """{"ok": true}""", "berta");
        Assert.Equal(["berta"], run.State.Completers["t"]);
        Assert.Equal("true", run.Variable("ok"));
    }

    [Fact]
    public void A_service_is_tried_again_with_the_same_inputs_then_an_operator_is_asked()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a", """<hub:input name="v" value="v"/>""") + Service("b") + Flows("s>a", "a>b"));
        run.Start("""{"v": 1}""").Fail("a");

        var second = run.Call("a");
        Assert.Equal((2, run.Now.AddSeconds(5)), (second.Attempt, second.NotBefore));
        run.Fail("a", "still broken");
        Assert.Equal(IncidentCodes.ServiceFailed, run.Incident.Code);
        Assert.Contains("still broken", run.Incident.Text, StringComparison.Ordinal);

        run.Retry("""{"v": 2}""");
        Assert.Equal("""{"v":2}""", ValueJson.Write(run.Call("a").Inputs));
        Assert.Equal(Effect.CallService.AttemptsOfACall + 1, run.Call("a").Attempt);
        run.Fail("a").Fail("a").Skip("""{"result": 7}""");
        Assert.Equal(("7", "b"), (run.Variable("result"), run.Started.Last()));
        run.Replay();
    }

    [Fact]
    public void A_retry_is_the_same_call_until_the_service_has_answered_or_is_asked_something_else()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a", """<hub:input name="v" value="v"/>""") + Flows("s>a"));
        run.Start("""{"v": 1}""").Fail("a").Fail("a");

        Assert.Equal(0, Effect.CallService.CallOf(run.Retry().Call("a").Attempt));
        run.Error("a", "NO");
        Assert.Equal(IncidentCodes.ErrorUncaught, run.Incident.Code);
        Assert.Equal(1, Effect.CallService.CallOf(run.Retry().Call("a").Attempt));
        run.Fail("a").Fail("a");
        Assert.Equal(2, Effect.CallService.CallOf(run.Retry("""{"v": 2}""").Call("a").Attempt));
    }

    [Fact]
    public void Everybody_who_answered_for_a_task_is_remembered_and_no_operator_answers_in_their_place()
    {
        const string Task = """<userTask id="t"><extensionElements><hub:task roles="r"/><hub:form><hub:field name="ok" label="ok" type="boolean"/></hub:form><hub:output name="n" value="ok + 1"/>INSTANCES</extensionElements>LOOP</userTask>""";
        var several = new ProcessRun("<startEvent id=\"s\"/>" + Task.Replace("LOOP", "<multiInstanceLoopCharacteristics/>", StringComparison.Ordinal)
            .Replace("INSTANCES", """<hub:multiInstance collection="[1, 2]" item="i"/>""", StringComparison.Ordinal).Replace("""<hub:output name="n" value="ok + 1"/>""", "", StringComparison.Ordinal) + Flows("s>t")).Start();
        several.Task("t", by: "anna").Task("t", by: "berta");
        Assert.Equal(["anna", "berta"], several.State.Completers["t"]);

        var skipped = new ProcessRun("<startEvent id=\"s\"/>" + Task.Replace("LOOP", "", StringComparison.Ordinal).Replace("INSTANCES", "", StringComparison.Ordinal) + Service("next") + Flows("s>t", "t>next")).Start();
        skipped.Task("t", """{"ok": true}""");
        Assert.Equal(IllegalStepException.NotSkippable, Assert.Throws<IllegalStepException>(() => skipped.Skip()).Code);
        Assert.Equal(["anna"], skipped.State.Completers["t"]);
    }

    [Fact]
    public void A_service_is_skipped_only_where_its_definition_says_so()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("check").Replace(" skippable=\"true\"", "", StringComparison.Ordinal) + Service("b") + Flows("s>check", "check>b"));
        run.Start().Fail("check").Fail("check");

        Assert.Equal(IllegalStepException.NotSkippable, Assert.Throws<IllegalStepException>(() => run.Skip("""{"clean": true}""")).Code);
        Assert.Equal("check", run.Incident.Node);
    }

    [Fact]
    public void An_output_that_fails_keeps_the_result_until_it_is_mended()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a", """<hub:output name="sum" value="base + result"/>""") + Flows("s>a"));

        run.Start("""{"base": "text"}""").Service("a", """{"result": 5}""");

        Assert.Equal("EXPRESSION_TYPE", run.Incident.Code);
        run.Retry("""{"base": 1}""");
        Assert.Equal("6", run.Variable("sum"));
        Assert.Equal(InstanceStatus.Completed, run.Status);
    }

    [Fact]
    public void Rules_compute_one_after_the_other_within_the_step()
    {
        var run = new ProcessRun("""<startEvent id="s"/><businessRuleTask id="r"><extensionElements><hub:rule name="gap" value="demand - bought"/><hub:rule name="short" value="gap > 0"/></extensionElements></businessRuleTask>""" + Flows("s>r"));

        run.Start("""{"demand": 10, "bought": 7}""");

        Assert.Equal(("3", "true", InstanceStatus.Completed), (run.Variable("gap"), run.Variable("short"), run.Status));
    }

    [Fact]
    public void A_sub_process_runs_inside_and_the_flow_goes_on_when_all_of_it_has_ended()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><subProcess id=\"sub\"><startEvent id=\"is\"/>" + Service("a") + Service("b") + Flows("is>a", "is>b") + "</subProcess>" + Service("c") + Flows("s>sub", "sub>c"));

        run.Start().Service("a");

        Assert.DoesNotContain("c", run.Started);
        Assert.Equal("c", run.Service("b").Started.Last());
        Assert.Equal(InstanceStatus.Completed, run.Service("c").Status);
        run.Replay();
    }

    [Fact]
    public void An_error_ends_the_nearest_activity_that_catches_it()
    {
        var model = "<startEvent id=\"s\"/><subProcess id=\"sub\"><startEvent id=\"is\"/>" + Service("a") + Service("b") + "<endEvent id=\"ie\"><errorEventDefinition errorRef=\"bad\"/></endEvent>" + Flows("is>a", "is>b", "a>ie")
            + "</subProcess><boundaryEvent id=\"any\" attachedToRef=\"sub\"><errorEventDefinition/></boundaryEvent><boundaryEvent id=\"caught\" attachedToRef=\"sub\"><extensionElements><hub:output name=\"why\" value=\"error.code\"/></extensionElements><errorEventDefinition errorRef=\"bad\"/></boundaryEvent>"
            + Service("mend") + Service("other") + Service("c") + Flows("s>sub", "sub>c", "caught>mend", "any>other");

        var run = new ProcessRun(model, Errors).Start().Service("a");

        Assert.Equal("mend", run.Started.Last());
        Assert.Equal("\"BAD\"", run.Variable("why"));
        Assert.Equal("mend", Assert.Single(run.Services.Keys.Select(token => run.State.Tokens[token].Node)));
        Assert.Equal("other", new ProcessRun(model, Errors).Start().Error("b", "ELSE").Started.Last());
        run.Replay();
    }

    [Fact]
    public void An_uncaught_error_fails_the_process_from_an_end_event_and_asks_an_operator_from_a_service()
    {
        var ends = new ProcessRun("<startEvent id=\"s\"/>" + Service("a") + "<endEvent id=\"e\"><errorEventDefinition errorRef=\"bad\"/></endEvent>" + Flows("s>e", "s>a"), Errors).Start();
        Assert.Equal((InstanceStatus.Failed, "BAD"), (ends.Status, ends.State.ErrorCode));
        Assert.Empty(ends.Services);

        var asks = new ProcessRun("<startEvent id=\"s\"/>" + Service("a") + Flows("s>a"), Errors).Start().Error("a", "BAD");
        Assert.Equal(IncidentCodes.ErrorUncaught, asks.Incident.Code);
        Assert.Equal(InstanceStatus.Completed, asks.Retry().Service("a").Status);
    }

    [Theory]
    [InlineData("true", "help")]
    [InlineData("false", "a,help")]
    public void An_escalation_tells_the_sub_process_around_and_ends_it_only_when_it_interrupts(string interrupting, string open)
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><subProcess id=\"sub\"><startEvent id=\"is\"/><intermediateThrowEvent id=\"t\"><escalationEventDefinition escalationRef=\"late\"/></intermediateThrowEvent>" + Service("a") + Flows("is>t", "t>a")
            + $"</subProcess><boundaryEvent id=\"b\" attachedToRef=\"sub\" cancelActivity=\"{interrupting}\"><escalationEventDefinition escalationRef=\"late\"/></boundaryEvent>" + Service("help") + Flows("s>sub", "b>help"), Errors);

        run.Start();

        Assert.Equal(open.Split(','), run.Services.Keys.Select(token => run.State.Tokens[token].Node).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_called_process_gets_the_inputs_and_gives_the_outputs()
    {
        var run = new ProcessRun("""<startEvent id="s"/><callActivity id="call" calledElement="other"><extensionElements><hub:input name="given" value="x"/><hub:output name="y" value="out"/></extensionElements></callActivity><boundaryEvent id="b" attachedToRef="call"><errorEventDefinition errorRef="bad"/></boundaryEvent>""" + Service("mend") + Flows("s>call", "b>mend"), Errors);
        run.Start("""{"x": 1}""");
        var call = Assert.Single(run.Calls.Values);
        Assert.Equal(("other", """{"given":1}"""), (call.Process, ValueJson.Write(call.Variables)));

        var fails = new ProcessRun("""<startEvent id="s"/><callActivity id="call" calledElement="other"/><boundaryEvent id="b" attachedToRef="call"><errorEventDefinition errorRef="bad"/></boundaryEvent>""" + Service("mend") + Flows("s>call", "b>mend"), Errors).Start();
        fails.Apply(new StepInput.CallFailed(fails.Calls.Keys.Single(), "BAD", "it failed"));
        Assert.Equal("mend", fails.Started.Last());

        run.Apply(new StepInput.CallCompleted(call.Token, ProcessRun.Context("""{"out": 2}""")));
        Assert.Equal(("2", InstanceStatus.Completed), (run.Variable("y"), run.Status));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Multi_instance_does_its_work_once_per_element_and_collects_results_in_their_order(bool sequential)
    {
        var run = new ProcessRun(Instances(sequential, ""));
        run.Start("""{"sites": [{"id": "A"}, {"id": "B"}, {"id": "C"}]}""");
        Assert.Equal(sequential ? 1 : 3, run.Services.Count);

        while (run.Services.Count > 0)
        {
            // The last one first, where there is a choice.
            var call = run.Services.Values.Last();
            run.Apply(new StepInput.ServiceCompleted(call.Token, call.Attempt, ContextValue.Of(("mw", call.Inputs["site"]))));
        }

        Assert.Equal("""["A1","B2","C3"]""", run.Variable("results"));
        Assert.Equal("null", run.Variable("mw"));
        Assert.Equal(InstanceStatus.Completed, run.Status);
        run.Replay();
    }

    [Fact]
    public void Multi_instance_ends_early_when_enough_have_ended()
    {
        var run = new ProcessRun(Instances(false, "<completionCondition>numberOfCompletedInstances >= 2</completionCondition>"));
        run.Start("""{"sites": [{"id": "A"}, {"id": "B"}, {"id": "C"}]}""");

        foreach (var call in run.Services.Values.Take(2).ToList())
        {
            run.Apply(new StepInput.ServiceCompleted(call.Token, 1, ContextValue.Of(("mw", call.Inputs["site"]))));
        }

        Assert.Equal("""["A1","B2",null]""", run.Variable("results"));
        Assert.Empty(run.Services);
        Assert.Equal(InstanceStatus.Completed, run.Status);
    }

    [Theory]
    [InlineData("""{"sites": []}""", InstanceStatus.Completed)]
    [InlineData("""{"sites": 3}""", InstanceStatus.Running)]
    [InlineData("""{"sites": "many"}""", InstanceStatus.Running)]
    public void A_collection_may_be_empty_or_a_number_and_nothing_else(string variables, InstanceStatus status)
    {
        var run = new ProcessRun(Instances(false, "")).Start(variables);

        Assert.Equal(status, run.Status);
        Assert.Equal(variables.Contains("many", StringComparison.Ordinal), run.State.Incidents.Count == 1);
    }

    private static string Instances(bool sequential, string completion) => $"""
        <startEvent id="s"/>
        <serviceTask id="m">
          <extensionElements><hub:service name="m"/><hub:multiInstance collection="sites" item="site" results="results" result="mw + string(loopCounter)"/><hub:input name="site" value="site.id"/></extensionElements>
          <multiInstanceLoopCharacteristics isSequential="{(sequential ? "true" : "false")}">{completion}</multiInstanceLoopCharacteristics>
        </serviceTask>
        """ + Flows("s>m");
}
