using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Migrating;
using IntegrationHub.Workflows.Tests.Execution;
using static IntegrationHub.Workflows.Tests.Support.Models;

namespace IntegrationHub.Workflows.Tests.Migrating;

/// <summary>What goes to another version, and what is in its way.</summary>
public sealed class InstanceMigrationTests
{
    private const string Roots = """<message id="m" name="ack"/><message id="n" name="nack"/><signal id="sig" name="stop"/>""";
    private const string Start = "<startEvent id=\"s\"/>";

    [Fact]
    public void A_task_under_another_id_is_the_new_versions_task_and_is_completed_there()
    {
        var run = new ProcessRun(Start + Task("draft") + Service("a") + Flows("s>draft", "draft>a")).Start("""{"limit": 5}""");

        Assert.Empty(run.Migrate(Process(Start + Task("write", "author, head") + Service("b") + Flows("s>write", "write>b")), ("draft", "write")));

        Assert.Equal(["author", "head"], Assert.Single(run.Tasks.Values).Task.Roles.AsEnumerable());
        Assert.Equal(["b"], run.Task("write").Services.Values.Select(call => call.Service));
        Assert.Equal("5", run.Variable("limit"));
        Assert.Contains(run.History, entry => entry is { Kind: InstanceMigration.Migrated, Actor: "op", Detail: "version 1 to 2" });
    }

    [Fact]
    public void What_has_no_target_of_its_kind_is_named_all_at_once_and_nothing_changes()
    {
        var run = new ProcessRun(Start + "<parallelGateway id=\"g\"/>" + Task("t") + Service("a") + Service("x") + Flows("s>g", "g>t", "g>a", "g>x")).Start();
        var before = run.State;

        var findings = run.Migrate(Process(Start + "<parallelGateway id=\"g\"/>" + Task("a") + NamedService("x", "y") + Flows("s>g", "g>a", "g>x")));

        Assert.Equal(
            [(MigrationCodes.Kind, "a"), (MigrationCodes.NoTarget, "t"), (MigrationCodes.Call, "x")],
            findings.Select(finding => (finding.Code, finding.Element)).OrderBy(pair => pair.Element, StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Remedy));
        Assert.Same(before, run.State);
    }

    [Fact]
    public void A_call_that_waits_for_an_operator_may_become_another_one()
    {
        var run = new ProcessRun(Start + Service("a") + Flows("s>a")).Start().Fail("a").Fail("a");

        Assert.Empty(run.Migrate(Process(Start + NamedService("mended", "better") + Flows("s>mended")), ("a", "mended")));

        Assert.Equal("mended", run.Incident.Node);
        Assert.Equal("better", run.Retry().Call("mended").Service);
    }

    [Fact]
    public void A_deadline_keeps_its_time_and_ends_what_its_task_became()
    {
        const string Late = "<boundaryEvent id=\"late\" attachedToRef=\"t\"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></boundaryEvent>";
        var run = new ProcessRun(Start + Task("t") + Late + Service("a") + Service("b") + Flows("s>t", "t>a", "late>b")).Start();
        var due = Assert.Single(run.Timers.Values);

        var next = Late.Replace("\"t\"", "\"u\"", StringComparison.Ordinal).Replace("PT2H", "PT9H", StringComparison.Ordinal);
        Assert.Empty(run.Migrate(Process(Start + Task("u") + next + Service("a") + Service("b") + Flows("s>u", "u>a", "late>b")), ("t", "u")));

        Assert.Equal(due, Assert.Single(run.Timers.Values));
        Assert.Equal(["t", "b"], run.Pass(TimeSpan.FromHours(2)).Started);
        Assert.Empty(run.Tasks);
    }

    [Fact]
    public void A_deadline_that_the_new_version_does_not_have_is_given_up_only_where_the_plan_says_so()
    {
        var run = new ProcessRun(Start + Task("t") + Boundary("late", "t", "PT2H") + Service("b") + Flows("s>t", "late>b")).Start();
        var next = Process(Start + Task("t") + Flows("s>t"));

        Assert.Equal((MigrationCodes.NoTarget, "late"), run.Migrate(next).Select(finding => (finding.Code, finding.Element)).Single());
        Assert.Empty(run.Migrate(next, ("late", MigrationPlan.Nothing)));
        Assert.Empty(run.Timers);
        Assert.Equal(InstanceStatus.Completed, run.Task("t").Status);
    }

    [Fact]
    public void A_deadline_that_only_the_new_version_has_runs_from_the_migration_on()
    {
        var run = new ProcessRun(Start + Task("t") + Flows("s>t")).Start();
        var next = Process(Start + Task("t") + Boundary("late", "t", "PT2H") + Service("b") + Flows("s>t", "late>b"));

        run.Pass(TimeSpan.FromHours(5));
        Assert.Empty(run.Migrate(next));

        Assert.Equal(run.Now + TimeSpan.FromHours(2), Assert.Single(run.Timers.Values));
        Assert.Contains("b", run.Pass(TimeSpan.FromHours(2)).Started);
    }

    [Fact]
    public void A_deadline_whose_time_the_variables_do_not_give_is_in_the_way()
    {
        var run = new ProcessRun(Start + Task("t") + Flows("s>t")).Start();
        var next = Process(Start + Task("t") + "<boundaryEvent id=\"late\" attachedToRef=\"t\"><timerEventDefinition><timeDate>closing</timeDate></timerEventDefinition></boundaryEvent>" + Service("b") + Flows("s>t", "late>b"));

        Assert.Equal((MigrationCodes.NewEvent, "late"), run.Migrate(next).Select(finding => (finding.Code, finding.Element)).Single());
    }

    [Fact]
    public void A_reminder_that_has_fired_does_not_fire_again()
    {
        var content = Start + Task("t") + Boundary("remind", "t", "PT1H").Replace("attachedToRef", "cancelActivity=\"false\" attachedToRef", StringComparison.Ordinal) + Service("b") + Flows("s>t", "remind>b");
        var run = new ProcessRun(content).Start().Pass(TimeSpan.FromHours(1));

        Assert.Empty(run.Migrate(Process(content)));

        Assert.Empty(run.Timers);
    }

    [Fact]
    public void A_message_is_waited_for_on_under_the_same_name_only()
    {
        var run = new ProcessRun(Start + "<receiveTask id=\"r\" messageRef=\"m\"/>" + Service("a") + Flows("s>r", "r>a"), Roots).Start();

        Assert.Equal(MigrationCodes.Waits, Assert.Single(run.Migrate(Process(Start + "<receiveTask id=\"r\" messageRef=\"n\"/>" + Flows("s>r"), Roots))).Code);
        Assert.Empty(run.Migrate(Process(Start + "<receiveTask id=\"q\" messageRef=\"m\"/>" + Service("b") + Flows("s>q", "q>b"), Roots), ("r", "q")));
        Assert.Contains("b", run.Message("ack").Started);
    }

    [Fact]
    public void The_events_behind_a_gateway_go_with_it_and_a_new_one_is_waited_for()
    {
        const string Ack = "<intermediateCatchEvent id=\"ack\"><messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent>";
        const string Nack = "<intermediateCatchEvent id=\"nack\"><messageEventDefinition messageRef=\"n\"/></intermediateCatchEvent>";
        const string Gateway = "<eventBasedGateway id=\"g\"/>";
        const string Timer = "<intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>";
        var run = new ProcessRun(Start + Gateway + Ack + Timer + Service("a") + Flows("s>g", "g>ack", "g>t", "ack>a"), Roots).Start();

        Assert.Empty(run.Migrate(Process(Start + Gateway + Ack + Timer + Nack + Service("a") + Service("b") + Flows("s>g", "g>ack", "g>t", "g>nack", "ack>a", "nack>b"), Roots)));

        Assert.Equal(["ack", "nack"], run.Subscriptions.Values.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Contains("b", run.Message("nack").Started);
        Assert.Empty(run.Timers);
    }

    [Fact]
    public void A_join_with_tokens_needs_the_same_flows()
    {
        const string Gateways = "<parallelGateway id=\"g\"/><parallelGateway id=\"j\"/>";
        var run = new ProcessRun(Start + Gateways + Service("a") + Service("b") + Service("e") + Flows("s>g", "g>a", "g>b", "a>j", "b>j", "j>e")).Start().Service("a");

        var wider = Process(Start + Gateways + Service("a") + Service("b") + Service("c") + Service("e") + Flows("s>g", "g>a", "g>b", "g>c", "a>j", "b>j", "c>j", "j>e"));
        Assert.Equal((MigrationCodes.Join, "j"), run.Migrate(wider).Select(finding => (finding.Code, finding.Element)).Single());
        var checkedToo = Process(Start + Gateways + Service("a") + Service("b") + Service("c") + Service("e") + Flows("s>g", "g>a", "g>b", "a>j", "b>c", "c>j", "j>e"));
        Assert.Empty(run.Migrate(checkedToo, ("b_j", "c_j")));
        Assert.Equal(["e"], run.Service("b").Service("c").Services.Values.Select(call => call.Service));
    }

    [Fact]
    public void What_is_inside_a_sub_process_stays_inside()
    {
        var run = new ProcessRun(Start + $"<subProcess id=\"sub\"><startEvent id=\"i\"/>{Service("a")}{Flows("i>a")}</subProcess>" + Flows("s>sub")).Start();

        var outside = Process(Start + Service("a") + $"<subProcess id=\"sub\"><startEvent id=\"i\"/>{Service("b")}{Flows("i>b")}</subProcess>" + Flows("s>a", "a>sub"));
        Assert.Equal((MigrationCodes.Scope, "a"), run.Migrate(outside).Select(finding => (finding.Code, finding.Element)).Single());
        var renamed = Process(Start + $"<subProcess id=\"inner\"><startEvent id=\"i\"/>{Service("a")}{Flows("i>a")}</subProcess>" + Service("z") + Flows("s>inner", "inner>z"));
        Assert.Empty(run.Migrate(renamed, ("sub", "inner")));
        Assert.Equal(["z"], run.Service("a").Services.Values.Select(call => call.Service));
    }

    [Fact]
    public void One_after_the_other_does_not_become_all_at_once()
    {
        static string Many(bool isSequential) => $"<serviceTask id=\"a\"><extensionElements><hub:service name=\"a\"/></extensionElements><multiInstanceLoopCharacteristics isSequential=\"{(isSequential ? "true" : "false")}\"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>";
        var run = new ProcessRun(Start + Many(true) + Flows("s>a")).Start().Service("a");

        Assert.Equal(MigrationCodes.Kind, Assert.Single(run.Migrate(Process(Start + Many(false) + Flows("s>a")))).Code);
        Assert.Empty(run.Migrate(Process(Start + Many(true) + Service("z") + Flows("s>a", "a>z"))));
        Assert.Equal(["z"], run.Service("a").Service("a").Services.Values.Select(call => call.Service));
    }

    [Fact]
    public void Who_did_a_step_is_remembered_under_its_new_name()
    {
        var old = Start + Task("draft") + Task("approve", "head", "exclude=\"draft\"") + Flows("s>draft", "draft>approve");
        var next = Process(Start + Task("write") + Task("approve", "head", "exclude=\"write\"") + Flows("s>write", "write>approve"));
        var run = new ProcessRun(old).Start().Task("draft", by: "anna");

        Assert.Equal((MigrationCodes.FourEyes, "draft"), run.Migrate(next).Select(finding => (finding.Code, finding.Element)).Single());
        Assert.Empty(run.Migrate(next, ("draft", "write")));
        Assert.Equal(["anna"], run.State.Completers["write"]);
        Assert.Equal(["anna"], run.State.Completers["draft"]);
    }

    [Fact]
    public void Only_running_cases_go()
    {
        var content = Start + Task("t") + Flows("s>t");
        var run = new ProcessRun(content).Start().Task("t");

        Assert.Equal(MigrationCodes.Over, Assert.Single(run.Migrate(Process(content))).Code);
    }

    [Theory]
    [InlineData("ghost", "t", "The old version has no such element")]
    [InlineData("t", "ghost", "The new version has no element ghost")]
    [InlineData("t", "a", "Another element becomes a, too")]
    [InlineData("t", "-", "Only a boundary event can be given up")]
    [InlineData("s_t", "t", "The new version has no flow t")]
    public void A_plan_that_names_what_is_not_there_is_none(string old, string target, string says)
    {
        var definition = Process(Start + Task("t") + Service("a") + Flows("s>t", "t>a"));

        Assert.Null(MigrationPlan.Create(definition, definition, new Dictionary<string, string> { [old] = target }, out var findings));
        var finding = Assert.Single(findings);
        Assert.Equal((MigrationCodes.Mapping, old), (finding.Code, finding.Element));
        Assert.StartsWith(says, finding.Text, StringComparison.Ordinal);
    }

    private static string Task(string id, string roles = "author", string attributes = "") =>
        $"<userTask id=\"{id}\"><extensionElements><hub:task roles=\"{roles}\" {attributes}/></extensionElements></userTask>";

    private static string NamedService(string id, string service) => $"<serviceTask id=\"{id}\"><extensionElements><hub:service name=\"{service}\"/></extensionElements></serviceTask>";

    private static string Boundary(string id, string at, string time) =>
        $"<boundaryEvent id=\"{id}\" attachedToRef=\"{at}\"><timerEventDefinition><timeDuration>{time}</timeDuration></timerEventDefinition></boundaryEvent>";
}
