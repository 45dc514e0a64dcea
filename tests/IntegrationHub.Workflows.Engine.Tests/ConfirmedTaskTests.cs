using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Tasks;
using static IntegrationHub.Workflows.Engine.Tests.EngineFixture;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <summary>Tasks that only somebody completes who has just signed in anew.</summary>
public sealed class ConfirmedTaskTests
{
    private const string Task =
        "<startEvent id=\"s\"/><userTask id=\"t\"><extensionElements><hub:task roles=\"clerk\" confirmWithout=\"file\"/>"
        + "<hub:form><hub:field name=\"ok\" type=\"boolean\" required=\"true\"/><hub:field name=\"file\" type=\"text\"/></hub:form></extensionElements></userTask>";

    private static readonly Actor Anna = new("anna", ["clerk"], []);

    [Fact]
    public async Task A_command_or_call_does_not_release_what_needs_the_persons_factors()
    {
        var store = new InMemoryProcessStore();
        using var engine = NewEngine(store, TimeProvider.System);
        var (id, token) = await OpenAsync(engine, store);

        var refused = Assert.Single(await engine.CompleteAsync(id, token, Context("""{"ok": true}"""), Anna, Never));
        Assert.Equal((ProcessEngine.TaskNotConfirmed, "t"), (refused.Code, refused.Element));
        Assert.Contains("password and code", refused.Remedy, StringComparison.Ordinal);
        Assert.Equal(ProcessEngine.TaskNotConfirmed, Assert.Single(await engine.CompleteAsync(id, token, Context("""{"ok": true}"""), Anna, Never, new ShownTask("shown=1 text=2", static _ => true))).Code);
        Assert.Single(await store.OpenTasksAsync(Never));

        Assert.Empty(await engine.CompleteAsync(id, token, Context("""{"ok": true}"""), Anna, Never, new ShownTask("shown=1 act=3", static _ => true)));
        Assert.Equal("shown=1 act=3", Assert.Single(await store.HistoryAsync(id, Never), static row => row.Entry.Kind == "task.completed").Entry.Detail);
    }

    [Fact]
    public async Task What_the_person_brings_in_its_place_needs_no_factors()
    {
        var store = new InMemoryProcessStore();
        using var engine = NewEngine(store, TimeProvider.System);
        var (id, token) = await OpenAsync(engine, store);

        Assert.Empty(await engine.CompleteAsync(id, token, Context("""{"ok": true, "file": "signed outside"}"""), Anna, Never));
    }

    [Fact]
    public async Task Where_nobody_has_factors_a_command_is_taken_at_its_word_and_the_history_says_so()
    {
        var store = new InMemoryProcessStore();
        using var engine = new ProcessEngine(store, [], NoNotifier.Instance, TimeProvider.System, new EngineOptions { ConfirmsByWord = true });
        var (id, token) = await OpenAsync(engine, store);

        Assert.Empty(await engine.CompleteAsync(id, token, Context("""{"ok": true}"""), Anna, Never));
        Assert.Equal("act=by-word", Assert.Single(await store.HistoryAsync(id, Never), static row => row.Entry.Kind == "task.completed").Entry.Detail);
    }

    [Fact]
    public async Task A_field_that_the_form_does_not_have_is_refused_at_deployment()
    {
        using var engine = NewEngine(new InMemoryProcessStore(), TimeProvider.System);

        var deployed = await engine.DeployAsync(File(Task.Replace("confirmWithout=\"file\"", "confirmWithout=\"letter\"", StringComparison.Ordinal) + Flow("s", "t")), "op", Never);

        Assert.Equal("t", Assert.Single(deployed.Findings, static finding => finding.Code == "BPMN_EXTENSION").Element);
    }

    private static async Task<(Guid Id, int Token)> OpenAsync(ProcessEngine engine, InMemoryProcessStore store)
    {
        await engine.DeployedAsync(Task + Flow("s", "t"));
        var id = await engine.StartedAsync();
        return (id, Assert.Single(await store.OpenTasksAsync(Never)).Token);
    }
}
