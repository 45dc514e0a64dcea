using IntegrationHub.Workflows.Execution;
using static IntegrationHub.Workflows.Tests.Support.Models;

namespace IntegrationHub.Workflows.Tests.Execution;

/// <summary>Timers, messages, signals, and boundary events.</summary>
public sealed class EventTests
{
    private const string Roots = """<message id="m" name="ack"/><message id="n" name="nack"/><signal id="sig" name="stop"/>""";

    [Fact]
    public void A_timer_is_waited_for_to_the_tick()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDuration>PT10M</timeDuration></timerEventDefinition></intermediateCatchEvent>" + Service("a") + Flows("s>t", "t>a"));

        run.Start().Pass(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));

        Assert.Empty(run.Started);
        Assert.Equal(["a"], run.Pass(TimeSpan.FromTicks(1)).Started);
    }

    [Fact]
    public void A_computed_time_that_is_none_is_an_incident()
    {
        var model = "<startEvent id=\"s\"/><intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDate>closing - duration(\"PT1H\")</timeDate></timerEventDefinition></intermediateCatchEvent>" + Service("a") + Flows("s>t", "t>a");

        var run = new ProcessRun(model).Start();
        Assert.Equal(IncidentCodes.BadTime, run.Incident.Code);
        run.Retry("""{"closing": {"$instant": "2026-11-28T10:00:00Z"}}""");
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero), Assert.Single(run.Timers.Values));
    }

    [Theory]
    [InlineData("timeDuration", "P1H")]
    [InlineData("timeDuration", "PT")]
    [InlineData("timeDate", "2026-13-01")]
    [InlineData("timeDate", "2026-12-01T10:00:00")]
    public void A_mistyped_time_is_refused_at_deployment(string kind, string text) =>
        Assert.Contains(Compile($"<startEvent id=\"s\"/><intermediateCatchEvent id=\"t\"><timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition></intermediateCatchEvent>" + Flows("s>t")).Findings, finding => finding.Code == "BPMN_TIMER");

    [Fact]
    public void A_day_is_its_beginning_in_UTC()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDate>2026-12-01</timeDate></timerEventDefinition></intermediateCatchEvent>" + Flows("s>t")).Start();

        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), Assert.Single(run.Timers.Values));
    }

    [Fact]
    public void A_message_whose_outputs_fail_is_kept_and_no_second_one_comes_in_on_top()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><intermediateCatchEvent id=\"c\"><extensionElements><hub:output name=\"x\" value=\"amount * 2\"/></extensionElements><messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent>" + Service("a") + Flows("s>c", "c>a"), Roots);

        run.Start().Message("ack", """{"amount": [1]}""");

        Assert.Equal("EXPRESSION_TYPE", run.Incident.Code);
        Assert.Empty(run.Subscriptions);
        Assert.Equal(["a"], run.Skip("""{"x": 2}""").Started);
        Assert.Empty(run.State.Incidents);
    }

    [Fact]
    public void A_message_is_correlated_by_the_business_key_or_by_its_own()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><receiveTask id=\"r\" messageRef=\"m\"/><intermediateCatchEvent id=\"c\"><extensionElements><hub:correlation key=\"contract\"/><hub:output name=\"result\" value=\"code\"/></extensionElements><messageEventDefinition messageRef=\"n\"/></intermediateCatchEvent>" + Flows("s>r", "r>c"), Roots);

        run.Start("""{"contract": "C-7"}""").Message("ack", """{"seen": true}""");

        Assert.Equal("true", run.Variable("seen"));
        Assert.Equal("C-7", Assert.Single(run.Subscriptions.Values).Key);
        run.Message("nack", """{"code": "A51"}""", "C-7");
        Assert.Equal("\"A51\"", run.Variable("result"));
        Assert.Equal(InstanceStatus.Completed, run.Status);
    }

    [Theory]
    [InlineData("ack", "a")]
    [InlineData("nack", "b")]
    [InlineData(null, "late")]
    public void An_event_based_gateway_goes_the_way_of_what_comes_first(string? message, string taken)
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><eventBasedGateway id=\"g\"/><intermediateCatchEvent id=\"x\"><messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent><receiveTask id=\"y\" messageRef=\"n\"/><intermediateCatchEvent id=\"z\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>"
            + Service("a") + Service("b") + Service("late") + Flows("s>g", "g>x", "g>y", "g>z", "x>a", "y>b", "z>late"), Roots);
        run.Start();
        Assert.Equal(3, run.State.Waits.Count);

        _ = message is null ? run.Pass(TimeSpan.FromHours(1)) : run.Message(message);

        Assert.Equal(taken, run.Started.Last(node => node != "y"));
        Assert.Empty(run.State.Waits);
        run.Replay();
    }

    [Theory]
    [InlineData("true", "remind")]
    [InlineData("false", "a,remind")]
    public void A_boundary_timer_ends_the_activity_or_runs_beside_it(string interrupting, string open)
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a") + $"<boundaryEvent id=\"b\" attachedToRef=\"a\" cancelActivity=\"{interrupting}\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>" + Service("remind") + Flows("s>a", "b>remind"));

        run.Start().Pass(TimeSpan.FromHours(1));

        Assert.Equal(open.Split(','), run.Services.Keys.Select(token => run.State.Tokens[token].Node).Order(StringComparer.Ordinal));
        foreach (var node in open.Split(','))
        {
            run.Service(node);
        }

        Assert.Equal(InstanceStatus.Completed, run.Status);
        run.Replay();
    }

    [Fact]
    public void A_boundary_event_sleeps_when_its_activity_has_ended()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a") + "<boundaryEvent id=\"b\" attachedToRef=\"a\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>" + Service("c") + Service("remind") + Flows("s>a", "a>c", "b>remind"));

        run.Start().Service("a").Pass(TimeSpan.FromHours(2));

        Assert.Equal(["a", "c"], run.Started);
    }

    [Fact]
    public void A_cycle_fires_as_often_as_it_says_at_even_distances()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/>" + Service("a") + "<boundaryEvent id=\"b\" attachedToRef=\"a\" cancelActivity=\"false\"><timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition></boundaryEvent><businessRuleTask id=\"r\"><extensionElements><hub:rule name=\"n\" value=\"if n = null then 1 else n + 1\"/></extensionElements></businessRuleTask>" + Flows("s>a", "b>r"));

        run.Start().Pass(TimeSpan.FromHours(2));
        Assert.Equal("2", run.Variable("n"));
        Assert.Equal("3", run.Pass(TimeSpan.FromDays(2)).Variable("n"));
        Assert.Equal(InstanceStatus.Completed, run.Service("a").Status);
    }

    [Fact]
    public void A_signal_reaches_everything_that_waits_for_it()
    {
        var run = new ProcessRun("<startEvent id=\"s\"/><intermediateCatchEvent id=\"x\"><signalEventDefinition signalRef=\"sig\"/></intermediateCatchEvent>" + Service("a") + "<boundaryEvent id=\"b\" attachedToRef=\"a\"><signalEventDefinition signalRef=\"sig\"/></boundaryEvent>" + Service("c") + Service("d") + Flows("s>x", "s>a", "x>c", "b>d"), Roots);

        run.Start().Signal("other").Signal("stop");

        Assert.Equal(["a", "c", "d"], run.Started.Order(StringComparer.Ordinal));
        Assert.Equal(["c", "d"], run.Services.Keys.Select(token => run.State.Tokens[token].Node).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Messages_and_signals_are_sent_with_their_payload()
    {
        var run = new ProcessRun("""<startEvent id="s"/><sendTask id="t" messageRef="m"><extensionElements><hub:input name="v" value="x + 1"/></extensionElements></sendTask><intermediateThrowEvent id="u"><extensionElements><hub:correlation key="&quot;K&quot;"/></extensionElements><messageEventDefinition messageRef="n"/></intermediateThrowEvent><endEvent id="e"><signalEventDefinition signalRef="sig"/></endEvent>""" + Flows("s>t", "t>u", "u>e"), Roots);

        run.Start("""{"x": 1}""");

        Assert.Equal(("ack", "case-1"), run.Sent.OfType<Effect.SendMessage>().Select(sent => (sent.Message, sent.Key)).First());
        Assert.Equal("{\"v\":2}", Workflows.Values.ValueJson.Write(run.Sent.OfType<Effect.SendMessage>().First().Payload));
        Assert.Equal(("nack", "K"), run.Sent.OfType<Effect.SendMessage>().Select(sent => (sent.Message, sent.Key)).Last());
        Assert.Equal("stop", Assert.Single(run.Sent.OfType<Effect.BroadcastSignal>()).Signal);
        Assert.Equal(InstanceStatus.Completed, run.Status);
    }
}
