using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Migrating;
using IntegrationHub.Workflows.Tests.Support;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Tests.Execution;

/// <summary>
/// One instance under test. It keeps what the effects ask for, as a store would, and after every step checks what must hold in any state.
/// </summary>
internal sealed class ProcessRun
{
    private ProcessDefinition _definition;
    private readonly List<(StepInput Input, DateTimeOffset Now)> _inputs = [];

    public ProcessRun(ProcessDefinition definition, string key = "case-1")
    {
        _definition = definition;
        State = InstanceState.New(definition.Id, key);
    }

    public ProcessRun(string content, string roots = "")
        : this(Models.Process(content, roots))
    {
    }

    public InstanceState State { get; private set; }

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);

    public Dictionary<int, Effect.CallService> Services { get; } = [];

    public Dictionary<int, Effect.OpenTask> Tasks { get; } = [];

    public Dictionary<int, Effect.StartCalled> Calls { get; } = [];

    public Dictionary<int, DateTimeOffset> Timers { get; } = [];

    public Dictionary<int, Effect.Subscribe> Subscriptions { get; } = [];

    public List<Effect> Sent { get; } = [];

    public List<HistoryEntry> History { get; } = [];

    public InstanceStatus Status => State.Status;

    public Incident Incident => Assert.Single(State.Incidents.Values);

    public IEnumerable<string> Started => History.Where(entry => entry.Kind == "activity.started").Select(entry => entry.Node);

    public IEnumerable<string> Completed => History.Where(entry => entry.Kind == "activity.completed").Select(entry => entry.Node);

    public ProcessRun Start(string variables = "{}", string? start = null) => Apply(new StepInput.Start(start, Context(variables)));

    public ProcessRun Service(string node, string result = "{}")
    {
        var call = Call(node);
        return Apply(new StepInput.ServiceCompleted(call.Token, call.Attempt, Context(result)));
    }

    public ProcessRun Fail(string node, string text = "broken")
    {
        var call = Call(node);
        return Apply(new StepInput.ServiceFailed(call.Token, call.Attempt, text));
    }

    public ProcessRun Error(string node, string code)
    {
        var call = Call(node);
        return Apply(new StepInput.ServiceError(call.Token, call.Attempt, code, "refused"));
    }

    public ProcessRun Task(string node, string result = "{}", string by = "anna") =>
        Apply(new StepInput.TaskCompleted(Tasks.Values.First(task => task.Node == node).Token, Context(result), by));

    /// <summary>Lets time pass, firing what comes due in its order.</summary>
    public ProcessRun Pass(TimeSpan time)
    {
        var end = Now + time;
        while (Timers.Where(timer => timer.Value <= end).OrderBy(timer => timer.Value).ThenBy(timer => timer.Key).Select(timer => (KeyValuePair<int, DateTimeOffset>?)timer).FirstOrDefault() is { } due)
        {
            Now = due.Value;
            Apply(new StepInput.TimerFired(due.Key));
        }

        Now = end;
        return this;
    }

    public ProcessRun Message(string name, string payload = "{}", string key = "case-1")
    {
        var wait = Subscriptions.Values.First(subscription => subscription.Kind == WaitKind.Message && subscription.Name == name && subscription.Key == key);
        return Apply(new StepInput.MessageArrived(wait.Wait, Context(payload)));
    }

    public ProcessRun Signal(string name) => Apply(new StepInput.SignalArrived(name, ContextValue.Empty));

    public ProcessRun Retry(string changes = "{}") => Apply(new StepInput.RetryIncident(Incident.Id, Context(changes), "op", "mended"));

    public ProcessRun Skip(string result = "{}", string? flow = null) => Apply(new StepInput.SkipIncident(Incident.Id, Context(result), flow, "op", "done by hand"));

    public Effect.CallService Call(string node) => Services.Values.First(service => State.Tokens[service.Token].Node == node);

    public string Variable(string name) => ValueJson.Write(State.Variables[name]);

    public ProcessRun Apply(StepInput input)
    {
        var result = StepEngine.Decide(_definition, State, input, Now);
        _inputs.Add((input, Now));
        Take(result);
        return this;
    }

    private void Take(StepResult result)
    {
        State = result.State;
        History.AddRange(result.History);
        foreach (var effect in result.Effects)
        {
            Keep(effect);
        }

        Check();
    }

    /// <summary>Takes the case to another version; where something is in the way nothing has changed.</summary>
    public ImmutableArray<Finding> Migrate(ProcessDefinition to, params IEnumerable<(string Old, string New)> named)
    {
        var plan = MigrationPlan.Create(_definition, to, named.ToDictionary(pair => pair.Old, pair => pair.New, StringComparer.Ordinal), out var wrong);
        Assert.Empty(wrong);
        var decision = InstanceMigration.Decide(plan!, State, "op", "version 1 to 2", Now);
        Assert.Equal(decision.Result is null, !decision.Findings.IsEmpty);
        if (decision.Result is { } result)
        {
            _definition = to;
            Take(result);
        }

        return decision.Findings;
    }

    /// <summary>The same inputs again give the same state.</summary>
    public void Replay()
    {
        var state = InstanceState.New(State.Process, State.BusinessKey);
        foreach (var (input, now) in _inputs)
        {
            state = StepEngine.Decide(_definition, StateJson.Read(StateJson.Write(state)), input, now).State;
        }

        Assert.Equal(StateJson.Write(State), StateJson.Write(state));
    }

    public static ContextValue Context(string json) => (ContextValue)ValueJson.Read(json)!;

    private void Keep(Effect effect)
    {
        switch (effect)
        {
            case Effect.CallService call:
                Services[call.Token] = call;
                break;
            case Effect.WithdrawService withdrawn:
                Services.Remove(withdrawn.Token);
                break;
            case Effect.OpenTask task:
                Tasks.Add(task.Token, task);
                break;
            case Effect.CloseTask closed:
                Assert.True(Tasks.Remove(closed.Token), "a task is withdrawn that is not open");
                break;
            case Effect.MoveTask moved:
                Tasks[moved.Token] = Tasks[moved.Token] with { Node = moved.Node, Name = moved.Name, Task = moved.Task };
                break;
            case Effect.StartCalled called:
                Calls[called.Token] = called;
                break;
            case Effect.CancelCalled cancelled:
                Calls.Remove(cancelled.Token);
                break;
            case Effect.ArmTimer timer:
                Timers.Add(timer.Wait, timer.Due);
                break;
            case Effect.Subscribe subscribe:
                Subscriptions.Add(subscribe.Wait, subscribe);
                break;
            case Effect.Disarm disarm:
                Assert.True(Timers.Remove(disarm.Wait) || Subscriptions.Remove(disarm.Wait), "what is disarmed was armed");
                break;
            default:
                Sent.Add(effect);
                break;
        }
    }

    private void Check()
    {
        Assert.Equal(StateJson.Write(State), StateJson.Write(StateJson.Read(StateJson.Write(State))));
        Assert.All(State.Tokens.Values, token => Assert.True(State.Scopes.ContainsKey(token.Scope), "a token lies in a scope"));
        Assert.All(State.Scopes.Values, scope => Assert.True(scope.Owner is not { } owner || State.Tokens.ContainsKey(owner), "a scope has its owner"));
        Assert.All(State.Waits.Values, wait => Assert.True(State.Tokens.ContainsKey(wait.Token), "a wait has its token"));
        Assert.All(State.Incidents.Values, incident => Assert.True(State.Tokens.ContainsKey(incident.Token), "an incident has its token"));
        Assert.Equal(State.Waits.Keys.Order(), Timers.Keys.Concat(Subscriptions.Keys).Order());
        Assert.Equal(State.IsOver, State.Tokens.IsEmpty);
        foreach (var open in Tasks.Keys.Concat(Services.Keys).Concat(Calls.Keys).Where(open => !State.Tokens.TryGetValue(open, out var token) || token.Phase != Phase.Active).ToList())
        {
            Tasks.Remove(open);
            Services.Remove(open);
            Calls.Remove(open);
        }

        // Every token at rest waits for something: work outside, an event, its own inside, others at a join, or an operator, who may have stopped the whole step.
        var isStopped = State.Incidents.Values.Any(incident => incident.Code == IncidentCodes.TooManyMoves);
        var waiting = State.Waits.Values.Select(wait => wait.Token)
            .Concat(State.Scopes.Values.Select(scope => scope.Owner ?? 0))
            .Concat(State.Incidents.Values.Select(incident => incident.Token))
            .Concat(Tasks.Keys).Concat(Services.Keys).Concat(Calls.Keys).ToHashSet();
        Assert.DoesNotContain(State.Tokens.Values, token => token.Phase != Phase.Join && !waiting.Contains(token.Id) && !(isStopped && token.Phase != Phase.Active));
    }
}
