using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Workflows.Engine.Tests.EngineFixture;

namespace IntegrationHub.Workflows.Engine.Tests;

/// <summary>An engine that works by itself, on several things at once.</summary>
public sealed class RunningTests
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task All_that_is_due_is_done_however_much_there_is_more_than_hands(int parallel)
    {
        var store = new InMemoryProcessStore();
        var done = new TaskCompletionSource();
        var left = 40;
        var service = new CountingService("a", _ =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                done.TrySetResult();
            }

            return new ServiceAnswer.Done(ContextValue.Empty);
        });
        using var engine = NewEngine(store, TimeProvider.System, service);
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("a") + Flow("s", "a"));
        using var stop = new CancellationTokenSource();
        Exception? trouble = null;
        var running = engine.RunAsync(parallel, Idle, (_, fault) => trouble = fault, stop.Token);

        for (var i = 0; i < 40; i++)
        {
            await engine.StartedAsync(key: $"case-{i}");
        }

        await Task.WhenAny(done.Task, running).WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await running;
        Assert.Null(trouble);
        Assert.Equal(0, left);
        Assert.Empty(await store.ClaimAsync(10, Idle, DateTimeOffset.MaxValue, Never));
    }

    [Fact]
    public async Task A_slow_service_delays_nobody_but_itself_and_is_waited_for_at_the_end()
    {
        var store = new InMemoryProcessStore();
        var (entered, leave, quick) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        using var engine = new ProcessEngine(
            store, [new Waiting("slow", entered, leave.Task), new Waiting("quick", quick, Task.CompletedTask)], NoNotifier.Instance, TimeProvider.System, EngineOptions.Default);
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("slow") + Flow("s", "slow"));
        await engine.DeployedAsync("<startEvent id=\"s\"/>" + Service("quick") + Flow("s", "quick"), id: "q");
        using var stop = new CancellationTokenSource();
        var running = engine.RunAsync(2, Idle, (_, _) => { }, stop.Token);

        var slow = await engine.StartedAsync();
        await entered.Task;
        await engine.StartedAsync(process: "q");
        await quick.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        Assert.False(running.IsCompleted);
        leave.SetResult();
        await running;

        Assert.True((await store.FindInstanceAsync(slow, Never))!.State.IsOver);
    }

    [Fact]
    public async Task A_definition_with_a_start_that_is_refused_now_and_was_deployed_before_goes_on()
    {
        var store = new InMemoryProcessStore();
        using var engine = NewEngine(store, TimeProvider.System);
        var file = File("<startEvent id=\"by\"><messageEventDefinition messageRef=\"m\"/></startEvent>" + UserTask("t") + Flow("by", "t"), "<message id=\"m\" name=\"order\"/>", "old");
        Assert.Equal(("BPMN_NOT_SUPPORTED", "by"), Assert.Single((await engine.DeployAsync(file, "op", Never)).Findings) is var refused ? (refused.Code, refused.Element) : default);
        await store.DeployAsync(["old"], "a digest", file, "op", DateTimeOffset.UnixEpoch, Never);

        var id = Guid.CreateVersion7();
        Assert.Null(await engine.StartAsync(id, "old", "case-1", ContextValue.Empty, "by", Never));

        Assert.Equal("t", Assert.Single(await store.OpenTasksAsync(Never)).Node);
    }

    private sealed class Waiting(string name, TaskCompletionSource entered, Task until) : IServiceHandler
    {
        public string Name => name;

        public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
        {
            entered.TrySetResult();
            await until;
            return new ServiceAnswer.Done(ContextValue.Empty);
        }
    }
}
