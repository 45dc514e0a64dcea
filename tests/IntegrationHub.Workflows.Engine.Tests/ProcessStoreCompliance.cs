using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Workflows.Engine.Tests.EngineFixture;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <summary>What every store must do. An implementation inherits this class and gives an empty store.</summary>
public abstract partial class ProcessStoreCompliance
{
    private const string Roots = "<message id=\"m\" name=\"ack\"/><signal id=\"sig\" name=\"stop\"/>";
    private const string Waits = "<startEvent id=\"s\"/><receiveTask id=\"r\" messageRef=\"m\"/>";
    private static readonly string WaitsFlow = Flow("s", "r", "a");

    private readonly ManualClock _clock = new();

    protected abstract IProcessStore NewStore();

    [Fact]
    public async Task A_file_deployed_again_is_the_same_version_and_a_changed_one_the_next()
    {
        var engine = NewEngine(NewStore(), _clock, new CountingService("a"));
        var first = "<startEvent id=\"s\"/>" + Service("a") + Flow("s", "a");

        Assert.Equal(1, (await engine.DeployAsync(File(first), "op", Never)).Versions.Single().Version);
        Assert.Equal(1, (await engine.DeployAsync(File(first), "op", Never)).Versions.Single().Version);
        Assert.Equal(2, (await engine.DeployAsync(File(first + "<endEvent id=\"e\"/>" + Flow("a", "e")), "op", Never)).Versions.Single().Version);
    }

    [Fact]
    public async Task A_running_instance_stays_on_the_version_it_began_with()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"), new CountingService("b"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t") + Service("a") + Flow("s", "t", "a"));
        var old = await engine.StartedAsync();
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t") + Service("b") + Flow("s", "t", "b"));
        var young = await engine.StartedAsync();

        foreach (var task in await store.OpenTasksAsync(Never))
        {
            Assert.Empty(await engine.CompleteAsync(task.Instance, task.Token, Context("""{"ok": true}"""), Clerk("anna"), Never));
        }

        await engine.DrainAsync();
        Assert.True((await StateAsync(store, old)).Variables.Entries.ContainsKey("a"));
        Assert.True((await StateAsync(store, young)).Variables.Entries.ContainsKey("b"));
    }

    [Fact]
    public async Task A_timer_is_fired_once_by_two_engines()
    {
        var store = NewStore();
        var service = new CountingService("a");
        var first = NewEngine(store, _clock, service);
        var second = NewEngine(store, _clock, service);
        await first.DeployedAsync("<startEvent id=\"s\"/><intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDuration>PT1M</timeDuration></timerEventDefinition></intermediateCatchEvent>" + Service("a") + Flow("s", "t", "a"));
        var started = new List<Guid>();
        for (var i = 0; i < 50; i++)
        {
            started.Add(await first.StartedAsync(key: $"case-{i}"));
        }

        await first.DrainAsync();
        Assert.Equal(0, service.Effects);
        _clock.Pass(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Task.Run(first.DrainAsync), Task.Run(second.DrainAsync));
        await first.DrainAsync();

        Assert.Equal(50, service.Effects);
        foreach (var id in started)
        {
            Assert.Equal(InstanceStatus.Completed, (await StateAsync(store, id)).Status);
            Assert.Single(await store.HistoryAsync(id, Never), row => row.Entry is { Kind: "event.caught", Node: "t" });
        }
    }

    [Fact]
    public async Task A_message_is_correlated_kept_when_early_and_known_when_repeated()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync(Waits + Service("a") + WaitsFlow, Roots);

        Assert.Equal(MessageReceipt.Kept, await engine.AcceptMessageAsync(Ack("1", "case-1"), Never));
        Assert.Equal(MessageReceipt.Repeated, await engine.AcceptMessageAsync(Ack("1", "case-1"), Never));
        var early = await engine.StartedAsync(key: "case-1");
        var other = await engine.StartedAsync(key: "case-2");
        await engine.DrainAsync();
        Assert.Equal(InstanceStatus.Completed, (await StateAsync(store, early)).Status);
        Assert.Equal(InstanceStatus.Running, (await StateAsync(store, other)).Status);

        Assert.Equal(MessageReceipt.Correlated, await engine.AcceptMessageAsync(Ack("2", "case-2"), Never));
        Assert.Equal(MessageReceipt.Repeated, await engine.AcceptMessageAsync(Ack("2", "case-2"), Never));
        await engine.DrainAsync();
        Assert.Equal(Value.Of("2"), (await StateAsync(store, other)).Variables["id"]);
    }

    [Fact]
    public async Task Two_messages_for_two_that_wait_reach_one_each()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync(Waits + Service("a") + WaitsFlow, Roots);
        var first = await engine.StartedAsync();
        var second = await engine.StartedAsync();

        await engine.AcceptMessageAsync(Ack("1", "case-1"), Never);
        await engine.AcceptMessageAsync(Ack("2", "case-1"), Never);
        await engine.DrainAsync();

        Assert.Equal((Value.Of("1"), Value.Of("2")), ((await StateAsync(store, first)).Variables["id"], (await StateAsync(store, second)).Variables["id"]));
    }

    [Fact]
    public async Task A_message_whose_receiver_went_away_before_it_was_delivered_reaches_the_next()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync(Waits + Service("a") + WaitsFlow, Roots);
        var gone = await engine.StartedAsync();
        await engine.AcceptMessageAsync(Ack("1", "case-1"), Never);
        await engine.ApplyAsync(gone, new StepInput.Cancel("op", "not wanted"), Never);

        var next = await engine.StartedAsync();
        await engine.DrainAsync();

        Assert.Equal(Value.Of("1"), (await StateAsync(store, next)).Variables["id"]);
        Assert.Equal(InstanceStatus.Cancelled, (await StateAsync(store, gone)).Status);
    }

    [Fact]
    public async Task A_process_sends_messages_and_signals_to_others()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync("<startEvent id=\"s\"/><intermediateCatchEvent id=\"x\"><signalEventDefinition signalRef=\"sig\"/></intermediateCatchEvent><receiveTask id=\"r\" messageRef=\"m\"/>" + Flow("s", "x", "r"), Roots, "listener");
        await engine.DeployedAsync("<startEvent id=\"s\"/><intermediateThrowEvent id=\"x\"><signalEventDefinition signalRef=\"sig\"/></intermediateThrowEvent><sendTask id=\"t\" messageRef=\"m\"><extensionElements><hub:input name=\"v\" value=\"1\"/></extensionElements></sendTask>" + Flow("s", "x", "t"), Roots, "speaker");
        var listener = await engine.StartedAsync(process: "listener");

        await engine.StartedAsync(process: "speaker");
        await engine.DrainAsync();

        var state = await StateAsync(store, listener);
        Assert.Equal((InstanceStatus.Completed, Value.Of(1m)), (state.Status, state.Variables["v"]));
    }

    [Fact]
    public async Task A_called_process_returns_and_a_cancelled_caller_cancels_it()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t") + Flow("s", "t"), id: "child");
        await engine.DeployedAsync("<startEvent id=\"s\"/><callActivity id=\"c\" calledElement=\"child\"><extensionElements><hub:output name=\"answer\" value=\"ok\"/></extensionElements></callActivity>" + Flow("s", "c"), id: "parent");
        var returns = await engine.StartedAsync(process: "parent");
        await engine.DrainAsync();
        var task = Assert.Single(await store.OpenTasksAsync(Never));
        Assert.Empty(await engine.CompleteAsync(task.Instance, task.Token, Context("""{"ok": true}"""), Clerk("anna"), Never));
        await engine.DrainAsync();
        Assert.Equal((InstanceStatus.Completed, Value.True), ((await StateAsync(store, returns)).Status, (await StateAsync(store, returns)).Variables["answer"]));

        var cancelled = await engine.StartedAsync(process: "parent");
        await engine.DrainAsync();
        var orphan = Assert.Single(await store.OpenTasksAsync(Never));
        await engine.ApplyAsync(cancelled, new StepInput.Cancel("op", "not wanted"), Never);
        await engine.DrainAsync();
        Assert.Equal(InstanceStatus.Cancelled, (await StateAsync(store, orphan.Instance)).Status);
        Assert.Empty(await store.OpenTasksAsync(Never));
    }

    [Fact]
    public async Task A_called_process_that_is_not_there_is_an_incident()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock);
        await engine.DeployedAsync("<startEvent id=\"s\"/><callActivity id=\"c\" calledElement=\"nowhere\"/>" + Flow("s", "c"));

        var id = await engine.StartedAsync();
        await engine.DrainAsync();

        Assert.Contains("nowhere", Assert.Single((await StateAsync(store, id)).Incidents.Values).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_is_claimed_by_one_released_and_completed_once()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t") + UserTask("u", "exclude=\"t\"") + Flow("s", "t", "u"));
        var id = await engine.StartedAsync();
        var task = Assert.Single(await engine.TasksOfAsync(Clerk("anna"), null, 50, Never));
        Assert.Empty(await engine.TasksOfAsync(new Actor("guest", [], []), null, 50, Never));

        Assert.Null(await engine.ClaimAsync(id, task.Token, Clerk("anna"), Never));
        Assert.Equal(TaskRules.ClaimedByOther, (await engine.ClaimAsync(id, task.Token, Clerk("berta"), Never))!.Code);
        Assert.Equal(TaskRules.ClaimedByOther, (await engine.ReleaseAsync(id, task.Token, Clerk("berta"), Never))!.Code);
        Assert.Null(await engine.ReleaseAsync(id, task.Token, Clerk("anna"), Never));
        Assert.Equal("FORM_REQUIRED", Assert.Single(await engine.CompleteAsync(id, task.Token, ContextValue.Empty, Clerk("anna"), Never)).Code);
        Assert.Empty(await engine.CompleteAsync(id, task.Token, Context("""{"ok": true}"""), Clerk("anna"), Never));
        Assert.Equal(ProcessEngine.TaskNotOpen, Assert.Single(await engine.CompleteAsync(id, task.Token, Context("""{"ok": true}"""), Clerk("anna"), Never)).Code);

        var second = Assert.Single(await store.OpenTasksAsync(Never));
        Assert.Equal(TaskRules.FourEyes, Assert.Single(await engine.CompleteAsync(id, second.Token, Context("""{"ok": true}"""), Clerk("anna"), Never)).Code);
        Assert.Empty(await engine.CompleteAsync(id, second.Token, Context("""{"ok": true}"""), Clerk("berta"), Never));
        Assert.Equal(InstanceStatus.Completed, (await StateAsync(store, id)).Status);
        Assert.Empty(await store.OpenTasksAsync(Never));
    }

    [Fact]
    public async Task A_failing_service_is_tried_again_later_then_an_operator_decides()
    {
        var store = NewStore();
        var broken = true;
        var service = new CountingService("a", call => broken ? throw new InvalidOperationException("no connection") : new ServiceAnswer.Done(ContextValue.Empty));
        var engine = NewEngine(store, _clock, service);
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("a") + Flow("s", "a"));
        var id = await engine.StartedAsync();

        await engine.DrainAsync();
        Assert.Empty((await StateAsync(store, id)).Incidents);
        for (var i = 0; i < 2; i++)
        {
            _clock.Pass(TimeSpan.FromMinutes(1));
            await engine.DrainAsync();
        }

        var incident = Assert.Single((await StateAsync(store, id)).Incidents.Values);
        Assert.Contains("no connection", incident.Text, StringComparison.Ordinal);
        broken = false;
        await engine.ApplyAsync(id, new StepInput.RetryIncident(incident.Id, ContextValue.Empty, "op", "line mended"), Never);
        await engine.DrainAsync();
        Assert.Equal(InstanceStatus.Completed, (await StateAsync(store, id)).Status);
    }

    [Fact]
    public async Task An_engine_may_die_at_any_call_of_the_store_and_everything_still_happens_once()
    {
        foreach (var afterwards in new[] { false, true })
        {
            var died = true;
            for (var at = 1; died; at++)
            {
                Assert.True(at < 100, "the run never gets through");
                died = await SurvivesAsync(at, afterwards);
            }
        }
    }

    /// <summary>Whether the engine died on the way; false when it came through before its time.</summary>
    private async Task<bool> SurvivesAsync(int dieAt, bool afterwards)
    {
        var store = NewStore();
        var crashing = new CrashingStore(store, dieAt, afterwards);
        IServiceHandler[] services = [new CountingService("a"), new CountingService("b"), new CountingService("c")];
        var engine = NewEngine(crashing, _clock, services);
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("c") + Flow("s", "c"), id: "child");
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("a") + "<intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDuration>PT10M</timeDuration></timerEventDefinition></intermediateCatchEvent><receiveTask id=\"r\" messageRef=\"m\"/><callActivity id=\"call\" calledElement=\"child\"/>" + Service("b")
            + "<businessRuleTask id=\"n\"><extensionElements><hub:rule name=\"n\" value=\"n + 1\"/></extensionElements></businessRuleTask>" + Flow("s", "n", "a", "t", "r", "call", "b"), Roots);
        var id = Guid.CreateVersion7();

        for (var round = 0; round < 4; round++)
        {
            try
            {
                await engine.StartAsync(id, "p", "case-1", Context("""{"n": 0}"""), null, Never);
                await engine.AcceptMessageAsync(Ack("1", "case-1"), Never);
                await engine.DrainAsync();
            }
            catch (KilledException)
            {
                // A new process takes over when the leases of the dead one have ended.
                engine = NewEngine(store, _clock, services);
            }

            _clock.Pass(TimeSpan.FromMinutes(10));
        }

        await NewEngine(store, _clock, services).DrainAsync();
        var state = await StateAsync(store, id);
        Assert.Equal(InstanceStatus.Completed, state.Status);
        Assert.Equal(Value.Of(1m), state.Variables["n"]);
        Assert.All(services.Cast<CountingService>(), service => Assert.Equal(1, service.Effects));
        var history = await store.HistoryAsync(id, Never);
        Assert.All(new[] { "n", "a", "r", "call", "b" }, node => Assert.Single(history, row => row.Entry.Kind == "activity.completed" && row.Entry.Node == node));
        Assert.Equal(history.Select(row => row.Revision).Order(), history.Select(row => row.Revision));
        Assert.Empty(await store.ClaimAsync(10, TimeSpan.FromMinutes(1), _clock.GetUtcNow().AddYears(1), Never));
        return crashing.Died;
    }

    private static IncomingMessage Ack(string id, string key) => new(id, "ack", key, ContextValue.Of(("id", Value.Of(id))));

    private static Actor Clerk(string user) => new(user, ["clerk"], []);

    private static async Task<InstanceState> StateAsync(IProcessStore store, Guid id) => (await store.FindInstanceAsync(id, Never))!.State;
}
