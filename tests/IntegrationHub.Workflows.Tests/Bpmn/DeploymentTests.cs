using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Workflows.Tests.Support.Models;

namespace IntegrationHub.Workflows.Tests.Bpmn;

/// <summary>What is accepted for execution, and what is refused: all of it at once, by element.</summary>
public sealed class DeploymentTests
{
    [Fact]
    public void A_user_task_carries_candidates_dates_and_form()
    {
        var process = Process("""
            <startEvent id="s"/>
            <userTask id="draft" name="Draft"><extensionElements><hub:task roles="sales"/></extensionElements></userTask>
            <userTask id="review" name="Review">
              <extensionElements>
                <hub:task roles="legal, risk" exclude="draft" due="duration(&quot;P2D&quot;)" remind="P1D" escalate="head" priority="80"/>
                <hub:form>
                  <hub:field name="decision" label="Decision" type="choice" required="true"><hub:choice value="approve"/><hub:choice value="reject" label="Reject"/></hub:field>
                  <hub:field name="limit" type="number" min="0" max="100.5" decimals="2"/>
                </hub:form>
                <hub:output name="approved" value="decision = &quot;approve&quot;"/>
              </extensionElements>
            </userTask>
            <endEvent id="e"/>
            """ + Flows("s>draft", "draft>review", "review>e"));

        var task = Assert.IsType<UserTask>(process.Node("review"));
        Assert.Equal("legal|risk", string.Join('|', task.Task.Roles));
        Assert.Equal("draft", Assert.Single(task.Task.Excluded));
        Assert.Equal("head", Assert.Single(task.Task.EscalateTo));
        Assert.Equal(TimeSpan.FromDays(1), task.Task.Remind);
        Assert.Equal(80, task.Task.Priority);
        Assert.Equal("approved", task.Work.Outputs.Single().Name);
        Assert.Equal([FieldType.Choice, FieldType.Number], task.Form.Fields.Select(field => field.Type));
        Assert.Equal(100.5m, task.Form.Fields[1].Maximum);
        Assert.Equal("approve", task.Form.Fields[0].Choices[0].Label);
    }

    [Fact]
    public void Events_know_what_they_wait_for()
    {
        var process = Process("""
            <startEvent id="s"/>
            <intermediateCatchEvent id="order"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
            <intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT10M</timeDuration></timerEventDefinition></intermediateCatchEvent>
            <subProcess id="sub"><startEvent id="is"/><endEvent id="ie"><errorEventDefinition errorRef="err"/></endEvent><sequenceFlow id="f" sourceRef="is" targetRef="ie"/></subProcess>
            <boundaryEvent id="late" attachedToRef="sub" cancelActivity="false"><timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition></boundaryEvent>
            <boundaryEvent id="wrong" attachedToRef="sub"><errorEventDefinition errorRef="err"/></boundaryEvent>
            <endEvent id="e"><terminateEventDefinition/></endEvent>
            """ + Flows("s>order", "order>wait", "wait>sub", "sub>e", "late>e", "wrong>e"), """<message id="m" name="order"/><error id="err" errorCode="E1"/>""");

        Assert.Equal(new MessageTrigger("order", null), ((CatchEvent)process.Node("order")).Trigger);
        Assert.Equal(new DurationValue(TimeSpan.FromMinutes(10)), ((TimerTrigger)((CatchEvent)process.Node("wait")).Trigger).Literal);
        Assert.Equal(3, ((TimerTrigger)((BoundaryEvent)process.Node("late")).Trigger).Repetitions);
        Assert.False(((BoundaryEvent)process.Node("late")).Interrupting);
        Assert.Equal(new ErrorTrigger("E1"), ((BoundaryEvent)process.Node("wrong")).Trigger);
        Assert.Equal("sub", process.ScopeOf("ie").Id);
    }

    [Theory]
    [InlineData("<messageEventDefinition messageRef=\"m\"/>", "message")]
    [InlineData("<timerEventDefinition><timeDate>2026-12-01</timeDate></timerEventDefinition>", "timer")]
    [InlineData("<timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition>", "timer")]
    [InlineData("<signalEventDefinition signalRef=\"g\"/>", "signal")]
    public void A_start_event_that_nothing_would_ever_fire_is_refused_and_runs_where_it_was_deployed_before(string trigger, string kind)
    {
        const string Roots = "<message id=\"m\" name=\"order\"/><signal id=\"g\" name=\"stop\"/>";
        var content = "<startEvent id=\"s\"/><startEvent id=\"by\" name=\"By itself\">" + trigger + "</startEvent><endEvent id=\"e\"/>" + Flows("s>e", "by>e");

        var compilation = Compile(content, Roots);

        Assert.Empty(compilation.Processes);
        var finding = Assert.Single(compilation.Findings);
        Assert.Equal((BpmnNames.NotSupported, "by", "By itself", $"A start event with a {kind} cannot be executed."), (finding.Code, finding.Element, finding.Name, finding.Text));
        Assert.Contains("plain start event", finding.Remedy, StringComparison.Ordinal);

        // Cases that run already stay on the version they began with.
        Assert.Equal("p", Assert.Single(BpmnFile.Open(File(content, Roots), out _)!.Compile(deployed: true).Processes).Id);
    }

    public static TheoryData<string, string, string> Refused() => new()
    {
        { "<scriptTask id=\"x\"/>", BpmnNames.NotSupported, "A script" },
        { "<task id=\"x\"/>", BpmnNames.NotSupported, "without a kind" },
        { "<complexGateway id=\"x\"/>", BpmnNames.NotSupported, "complex gateway" },
        { "<transaction id=\"x\"/>", BpmnNames.NotSupported, "transaction" },
        { "<adHocSubProcess id=\"x\"/>", BpmnNames.NotSupported, "adHocSubProcess" },
        { "<subProcess id=\"x\" triggeredByEvent=\"true\"/>", BpmnNames.NotSupported, "event sub-process" },
        { "<choreographyTask id=\"x\"/>", BpmnNames.NotSupported, "choreographyTask" },
        { "<intermediateThrowEvent id=\"x\"><compensateEventDefinition/></intermediateThrowEvent>", BpmnNames.NotSupported, "compensate" },
        { "<intermediateThrowEvent id=\"x\"><linkEventDefinition name=\"l\"/></intermediateThrowEvent>", BpmnNames.NotSupported, "link" },
        { "<intermediateCatchEvent id=\"x\"><conditionalEventDefinition/></intermediateCatchEvent>", BpmnNames.NotSupported, "conditional" },
        { "<intermediateCatchEvent id=\"x\"/>", BpmnNames.NotSupported, "intermediateCatchEvent" },
        { "<intermediateCatchEvent id=\"x\"><messageEventDefinition/></intermediateCatchEvent>", BpmnNames.BadReference, "No message" },
        { "<intermediateCatchEvent id=\"x\"><signalEventDefinition signalRef=\"none\"/></intermediateCatchEvent>", BpmnNames.BadReference, "no signal none" },
        { "<intermediateCatchEvent id=\"x\"><timerEventDefinition/></intermediateCatchEvent>", BpmnNames.BadTimer, "0 times" },
        { "<intermediateCatchEvent id=\"x\"><timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition></intermediateCatchEvent>", BpmnNames.NotSupported, "repeating timer" },
        { "<intermediateCatchEvent id=\"x\"><timerEventDefinition><timeDuration>1 +</timeDuration></timerEventDefinition></intermediateCatchEvent>", BpmnNames.BadExpression, "timeDuration, 1:4" },
        { "<userTask id=\"x\"/>", BpmnNames.BadExtension, "no candidates" },
        { "<serviceTask id=\"x\"/>", BpmnNames.BadExtension, "names no service" },
        { "<businessRuleTask id=\"x\"/>", BpmnNames.BadExtension, "no rule" },
        { "<callActivity id=\"x\"/>", BpmnNames.BadReference, "calls nothing" },
        { "<eventBasedGateway id=\"x\"/>", BpmnNames.BadStructure, "fewer than two" },
        { "<serviceTask id=\"x\"><extensionElements><hub:service name=\"a\" retries=\"many\"/></extensionElements></serviceTask>", BpmnNames.BadExtension, "retries" },
        { "<serviceTask id=\"x\"><extensionElements><hub:service name=\"a\"/><hub:servce name=\"a\"/></extensionElements></serviceTask>", BpmnNames.BadExtension, "hub:servce means nothing" },
        { "<serviceTask id=\"x\" isForCompensation=\"true\"><extensionElements><hub:service name=\"a\"/></extensionElements></serviceTask>", BpmnNames.NotSupported, "Compensation" },
        { "<serviceTask id=\"x\"><extensionElements><hub:service name=\"a\"/></extensionElements><standardLoopCharacteristics/></serviceTask>", BpmnNames.NotSupported, "standardLoopCharacteristics" },
        { "<serviceTask id=\"x\"><extensionElements><hub:service name=\"a\"/></extensionElements><multiInstanceLoopCharacteristics/></serviceTask>", BpmnNames.BadStructure, "a list or a number" },
        { "<serviceTask id=\"x\"><extensionElements><hub:service name=\"a\"/><hub:input name=\"v\" value=\"1 +\"/></extensionElements></serviceTask>", BpmnNames.BadExpression, "hub:input value" },
        { "<userTask id=\"x\"><extensionElements><hub:task roles=\"a\"/><hub:form><hub:field name=\"n\" type=\"colour\"/></hub:form></extensionElements></userTask>", BpmnNames.BadExtension, "colour" },
        { "<userTask id=\"x\"><extensionElements><hub:task roles=\"a\" exclude=\"y\"/></extensionElements></userTask>", BpmnNames.BadStructure, "excludes" },
        { "<subProcess id=\"x\"><standardLoopCharacteristics/><startEvent id=\"xs\"/></subProcess>", BpmnNames.NotSupported, "standardLoopCharacteristics" },
        { "<businessRuleTask id=\"x\"><extensionElements><hub:rule name=\"n\" value=\"1\"/></extensionElements></businessRuleTask><boundaryEvent id=\"b\" attachedToRef=\"x\"><timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition></boundaryEvent>", BpmnNames.BadStructure, "never fire" },
        { "<boundaryEvent id=\"b\" attachedToRef=\"nobody\"><timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition></boundaryEvent><intermediateThrowEvent id=\"x\"/>", BpmnNames.BadStructure, "attached to \"nobody\"" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_executed_is_refused_by_element(string element, string code, string text)
    {
        var compilation = Compile("<startEvent id=\"s\"/>" + element + "<endEvent id=\"e\"/>" + Flows("s>x", "x>e"));

        Assert.False(compilation.IsAccepted);
        Assert.Empty(compilation.Processes);
        var finding = Assert.Single(compilation.Findings);
        Assert.Equal(code, finding.Code);
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Element);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void All_findings_come_at_once_in_the_order_of_the_file()
    {
        var compilation = Compile("""
            <startEvent id="s"/>
            <scriptTask id="script" name="Compute"/>
            <exclusiveGateway id="g"/>
            <userTask id="nobody"/>
            <endEvent id="e"/>
            """ + Flows("s>script", "script>g", "g>nobody", "g>e:1 +", "nobody>e", "e>missing"));

        Assert.Equal(
            [("script", BpmnNames.NotSupported), ("nobody", BpmnNames.BadExtension), ("g_e", BpmnNames.BadExpression), ("e_missing", BpmnNames.BadStructure), ("e_missing", BpmnNames.BadStructure), ("g_nobody", BpmnNames.BadStructure)],
            compilation.Findings.Select(finding => (finding.Element, finding.Code)).OrderBy(entry => entry.Code == BpmnNames.NotSupported ? 0 : entry.Code == BpmnNames.BadExtension ? 1 : entry.Code == BpmnNames.BadExpression ? 2 : 3).ThenBy(entry => entry.Element, StringComparer.Ordinal));
        Assert.Equal("Compute", compilation.Findings[0].Name);
        Assert.Equal(compilation.Findings.Select(finding => finding.Line).Order(), compilation.Findings.Select(finding => finding.Line));
    }

    [Fact]
    public void A_drawing_is_refused_with_everything_else_that_is_wrong_with_it()
    {
        var file = BpmnFile.Open(File("<startEvent id=\"s\"/><task id=\"t\"/>" + Flows("s>t"), attributes: "isExecutable=\"false\""), out _)!;

        Assert.Equal([BpmnNames.NotExecutable, BpmnNames.NotSupported], file.Compile().Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void An_id_twice_is_refused()
    {
        var finding = Assert.Single(Compile("<startEvent id=\"s\"/><endEvent id=\"s\"/><endEvent id=\"e\"/>" + Flows("s>e")).Findings);

        Assert.Equal(BpmnNames.BadId, finding.Code);
    }
}
