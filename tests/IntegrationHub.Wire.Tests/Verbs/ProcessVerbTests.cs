using System.Text.Json;
using IntegrationHub.Workflows.Bpmn;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>Definitions, instances, tasks and incidents from the command line, in somebody's name.</summary>
public sealed class ProcessVerbTests(VerbsFixture hub) : IClassFixture<VerbsFixture>
{
    private const string Check =
        """
        <startEvent id="s"/>
        <userTask id="write" name="Write"><extensionElements><hub:task roles="sales" due="@&quot;2026-12-01T12:00:00Z&quot;"/>
          <hub:form><hub:field name="amount" label="Amount" type="number" required="true" min="1"/></hub:form></extensionElements></userTask>
        <userTask id="check" name="Check"><extensionElements><hub:task roles="sales" exclude="write"/>
          <hub:form><hub:field name="ok" type="boolean" required="true"/></hub:form></extensionElements></userTask>
        <exclusiveGateway id="big"/>
        <endEvent id="e"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="write"/><sequenceFlow id="f2" sourceRef="write" targetRef="check"/>
        <sequenceFlow id="f3" sourceRef="check" targetRef="big"/>
        <sequenceFlow id="f4" sourceRef="big" targetRef="e"><conditionExpression>amount &gt; 100</conditionExpression></sequenceFlow>
        """;

    [Fact]
    public async Task A_case_goes_through_two_pairs_of_eyes_and_an_operator_helps_where_no_way_leads_on()
    {
        await DeployAsync("verbs-check");
        var started = await JsonAsync("instance", "start", "verbs-check", "--key", "V-1", "--as", "anna");
        var id = started.GetProperty("id").GetString()!;

        var task = Assert.Single((await JsonAsync("task", "list", "--as", "anna")).EnumerateArray(), one => one.GetProperty("businessKey").GetString() == "V-1").GetProperty("task").GetString()!;
        Assert.Contains("Amount", (await OkAsync("task", "show", task)), StringComparison.Ordinal);
        await OkAsync("task", "claim", task, "--as", "anna");
        Assert.Contains("comment 1 of " + id, await OkAsync("task", "comment", task, "Is 5 enough?", "--as", "bert"), StringComparison.Ordinal);
        await OkAsync("instance", "comment", id, "@" + hub.File("said.txt", "It is\nfor the first year."), "--as", "anna");
        Assert.Contains("COMMENT_TEXT", await RefusedAsync("task", "comment", task, " ", "--as", "anna"), StringComparison.Ordinal);
        Assert.Contains("TASK_CLAIMED", await RefusedAsync("task", "claim", task, "--as", "bert"), StringComparison.Ordinal);
        await OkAsync("task", "delegate", task, "bert", "--as", "anna");
        await OkAsync("task", "release", task, "--as", "bert");
        Assert.Contains("FORM_LIMIT", await RefusedAsync("task", "complete", task, "--as", "anna", "--answer", """{"amount": 0}"""), StringComparison.Ordinal);
        await OkAsync("task", "complete", task, "--as", "anna", "--answer", """{"amount": 5}""");

        Assert.DoesNotContain((await JsonAsync("task", "list", "--as", "anna")).EnumerateArray(), one => one.GetProperty("businessKey").GetString() == "V-1");
        var second = Assert.Single((await JsonAsync("task", "list", "--as", "bert")).EnumerateArray(), one => one.GetProperty("businessKey").GetString() == "V-1").GetProperty("task").GetString()!;
        var said = (await JsonAsync("instance", "comments", id, "--as", "bert")).EnumerateArray().Select(static one => (one.GetProperty("by").GetString(), one.GetProperty("step").GetString(), one.GetProperty("text").GetString()));
        Assert.Equal([("bert", "write", "Is 5 enough?"), ("anna", "", "It is\nfor the first year.")], said);
        Assert.Contains("It is for the first year.", await OkAsync("instance", "comments", id, "--as", "bert"), StringComparison.Ordinal);
        Assert.Contains("INSTANCE_UNKNOWN", await RefusedAsync("instance", "comments", id, "--as", "anna"), StringComparison.Ordinal);
        Assert.Contains("TASK_FOUR_EYES", await RefusedAsync("task", "complete", second, "--as", "anna", "--answer", """{"ok": true}"""), StringComparison.Ordinal);
        await OkAsync("task", "complete", second, "--as", "bert", "--answer", """{"ok": true}""");

        var incident = Assert.Single((await JsonAsync("incident", "list")).EnumerateArray(), one => one.GetProperty("businessKey").GetString() == "V-1");
        Assert.Equal("PROCESS_NO_FLOW", incident.GetProperty("code").GetString());
        var name = incident.GetProperty("incident").GetString()!;
        Assert.Contains("PROCESS_NOT_ALLOWED", await RefusedAsync("incident", "retry", name, "--reason", "bigger", "--set", """{"amount": 500}""", "--as", "anna"), StringComparison.Ordinal);
        await OkAsync("incident", "retry", name, "--reason", "bigger", "--set", """{"amount": 500}""", "--as", "otto");

        var shown = await JsonAsync("instance", "show", id);
        Assert.Equal("completed", shown.GetProperty("status").GetString());
        var history = shown.GetProperty("history").EnumerateArray().Select(entry => (Kind: entry.GetProperty("kind").GetString(), Actor: entry.GetProperty("actor").GetString())).ToList();
        Assert.Contains(("process.started", "anna"), history);
        Assert.Contains(history, entry => entry.Actor == "bert");
        Assert.Contains(history, entry => entry.Actor == "otto");
    }

    [Fact]
    public async Task An_instance_is_started_once_by_its_id_and_cancelled_with_a_reason()
    {
        await DeployAsync("verbs-cancel");
        var id = Guid.CreateVersion7().ToString("D");
        await OkAsync("instance", "start", "verbs-cancel", "--key", "V-2", "--id", id);
        await OkAsync("instance", "start", "verbs-cancel", "--key", "V-2", "--id", id);
        Assert.Contains("INSTANCE_ID_TAKEN", await RefusedAsync("instance", "start", "verbs-cancel", "--key", "V-3", "--id", id), StringComparison.Ordinal);
        Assert.Single((await JsonAsync("instance", "list", "--key", "V-2")).EnumerateArray());

        await OkAsync("instance", "cancel", id, "--reason", "not wanted");
        Assert.Equal("cancelled", Assert.Single((await JsonAsync("instance", "list", "--key", "V-2")).EnumerateArray()).GetProperty("status").GetString());
        Assert.Contains("STEP_NOT_RUNNING", await RefusedAsync("instance", "cancel", id, "--reason", "again"), StringComparison.Ordinal);
        Assert.Contains("INSTANCE_UNKNOWN", await RefusedAsync("instance", "cancel", Guid.CreateVersion7().ToString("D"), "--reason", "x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_case_is_looked_at_and_taken_to_the_next_version()
    {
        await DeployAsync("verbs-migrate");
        var id = (await JsonAsync("instance", "start", "verbs-migrate", "--key", "V-M")).GetProperty("id").GetString()!;
        await OkAsync("definition", "deploy", hub.File("verbs-migrate-2.bpmn", Definition("verbs-migrate", Check.Replace("\"write\"", "\"enter\"", StringComparison.Ordinal))));
        string[] order = ["instance", "migrate", "verbs-migrate", "--from", "1", "--reason", "renamed"];

        var looked = await hub.Terminal.RunAsync(order);
        Assert.Equal(1, looked.Code);
        Assert.Contains("MIGRATION_NO_TARGET", looked.Out, StringComparison.Ordinal);
        Assert.Contains("nothing was written", looked.Out, StringComparison.Ordinal);
        Assert.Contains("PROCESS_NOT_ALLOWED", await RefusedAsync([.. order, "--map", "write=enter", "--as", "anna"]), StringComparison.Ordinal);
        Assert.Contains("1 can go", await OkAsync([.. order, "--map", "write=enter"]), StringComparison.Ordinal);

        var moved = await JsonAsync([.. order, "--map", "write=enter", "--apply"]);
        Assert.Equal((id, "gone"), (moved.GetProperty("cases")[0].GetProperty("instance").GetString(), moved.GetProperty("cases")[0].GetProperty("state").GetString()));
        var shown = await JsonAsync("instance", "show", id);
        Assert.Equal((2, "enter"), (shown.GetProperty("version").GetInt32(), shown.GetProperty("tokens")[0].GetProperty("node").GetString()));
    }

    [Fact]
    public async Task A_definition_that_cannot_run_is_refused_with_everything_that_is_wrong()
    {
        var wrong = hub.File("wrong.bpmn", Definition("verbs-wrong", "<startEvent id=\"s\"/><scriptTask id=\"x\"/><serviceTask id=\"y\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"x\"/>"));

        var refused = await RefusedAsync("definition", "deploy", wrong);

        Assert.Contains("BPMN_NOT_SUPPORTED", refused, StringComparison.Ordinal);
        Assert.Contains("BPMN_EXTENSION", refused, StringComparison.Ordinal);
        Assert.Contains("DEFINITION_UNKNOWN", await RefusedAsync("definition", "show", "verbs-wrong"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_may_do_nothing()
    {
        Assert.Contains("processes.staff", await RefusedAsync("task", "list", "--as", "nobody"), StringComparison.Ordinal);
    }

    private async Task DeployAsync(string process) => await OkAsync("definition", "deploy", hub.File(process + ".bpmn", Definition(process, Check)));

    private static string Definition(string process, string content) =>
        $"<definitions xmlns=\"{BpmnNames.Model}\" xmlns:hub=\"{BpmnNames.Hub}\" targetNamespace=\"urn:test\"><process id=\"{process}\" isExecutable=\"true\">{content}</process></definitions>";

    private async Task<string> OkAsync(params string[] line)
    {
        var run = await hub.Terminal.RunAsync(line);
        Assert.True(run.Code == 0, run.Error);
        return run.Out;
    }

    private async Task<JsonElement> JsonAsync(params string[] line) => JsonDocument.Parse(await OkAsync([.. line, "--json"])).RootElement;

    private async Task<string> RefusedAsync(params string[] line)
    {
        var run = await hub.Terminal.RunAsync(line);
        Assert.Equal(1, run.Code);
        return run.Error;
    }
}
