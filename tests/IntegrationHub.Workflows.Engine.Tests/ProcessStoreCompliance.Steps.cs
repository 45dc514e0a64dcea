using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using static IntegrationHub.Workflows.Engine.Tests.EngineFixture;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <content>What a step commits, and whose the work is that it asks for.</content>
public abstract partial class ProcessStoreCompliance
{
    [Fact]
    public async Task A_commit_on_an_older_revision_changes_nothing()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("a") + Flow("s", "a"));
        var row = (await store.FindInstanceAsync(await engine.StartedAsync(), Never))!;

        var commit = new StepCommit(row with { Revision = 1 }, [new Effect.ArmTimer(77, _clock.GetUtcNow())], [new HistoryEntry("x", "y", null)], null, _clock.GetUtcNow());

        Assert.Equal(CommitResult.Conflict, await store.CommitAsync(commit, Never));
        Assert.Equal(row.Revision, (await store.FindInstanceAsync(row.Id, Never))!.Revision);
        Assert.DoesNotContain(await store.HistoryAsync(row.Id, Never), entry => entry.Entry.Kind == "x");
        Assert.DoesNotContain(await store.ClaimAsync(10, TimeSpan.FromMinutes(1), _clock.GetUtcNow(), Never), claim => claim.Work.Kind == WorkKind.Timer);
    }

    /// <summary>A store may write what comes at the same time in one transaction; a conflict and a lost claim among them harm nobody else.</summary>
    [Fact]
    public async Task Of_steps_that_come_together_each_stands_or_falls_by_itself()
    {
        const int Many = 60;
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("a") + Flow("s", "a"));
        for (var i = 0; i < Many; i++)
        {
            await engine.StartedAsync();
        }

        var claims = await store.ClaimAsync(Many, TimeSpan.FromMinutes(1), _clock.GetUtcNow(), Never);
        Assert.Equal(Many, claims.Count);
        var rows = new List<InstanceRow>();
        foreach (var claim in claims)
        {
            rows.Add((await store.FindInstanceAsync(claim.Work.Instance, Never))!);
        }

        // Every fifth is decided on an older revision, and the one after it under a claim that another has.
        CommitResult Expected(int i) => (i % 5) switch { 0 => CommitResult.Conflict, 1 => CommitResult.ClaimLost, _ => CommitResult.Committed };
        var results = await Task.WhenAll(claims.Select((claim, i) => Task.Run(() => store.CommitAsync(
            new StepCommit(
                rows[i] with { Revision = rows[i].Revision + (i % 5 == 0 ? 0 : 1) }, [new Effect.ArmTimer(77, _clock.GetUtcNow())], [new HistoryEntry("x", "y", null)],
                i % 5 == 1 ? claim with { Fence = claim.Fence + 1 } : claim, _clock.GetUtcNow()),
            Never))));

        Assert.Equal(Enumerable.Range(0, Many).Select(Expected), results);
        var timers = (await store.ClaimAsync(Many, TimeSpan.FromMinutes(1), _clock.GetUtcNow(), Never)).Select(claim => claim.Work.Instance).Order();
        Assert.Equal(rows.Where((_, i) => Expected(i) == CommitResult.Committed).Select(row => row.Id).Order(), timers);
        for (var i = 0; i < Many; i++)
        {
            var committed = Expected(i) == CommitResult.Committed;
            Assert.Equal(rows[i].Revision + (committed ? 1 : 0), (await store.FindInstanceAsync(rows[i].Id, Never))!.Revision);
            Assert.Equal(committed ? 1 : 0, (await store.HistoryAsync(rows[i].Id, Never)).Count(entry => entry.Entry.Kind == "x"));
        }
    }

    [Fact]
    public async Task Work_is_held_by_one_until_its_lease_ends_and_who_slept_through_it_commits_nothing()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("a") + Flow("s", "a"));
        var id = await engine.StartedAsync();
        var lease = TimeSpan.FromMinutes(1);

        var sleeper = Assert.Single(await store.ClaimAsync(10, lease, _clock.GetUtcNow(), Never));
        Assert.Empty(await store.ClaimAsync(10, lease, _clock.GetUtcNow(), Never));
        _clock.Pass(lease);
        var second = Assert.Single(await store.ClaimAsync(10, lease, _clock.GetUtcNow(), Never));

        Assert.True(second.Fence > sleeper.Fence);
        var row = (await store.FindInstanceAsync(id, Never))!;
        Assert.Equal(CommitResult.ClaimLost, await store.CommitAsync(new StepCommit(row with { Revision = row.Revision + 1 }, [], [], sleeper, _clock.GetUtcNow()), Never));
        Assert.False(await store.DropAsync(sleeper, Never));
        Assert.True(await store.DropAsync(second, Never));
    }

    [Fact]
    public async Task Work_that_a_step_holds_is_nobody_elses_until_its_lease_ends()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + UserTask("t") + Service("a") + Flow("s", "t", "a"));
        var row = (await store.FindInstanceAsync(await engine.StartedAsync(), Never))!;
        var (now, lease) = (_clock.GetUtcNow(), TimeSpan.FromMinutes(1));
        var (free, held) = (new Effect.CallService(91, 1, "a", Context("""{"x": 1}"""), now), new Effect.CallService(92, 1, "a", Context("""{"x": 2}"""), now));
        var hold = new Hold(1, Guid.CreateVersion7(), now + lease);
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(new StepCommit(row with { Revision = row.Revision + 1 }, [free, held], [], null, now, hold), Never));

        Assert.Equal(91, Assert.Single(await store.ClaimAsync(10, lease / 2, now, Never)).Work.Number);
        _clock.Pass(lease);
        var later = (await store.ClaimAsync(10, lease, _clock.GetUtcNow(), Never)).Single(claim => claim.Work.Number == 92);
        Assert.Equal((hold.Work, Hold.Fence + 1, Context("""{"x": 2}""")), (later.Work.Id, later.Fence, later.Work.Data));
        var first = new Claim(later.Work, Hold.Fence);
        Assert.Equal(CommitResult.ClaimLost, await store.CommitAsync(new StepCommit(row with { Revision = row.Revision + 2 }, [], [], first, _clock.GetUtcNow()), Never));
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(new StepCommit(row with { Revision = row.Revision + 2 }, [], [], later, _clock.GetUtcNow()), Never));
    }

    [Fact]
    public async Task What_follows_a_call_is_all_that_was_asked_for_and_what_was_done_is_gone()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("a") + Flow("s", "a"));
        var row = (await store.FindInstanceAsync(await engine.StartedAsync(), Never))!;
        var (now, lease) = (_clock.GetUtcNow(), TimeSpan.FromMinutes(1));
        var done = Assert.Single(await store.ClaimAsync(10, lease, now, Never));
        var next = new Effect.CallService(93, 4, "b", Context("""{"x": 3}"""), now + lease);
        var step = new StepCommit(row with { Revision = row.Revision + 1 }, [next], [new HistoryEntry("x", "y", 7, "anna", "because")], done, now);

        Assert.Equal(CommitResult.Committed, await store.CommitAsync(step, Never));

        Assert.Empty(await store.ClaimAsync(10, lease, now, Never));
        Assert.False(await store.DropAsync(done, Never));
        _clock.Pass(lease);
        var work = Assert.Single(await store.ClaimAsync(10, lease, _clock.GetUtcNow(), Never)).Work;
        Assert.Equal((row.Id, WorkKind.Service, 93, 4, "b", next.Inputs, next.NotBefore), (work.Instance, work.Kind, work.Number, work.Attempt, work.Name, work.Data, work.Due));
        Assert.Equal(row.Revision + 1, (await store.FindInstanceAsync(row.Id, Never))!.Revision);
        var told = (await store.HistoryAsync(row.Id, Never))[^1];
        Assert.Equal((row.Revision + 1, step.History[0], now), (told.Revision, told.Entry, told.At));

        // Once more it is on an older revision and under a claim that is gone: which of them is said is the store's.
        Assert.NotEqual(CommitResult.Committed, await store.CommitAsync(step, Never));
        Assert.Equal(row.Revision + 1, (await store.FindInstanceAsync(row.Id, Never))!.Revision);
    }

    /// <summary>Runs a process of three services to its end.</summary>
    protected async Task<Guid> RunThreeServicesAsync(IProcessStore store)
    {
        var engine = NewEngine(store, _clock, new CountingService("a"), new CountingService("b"), new CountingService("c"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("a") + Service("b") + Service("c") + Flow("s", "a", "b", "c"));
        var id = await engine.StartedAsync();
        await engine.DrainAsync();
        return id;
    }

    [Fact]
    public async Task A_worker_goes_on_with_what_follows_without_claiming_it()
    {
        var store = NewStore();
        var engine = NewEngine(store, _clock, new CountingService("a"), new CountingService("b"), new CountingService("c"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("a") + Service("b") + Service("c") + Flow("s", "a", "b", "c"));
        var id = await engine.StartedAsync();

        Assert.Equal(1, await engine.WorkAsync(Never));
        Assert.True((await StateAsync(store, id)).IsOver);
        Assert.Equal(0, await engine.WorkAsync(Never));
    }

    [Fact]
    public async Task A_call_that_its_own_step_takes_back_is_not_made()
    {
        var store = NewStore();
        var (first, unwanted) = (new CountingService("a"), new CountingService("b"));
        var engine = NewEngine(store, _clock, first, unwanted);
        await engine.DeployedAsync(
            "<startEvent id=\"s\"/>" + Service("a") + "<parallelGateway id=\"g\"/>" + Service("b") + "<endEvent id=\"e\"><terminateEventDefinition/></endEvent>"
            + Flow("s", "a", "g", "b") + Flow("g", "e"));
        var id = await engine.StartedAsync();
        await engine.DrainAsync();

        Assert.True((await StateAsync(store, id)).IsOver);
        Assert.Equal((1, 0), (first.Effects, unwanted.Effects));
    }
}
