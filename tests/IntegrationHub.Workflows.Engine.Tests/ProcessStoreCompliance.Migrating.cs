using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Migrating;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Migrating;
using IntegrationHub.Workflows.Tasks;
using static IntegrationHub.Workflows.Engine.Tests.EngineFixture;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <content>Running cases on another version of their process.</content>
public abstract partial class ProcessStoreCompliance
{
    private const string Ok = """{"ok": true}""";

    private static readonly string OldVersion = "<startEvent id=\"s\"/>" + UserTask("t", "escalate=\"head\" due=\"duration(&quot;PT8H&quot;)\"") + Service("a") + Flow("s", "t", "a");
    private static readonly string NewVersion = "<startEvent id=\"s\"/>" + UserTask("u", "escalate=\"head\" due=\"duration(&quot;PT9H&quot;)\"") + Service("b") + Flow("s", "u", "b");
    private static readonly string ForOthers = NewVersion.Replace("roles=\"clerk\"", "roles=\"judge\"", StringComparison.Ordinal);

    [Fact]
    public async Task Looking_writes_nothing_and_says_of_every_case_what_would_become_of_it()
    {
        var (store, engine, cases) = await TwoVersionsAsync(OldVersion, NewVersion, "V-1");
        var report = (await engine.MigrateAsync(Order(apply: false), "op", Never)).Value!;

        Assert.Equal((MigrationState.Stays, "V-1"), (Assert.Single(report.Cases).State, report.Cases[0].BusinessKey));
        Assert.Equal(MigrationCodes.NoTarget, Assert.Single(report.Cases[0].Findings).Code);
        Assert.Equal(MigrationState.CanGo, Assert.Single((await engine.MigrateAsync(Order(apply: false, ("t", "u")), "op", Never)).Value!.Cases).State);
        Assert.Equal(1, (await store.FindInstanceAsync(cases[0], Never))!.Definition.Version);
    }

    [Fact]
    public async Task A_case_goes_with_its_task_and_its_holder_and_ends_on_the_new_version()
    {
        var (store, engine, cases) = await TwoVersionsAsync(OldVersion, NewVersion, "V-1");
        var id = cases[0];
        var before = Assert.Single(await store.OpenTasksAsync(Never));
        Assert.Null(await engine.ClaimAsync(id, before.Token, Clerk("anna"), Never));

        var report = (await engine.MigrateAsync(Order(apply: true, ("t", "u")), "op", Never)).Value!;

        Assert.True(report.Applied);
        Assert.Equal(MigrationState.Gone, Assert.Single(report.Cases).State);
        var task = (await store.FindTaskAsync(id, before.Token, Never))!;
        Assert.Equal(before with { Definition = new DefinitionKey("p", 2), Node = "u", ClaimedBy = "anna" }, task with { Inputs = before.Inputs });
        Assert.Empty(await engine.TasksOfAsync(Clerk("bert"), null, 10, Never));
        Assert.Empty(await engine.CompleteAsync(id, task.Token, Context(Ok), Clerk("anna"), Never));
        await engine.DrainAsync();
        Assert.True((await StateAsync(store, id)).Variables.Entries.ContainsKey("b"));
        var entry = Assert.Single(await store.HistoryAsync(id, Never), row => row.Entry.Kind == InstanceMigration.Migrated).Entry;
        Assert.Equal(("op", $"version 1 to 2, plan {report.Plan}: a new law"), (entry.Actor, entry.Detail));
    }

    [Fact]
    public async Task A_task_that_is_for_others_now_is_given_back_and_offered_to_them()
    {
        var (store, engine, cases) = await TwoVersionsAsync(OldVersion, ForOthers, "V-1");
        var id = cases[0];
        var token = Assert.Single(await store.OpenTasksAsync(Never)).Token;
        Assert.Null(await engine.ClaimAsync(id, token, Clerk("anna"), Never));

        await engine.MigrateAsync(Order(apply: true, ("t", "u")), "op", Never);

        var judge = new Actor("otto", ["judge"], []);
        Assert.Empty(await engine.TasksOfAsync(Clerk("anna"), null, 10, Never));
        Assert.Null(Assert.Single(await engine.TasksOfAsync(judge, null, 10, Never)).ClaimedBy);
        Assert.Equal(TaskRules.NotCandidate, Assert.Single(await engine.CompleteAsync(id, token, Context(Ok), Clerk("anna"), Never)).Code);
        var head = new Actor("ida", ["head"], []);
        Assert.Empty(await engine.TasksOfAsync(head, null, 10, Never));
        _clock.Pass(TimeSpan.FromHours(8));
        Assert.Single(await engine.TasksOfAsync(head, null, 10, Never));
    }

    [Fact]
    public async Task One_case_that_cannot_go_holds_up_all_unless_the_order_leaves_it()
    {
        var (store, engine, cases) = await TwoVersionsAsync(OldVersion, "<startEvent id=\"s\"/>" + UserTask("t") + Service("b") + Flow("s", "t", "b"), "V-1", "V-2");
        var (goes, stays) = (cases[0], cases[1]);
        var token = (await store.OpenTasksAsync(Never)).Single(task => task.Instance == stays).Token;
        Assert.Empty(await engine.CompleteAsync(stays, token, Context(Ok), Clerk("anna"), Never));

        var held = (await engine.MigrateAsync(Order(apply: true), "op", Never)).Value!;
        Assert.False(held.Applied);
        Assert.Equal(1, (await store.FindInstanceAsync(goes, Never))!.Definition.Version);
        var report = (await engine.MigrateAsync(Order(apply: true) with { WherePossible = true }, "op", Never)).Value!;

        Assert.Equal((1, 1), (report.Count(MigrationState.Gone), report.Count(MigrationState.Stays)));
        Assert.Equal((2, 1), ((await store.FindInstanceAsync(goes, Never))!.Definition.Version, (await store.FindInstanceAsync(stays, Never))!.Definition.Version));
        await engine.DrainAsync();
        Assert.True((await StateAsync(store, stays)).Variables.Entries.ContainsKey("a"));
    }

    [Fact]
    public async Task The_same_order_again_goes_on_with_what_is_left_and_changes_nothing_that_is_there()
    {
        var (store, engine, cases) = await TwoVersionsAsync(OldVersion, NewVersion, "V-1", "V-2");
        var (first, second) = (cases[0], cases[1]);
        await engine.MigrateAsync(Order(apply: true, ("t", "u")) with { Instances = [first] }, "op", Never);
        var revision = (await store.FindInstanceAsync(first, Never))!.Revision;

        var named = (await engine.MigrateAsync(Order(apply: true, ("t", "u")) with { Instances = [first, second] }, "op", Never)).Value!;
        var again = (await engine.MigrateAsync(Order(apply: true, ("t", "u")), "op", Never)).Value!;

        Assert.Equal([MigrationState.WasThere, MigrationState.Gone], named.Cases.Select(one => one.State));
        Assert.Empty(again.Cases);
        Assert.Equal(revision, (await store.FindInstanceAsync(first, Never))!.Revision);
    }

    [Fact]
    public async Task A_timer_that_was_armed_before_fires_on_the_new_version()
    {
        const string Late = "<boundaryEvent id=\"late\" attachedToRef=\"t\"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></boundaryEvent>";
        var (store, engine, cases) = await TwoVersionsAsync(
            "<startEvent id=\"s\"/>" + UserTask("t") + Late + Service("a") + Flow("s", "t") + Flow("late", "a"),
            "<startEvent id=\"s\"/>" + UserTask("u") + Late.Replace("\"t\"", "\"u\"", StringComparison.Ordinal) + Service("b") + Flow("s", "u") + Flow("late", "b"),
            "V-1");
        var id = cases[0];
        Assert.Equal(MigrationState.Gone, Assert.Single((await engine.MigrateAsync(Order(apply: true, ("t", "u")), "op", Never)).Value!.Cases).State);

        _clock.Pass(TimeSpan.FromHours(2));
        await engine.DrainAsync();

        Assert.True((await StateAsync(store, id)).Variables.Entries.ContainsKey("b"));
        Assert.Empty(await store.OpenTasksAsync(Never));
    }

    [Fact]
    public async Task An_order_that_makes_no_sense_is_refused_whole()
    {
        var (_, engine, _) = await TwoVersionsAsync(OldVersion, NewVersion);

        Assert.Equal(ProcessDesk.UnknownDefinition, Assert.Single((await engine.MigrateAsync(Order(apply: true) with { To = 7 }, "op", Never)).Findings).Code);
        Assert.Equal(MigrationCodes.Mapping, Assert.Single((await engine.MigrateAsync(Order(apply: true) with { To = 1 }, "op", Never)).Findings).Code);
        Assert.Equal(2, (await engine.MigrateAsync(Order(apply: true, ("x", "u"), ("t", "y")), "op", Never)).Findings.Count);
        var unknown = (await engine.MigrateAsync(Order(apply: true) with { Instances = [Guid.CreateVersion7()] }, "op", Never)).Value!;
        Assert.Equal(ProcessDesk.UnknownInstance, Assert.Single(Assert.Single(unknown.Cases).Findings).Code);
    }

    /// <summary>Cases of the first version, one for each key; the second version is deployed after they began.</summary>
    private async Task<(IProcessStore Store, ProcessEngine Engine, IReadOnlyList<Guid> Cases)> TwoVersionsAsync(string old, string next, params string[] keys)
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"), new CountingService("b"));
        await engine.DeployedAsync(old);
        var cases = new List<Guid>();
        foreach (var key in keys)
        {
            cases.Add(await engine.StartedAsync(key: key));
        }

        await engine.DeployedAsync(next);
        return (store, engine, cases);
    }

    private static MigrationOrder Order(bool apply, params IEnumerable<(string Old, string New)> named) =>
        new("p", 1, 2, named.ToDictionary(pair => pair.Old, pair => pair.New, StringComparer.Ordinal), null, "a new law", apply, WherePossible: false);
}
