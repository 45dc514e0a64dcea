using IntegrationHub.Host.CommandLine;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Demo;

/// <summary>The hands of people in a case: they start it and do its tasks as soon as these are open, under the same rules as everybody.</summary>
internal sealed class CaseHands(IServiceProvider hub, TimeProvider time)
{
    /// <summary>Long enough for a hub that is killed twice meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ProcessEngine _engine = hub.GetRequiredService<ProcessEngine>();
    private readonly IProcessStore _store = hub.GetRequiredService<IProcessStore>();
    private readonly IActorDirectory _people = hub.GetRequiredService<IActorDirectory>();

    /// <summary>A new case of a process, once the process is deployed.</summary>
    public Task<Guid> StartAsync(string process, string key, CancellationToken cancellationToken) => StartAsync(process, key, ContextValue.Empty, cancellationToken);

    /// <summary>A new case with variables to begin with.</summary>
    public async Task<Guid> StartAsync(string process, string key, ContextValue variables, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await UntilAsync(async () => await _engine.StartAsync(id, process, key, variables, null, cancellationToken) is null, $"{process} is not deployed", cancellationToken);
        return id;
    }

    /// <summary>Waits until a task is open, and completes it.</summary>
    /// <param name="instance">The case.</param>
    /// <param name="task">Id of the user task.</param>
    /// <param name="person">Who does it.</param>
    /// <param name="answer">JSON of the form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">The task does not come, or the person may not do it.</exception>
    public async Task DoAsync(Guid instance, string task, string person, string answer, CancellationToken cancellationToken)
    {
        Token? token = null;
        await UntilAsync(
            async () => (token = (await StateAsync(instance, cancellationToken)).Tokens.Values.FirstOrDefault(one => one.Node == task && one.Phase == Phase.Active)) is not null,
            $"the task {task} does not come", cancellationToken, instance);
        var actor = await _people.FindAsync(person, cancellationToken) ?? throw new RefusedException("ACTOR_UNKNOWN", $"nobody is called {person}", "Name the person under `processes.staff`.");
        var findings = await _engine.CompleteAsync(instance, token!.Id, (ContextValue)ValueJson.Read(answer)!, actor, cancellationToken);
        if (findings.Count > 0)
        {
            throw new RefusedException(findings[0].Code, $"{task} by {person}: {findings[0].Text.TrimEnd('.')}", findings[0].Remedy);
        }
    }

    /// <summary>Waits until the case stands at a node: a task, an event-based gateway, a receive task.</summary>
    public Task AtAsync(Guid instance, string node, CancellationToken cancellationToken) => UntilAsync(
        async () => (await StateAsync(instance, cancellationToken)).Tokens.Values.Any(token => token.Node == node && token.Phase == Phase.Active), $"the case does not come to {node}", cancellationToken, instance);

    /// <summary>Waits until the case is over.</summary>
    public async Task<InstanceState> EndAsync(Guid instance, CancellationToken cancellationToken)
    {
        await UntilAsync(async () => (await StateAsync(instance, cancellationToken)).IsOver, "the case does not end", cancellationToken, instance);
        return await StateAsync(instance, cancellationToken);
    }

    /// <summary>The end event that a case reached last; null before.</summary>
    public async Task<string?> EndOfAsync(Guid instance, CancellationToken cancellationToken) =>
        (await _store.HistoryAsync(instance, cancellationToken)).LastOrDefault(row => row.Entry.Kind == "end.reached")?.Entry.Node;

    private async Task<InstanceState> StateAsync(Guid instance, CancellationToken cancellationToken) =>
        (await _store.FindInstanceAsync(instance, cancellationToken) ?? throw new RefusedException("INSTANCE_UNKNOWN", $"there is no case {instance:D}", "Start it first.")).State;

    private async Task UntilAsync(Func<Task<bool>> done, string otherwise, CancellationToken cancellationToken, Guid? instance = null)
    {
        var deadline = time.GetUtcNow() + Patience;
        while (!await done())
        {
            if (time.GetUtcNow() > deadline)
            {
                var state = instance is { } id ? await StateAsync(id, cancellationToken) : null;
                var stands = state is null ? "" : $"; it stands at {string.Join(", ", state.Tokens.Values.Select(token => token.Node))}{string.Concat(state.Incidents.Values.Select(incident => $" ({incident.Code}: {incident.Text})"))}";
                throw new RefusedException("CASE_STANDS_STILL", otherwise + stands, "Look at it with `ihub instance show`.");
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }
}
