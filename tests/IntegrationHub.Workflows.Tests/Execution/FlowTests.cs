using IntegrationHub.Workflows.Execution;
using static IntegrationHub.Workflows.Tests.Support.Models;

namespace IntegrationHub.Workflows.Tests.Execution;

/// <summary>Gateways and flows.</summary>
public sealed class FlowTests
{
    [Fact]
    public void A_process_runs_from_start_to_end()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a") + Service("b") + "<endEvent id=\"e\"/>" + Flows("s>a", "a>b", "b>e"));

        run.Start("""{"x": 1}""").Service("a", """{"y": 2}""");

        Assert.Equal(["a", "b"], run.Started);
        Assert.Equal(InstanceStatus.Running, run.Status);
        run.Service("b");
        Assert.Equal(InstanceStatus.Completed, run.Status);
        Assert.Equal("2", run.Variable("y"));
        var ended = Assert.Single(run.Sent.OfType<Effect.Ended>());
        Assert.Equal(InstanceStatus.Completed, ended.Status);
        run.Replay();
    }

    [Theory]
    [InlineData("""{"x": 20}""", "a")]
    [InlineData("""{"x": 5}""", "b")]
    [InlineData("""{"x": -1}""", "c")]
    [InlineData("{}", "c")]
    public void An_exclusive_gateway_takes_the_first_flow_whose_condition_holds_else_the_default(string variables, string taken)
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><exclusiveGateway id=\"g\" default=\"g_c\"/>" + Service("a") + Service("b") + Service("c") + Flows("s>g", "g>a:x > 10", "g>b:x > 0", "g>c"));

        Assert.Equal([taken], run.Start(variables).Started);
    }

    [Fact]
    public void A_gateway_without_a_way_on_asks_an_operator_who_mends_and_never_chooses()
    {
        const string Content = "<startEvent id=\"s\"/><exclusiveGateway id=\"g\"/>";
        var model = Content + Service("a") + Service("b") + Flows("s>g", "g>a:x > 10", "g>b:x > 0");

        var mended = new ProcessRun(model).Start("""{"x": 0}""");
        Assert.Equal(IncidentCodes.NoFlow, mended.Incident.Code);
        Assert.Equal(["b"], mended.Retry("""{"x": 1}""").Started);

        var chosen = new ProcessRun(model).Start("""{"x": 0}""");
        foreach (var flow in new[] { null, "g_a" })
            Assert.Equal(IllegalStepException.NotSkippable, Assert.Throws<IllegalStepException>(() => chosen.Skip(flow: flow)).Code);

        Assert.Equal("g", chosen.Incident.Node);
    }

    [Theory]
    [InlineData("<businessRuleTask id=\"d\"><extensionElements><hub:rule name=\"y\" value=\"x + true\"/></extensionElements></businessRuleTask>")]
    [InlineData("<callActivity id=\"d\" calledElement=\"other\"><extensionElements><hub:input name=\"y\" value=\"x + true\"/></extensionElements></callActivity>")]
    public void What_decides_is_not_skipped(string deciding)
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + deciding + Service("a") + Flows("s>d", "d>a")).Start("""{"x": 1}""");

        Assert.Equal("d", run.Incident.Node);
        Assert.Equal(IllegalStepException.NotSkippable, Assert.Throws<IllegalStepException>(() => run.Skip("""{"y": 2}""")).Code);
    }

    [Fact]
    public void A_condition_that_is_no_truth_or_is_faulty_is_an_incident()
    {
        var model = "<startEvent id=\"s\"/><exclusiveGateway id=\"g\" default=\"g_b\"/>" + Service("a") + Service("b") + Flows("s>g", "g>a:x + 1", "g>b");

        Assert.Equal(IncidentCodes.NotTrueOrFalse, new ProcessRun(model).Start("""{"x": 1}""").Incident.Code);
        Assert.Equal("EXPRESSION_TYPE", new ProcessRun(model).Start("""{"x": "text"}""").Incident.Code);
    }

    [Fact]
    public void A_parallel_gateway_waits_for_every_flow()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><parallelGateway id=\"f\"/><parallelGateway id=\"j\"/>" + Service("a") + Service("b") + Service("c") + Flows("s>f", "f>a", "f>b", "a>j", "b>j", "j>c"));

        run.Start().Service("b");

        Assert.Equal(["a", "b"], run.Started);
        Assert.Equal(["a", "b", "c"], run.Service("a").Started);
        Assert.Equal(InstanceStatus.Completed, run.Service("c").Status);
        run.Replay();
    }

    [Fact]
    public void An_activity_with_several_flows_out_goes_all_of_them_and_with_several_in_begins_for_each()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a") + Service("b") + Flows("s>a", "a>b", "s>b"));

        run.Start();

        Assert.Equal(["a", "b"], run.Started);
        Assert.Equal(["a", "b", "b"], run.Service("a").Started);
        Assert.Equal(InstanceStatus.Completed, run.Service("b").Service("b").Status);
    }

    [Theory]
    [InlineData("""{"x": 1, "y": 1}""", "a,b")]
    [InlineData("""{"x": 1}""", "a")]
    [InlineData("{}", "c")]
    public void An_inclusive_gateway_takes_every_flow_that_holds_and_its_join_waits_for_just_these(string variables, string taken)
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><inclusiveGateway id=\"f\" default=\"f_c\"/><inclusiveGateway id=\"j\"/>" + Service("a") + Service("b") + Service("c") + Service("after")
            + Flows("s>f", "f>a:x = 1", "f>b:y = 1", "f>c", "a>j", "b>j", "c>j", "j>after"));
        run.Start(variables);
        var expected = taken.Split(',');

        foreach (var node in expected)
        {
            Assert.DoesNotContain("after", run.Started);
            run.Service(node);
        }

        Assert.Equal([.. expected, "after"], run.Started);
        Assert.Equal(InstanceStatus.Completed, run.Service("after").Status);
        run.Replay();
    }

    [Fact]
    public void An_inclusive_join_waits_for_a_token_that_can_still_come_round_by_another_path_and_not_for_one_that_cannot()
    {
        // b may lead to the join or past it: only when it has decided does the join know.
        var model = "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><inclusiveGateway id=\"j\"/><exclusiveGateway id=\"x\" default=\"x_past\"/>" + Service("a") + Service("b") + Service("past") + Service("after")
            + Flows("s>f", "f>a", "f>b", "a>j", "b>x", "x>j:go", "x>past", "j>after");

        var waits = new ProcessRun(model).Start().Service("a");
        Assert.DoesNotContain("after", waits.Started);
        Assert.Equal(1, waits.Service("b", """{"go": true}""").Started.Count(node => node == "after"));

        var passes = new ProcessRun(model).Start().Service("a").Service("b", """{"go": false}""");
        Assert.Equal(1, passes.Started.Count(node => node == "after"));
        Assert.Contains("past", passes.Started);
    }

    [Fact]
    public void A_join_that_nothing_more_can_come_to_is_an_incident()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><exclusiveGateway id=\"x\" default=\"x_b\"/><parallelGateway id=\"j\"/>" + Service("a") + Service("b") + Service("c") + Flows("s>x", "x>a:false", "x>b", "a>j", "b>j", "j>c"));

        run.Start().Service("b");

        Assert.Equal(IncidentCodes.Stuck, run.Incident.Code);
        Assert.Equal(["b", "c"], run.Skip().Started);
    }

    [Fact]
    public void A_loop_that_waits_for_nothing_is_stopped()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><exclusiveGateway id=\"a\"/><exclusiveGateway id=\"b\"/>" + Flows("s>a", "a>b", "b>a"));

        Assert.Equal(IncidentCodes.TooManyMoves, run.Start().Incident.Code);
        Assert.Equal(InstanceStatus.Cancelled, run.Apply(new StepInput.Cancel("op", "wrong model")).Status);
    }

    [Fact]
    public void A_terminate_event_ends_everything_at_once()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><userTask id=\"t\"><extensionElements><hub:task roles=\"r\"/></extensionElements></userTask><endEvent id=\"end\"><terminateEventDefinition/></endEvent>" + Service("a") + Flows("s>a", "s>t", "a>end"));

        run.Start().Service("a");

        Assert.Equal(InstanceStatus.Completed, run.Status);
        Assert.Empty(run.Tasks);
        Assert.Contains(run.History, entry => entry is { Kind: "activity.withdrawn", Node: "t" });
    }

    [Fact]
    public void What_the_state_does_not_allow_fails_loudly_and_changes_nothing()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a") + Flows("s>a"));
        Assert.Equal(IllegalStepException.NotRunning, Refused(new StepInput.Cancel("op", "early")));
        run.Start();
        var before = StateJson.Write(run.State);
        var call = run.Call("a");

        Assert.Equal(IllegalStepException.AlreadyStarted, Refused(new StepInput.Start(null, ProcessRun.Context("{}"))));
        Assert.Equal(IllegalStepException.NotWaiting, Refused(new StepInput.TimerFired(99)));
        Assert.Equal(IllegalStepException.NotWaiting, Refused(new StepInput.TaskCompleted(call.Token, ProcessRun.Context("{}"), "anna")));
        Assert.Equal(IllegalStepException.StaleAttempt, Refused(new StepInput.ServiceCompleted(call.Token, 7, ProcessRun.Context("{}"))));
        Assert.Equal(IllegalStepException.NoSuchIncident, Refused(new StepInput.RetryIncident(1, ProcessRun.Context("{}"), "op", "why")));
        Assert.Equal(before, StateJson.Write(run.State));

        run.Service("a");
        Assert.Equal(IllegalStepException.NotRunning, Refused(new StepInput.ServiceCompleted(call.Token, 1, ProcessRun.Context("{}"))));

        string Refused(StepInput input) => Assert.Throws<IllegalStepException>(() => run.Apply(input)).Code;
    }
}
