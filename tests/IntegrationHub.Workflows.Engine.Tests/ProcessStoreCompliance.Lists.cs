using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tasks;
using static IntegrationHub.Workflows.Engine.Tests.EngineFixture;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <content>Lists, pages, and what people are told.</content>
public abstract partial class ProcessStoreCompliance
{
    [Fact]
    public async Task A_persons_tasks_come_in_pages_those_due_first_and_none_twice()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock);
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t", "due=\"due\"") + Flow("s", "t"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t").Replace("clerk", "other", StringComparison.Ordinal) + Flow("s", "t"), id: "q");
        foreach (var days in new[] { 3, 1, 5, 2, 4 })
        {
            await engine.StartedAsync($$$"""{"due": {"$instant": "{{{_clock.GetUtcNow().AddDays(days):yyyy-MM-ddTHH:mm:ssZ}}}"}}""", $"due-{days}");
            await engine.StartedAsync(key: "not mine", process: "q");
        }

        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t") + Flow("s", "t"), id: "r");
        await engine.StartedAsync(key: "no date", process: "r");

        var seen = new List<string>();
        TaskPlace? after = null;
        for (var page = await engine.TasksOfAsync(Clerk("anna"), after, 2, Never); page.Count > 0; page = await engine.TasksOfAsync(Clerk("anna"), after, 2, Never))
        {
            seen.AddRange(page.Select(task => task.BusinessKey));
            after = page[^1].Place;
        }

        Assert.Equal(["due-1", "due-2", "due-3", "due-4", "due-5", "no date"], seen);
    }

    [Fact]
    public async Task A_held_task_is_shown_to_its_holder_alone_and_an_overdue_one_also_to_those_it_escalates_to()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock);
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t", "due=\"duration(&quot;PT1H&quot;)\" escalate=\"lead\"") + Flow("s", "t"));
        var id = await engine.StartedAsync();
        var lead = new Actor("lena", ["lead"], []);
        var task = Assert.Single(await engine.TasksOfAsync(Clerk("anna"), null, 10, Never));
        Assert.Empty(await engine.TasksOfAsync(lead, null, 10, Never));

        Assert.Null(await engine.ClaimAsync(id, task.Token, Clerk("anna"), Never));
        Assert.Empty(await engine.TasksOfAsync(Clerk("berta"), null, 10, Never));
        Assert.Equal("anna", Assert.Single(await engine.TasksOfAsync(Clerk("anna"), null, 10, Never)).ClaimedBy);
        Assert.Null(await engine.ReleaseAsync(id, task.Token, Clerk("anna"), Never));
        Assert.Single(await engine.TasksOfAsync(Clerk("berta"), null, 10, Never));

        _clock.Pass(TimeSpan.FromHours(1));
        Assert.Single(await engine.TasksOfAsync(lead, null, 10, Never));
    }

    [Fact]
    public async Task A_substitute_sees_what_the_absent_person_holds_and_a_task_is_handed_only_to_who_may_do_it()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock);
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t") + Flow("s", "t"));
        var id = await engine.StartedAsync();
        var task = Assert.Single(await engine.TasksOfAsync(Clerk("anna"), null, 10, Never));
        Assert.Null(await engine.ClaimAsync(id, task.Token, Clerk("anna"), Never));
        var substitute = new Actor("sven", ["other"], [new Substitution("anna", ["clerk"], "sven", _clock.GetUtcNow(), _clock.GetUtcNow().AddDays(1))]);

        Assert.Single(await engine.TasksOfAsync(substitute, null, 10, Never));
        Assert.Equal(TaskRules.NotCandidate, (await engine.DelegateAsync(id, task.Token, substitute, new Actor("guest", ["guest"], []), Never))!.Code);
        Assert.Equal(TaskRules.ClaimedByOther, (await engine.DelegateAsync(id, task.Token, Clerk("berta"), Clerk("berta"), Never))!.Code);
        Assert.Null(await engine.DelegateAsync(id, task.Token, substitute, Clerk("berta"), Never));
        Assert.Equal("berta", (await store.FindTaskAsync(id, task.Token, Never))!.ClaimedBy);
    }

    [Fact]
    public async Task People_are_reminded_before_a_task_is_due_and_told_once_when_it_is()
    {
        var store = NewStore();
        var told = new Told();
        using var engine = new ProcessEngine(store, [], told, _clock, EngineOptions.Default);
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t", "due=\"duration(&quot;PT2H&quot;)\" remind=\"PT1H\" escalate=\"lead\"") + Flow("s", "t"));
        var open = await engine.StartedAsync(key: "open");
        var done = await engine.StartedAsync(key: "done");
        await engine.DrainAsync();
        Assert.Empty(told.Notices);

        _clock.Pass(TimeSpan.FromHours(1));
        await engine.DrainAsync();
        Assert.All(told.Notices, notice => Assert.Equal(("task.due-soon", "clerk"), (notice.Kind, notice.To)));
        Assert.Equal(new[] { open, done }.Order(), told.Notices.Select(notice => notice.Instance!.Value).Order());

        var task = (await store.OpenTasksAsync(Never)).Single(one => one.Instance == done);
        Assert.Empty(await engine.CompleteAsync(done, task.Token, Context("""{"ok": true}"""), Clerk("anna"), Never));
        told.Notices.Clear();
        _clock.Pass(TimeSpan.FromHours(1));
        await engine.DrainAsync();
        await engine.DrainAsync();
        Assert.All(told.Notices, notice => Assert.Equal((open, "task.overdue"), (notice.Instance!.Value, notice.Kind)));
        Assert.Equal([("clerk", NoticeChannel.Page), ("lead", NoticeChannel.Page), ("lead", NoticeChannel.Sms)], told.Notices.Select(notice => (notice.To, notice.Channel)).Order());
    }

    [Fact]
    public async Task Instances_are_listed_by_process_key_status_and_incidents_in_pages()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock);
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t") + Flow("s", "t"));
        await engine.DeployedAsync("<startEvent id=\"s\"/><callActivity id=\"c\" calledElement=\"nowhere\"/>" + Flow("s", "c"), id: "broken");
        var started = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            started.Add(await engine.StartedAsync(key: $"case-{i % 2}"));
            _clock.Pass(TimeSpan.FromSeconds(1));
        }

        var broken = await engine.StartedAsync(process: "broken", key: "case-0");
        await engine.DrainAsync();
        await engine.ApplyAsync(started[0], new StepInput.Cancel("op", "not wanted"), Never);

        var all = new InstanceQuery("p", null, null, false, null, 2);
        var pages = new List<Guid>();
        for (var page = await store.InstancesAsync(all, Never); page.Count > 0; page = await store.InstancesAsync(all with { After = (page[^1].StartedAt, page[^1].Id) }, Never))
        {
            pages.AddRange(page.Select(row => row.Id));
        }

        Assert.Equal(Enumerable.Reverse(started), pages);
        Assert.Equal(new[] { started[4], started[2] }, await IdsAsync(all with { BusinessKey = "case-0", Status = InstanceStatus.Running, Most = 10 }));
        Assert.Equal(new[] { started[0] }, await IdsAsync(all with { Status = InstanceStatus.Cancelled, Most = 10 }));
        Assert.Equal(new[] { broken }, await IdsAsync(new InstanceQuery(null, null, null, OnlyWithIncidents: true, null, 10)));
        Assert.Equal(["broken", "p"], (await store.NewestDefinitionsAsync(Never)).Select(row => row.Key.Process));

        async Task<List<Guid>> IdsAsync(InstanceQuery query) => [.. (await store.InstancesAsync(query, Never)).Select(row => row.Id)];
    }

    private sealed class Told : INotifier
    {
        public List<Notice> Notices { get; } = [];

        public Task SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation)
        {
            Notices.AddRange(notices);
            return Task.CompletedTask;
        }
    }
}
