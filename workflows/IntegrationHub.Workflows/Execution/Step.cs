using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <summary>
/// One step at work: the state taken apart, changed, and put together again. Tokens that move wait in a queue, first come first moved; what depends on
/// all others having moved (inclusive joins, ends of sub-processes) is looked at when the queue is empty.
/// </summary>
internal sealed partial class Step
{
    private readonly ProcessDefinition _definition;
    private readonly InstanceState _before;
    private readonly DateTimeOffset _now;
    private readonly SortedDictionary<int, ScopeState> _scopes;
    private readonly SortedDictionary<int, Token> _tokens;
    private readonly SortedDictionary<int, Wait> _waits;
    private readonly SortedDictionary<int, Incident> _incidents;
    private readonly List<Effect> _effects = [];
    private readonly List<HistoryEntry> _history = [];
    private readonly Queue<int> _moving = new();
    private ImmutableSortedDictionary<string, ImmutableSortedSet<string>> _completers;
    private InstanceStatus _status;
    private string? _errorCode;
    private int _nextId;
    private int _moves;
    private int _made;

    public Step(ProcessDefinition definition, InstanceState state, DateTimeOffset now)
    {
        _definition = definition;
        _before = state;
        _now = now;
        _status = state.Status;
        _nextId = state.NextId;
        _scopes = new(state.Scopes);
        _tokens = new(state.Tokens);
        _waits = new(state.Waits);
        _incidents = new(state.Incidents);
        _completers = state.Completers;
    }

    /// <summary>Remembers who answered for a user task; a task done several times has several who did.</summary>
    public void Did(string node, string person) => _completers = _completers.SetItem(node, (_completers.GetValueOrDefault(node) ?? []).Add(person));

    public void Start(StepInput.Start start)
    {
        var root = new ScopeState(NextId(), null, null, _definition.Id, ScopeKind.Process, start.Variables);
        var node = start.StartEvent is null
            ? _definition.Body.Nodes.OfType<StartEvent>().FirstOrDefault(candidate => candidate.Trigger is NoTrigger)
            : _definition.Body.Nodes.OfType<StartEvent>().FirstOrDefault(candidate => candidate.Id == start.StartEvent);
        if (node is null)
        {
            throw new IllegalStepException(IllegalStepException.NoSuchStart, start.StartEvent is null ? "The process has no plain start event." : $"The process has no start event {start.StartEvent}.");
        }

        _scopes.Add(root.Id, root);
        _status = InstanceStatus.Running;
        _history.Add(new HistoryEntry("process.started", node.Id, null, start.By));
        Arrive(root.Id, node.Id, null);
    }

    /// <summary>Moves everything that can move, and gives the result.</summary>
    public StepResult Finish()
    {
        PickUpStranded();
        do
        {
            while (_moving.TryDequeue(out var id))
            {
                if (_tokens.TryGetValue(id, out var token))
                {
                    Move(token);
                }
            }
        }
        while (_status == InstanceStatus.Running && (FireInclusiveJoin() || EndEmptyScope() || HoldWhatIsStuck()));

        var state = _before with
        {
            Status = _status,
            ErrorCode = _errorCode,
            NextId = _nextId,
            Scopes = _scopes.ToImmutableSortedDictionary(),
            Tokens = _tokens.ToImmutableSortedDictionary(),
            Waits = _waits.ToImmutableSortedDictionary(),
            Incidents = _incidents.ToImmutableSortedDictionary(),
            Completers = _completers,
        };
        return new StepResult(state, [.. _effects], [.. _history]);
    }

    public void Note(string kind, Token token, string? actor = null, string detail = "") => _history.Add(new HistoryEntry(kind, token.Node, token.Id, actor, detail));

    /// <summary>The token that waits in an activity of this kind.</summary>
    public Token Waiting<T>(int id)
        where T : Activity =>
        _tokens.TryGetValue(id, out var token) && token.Phase == Phase.Active && _definition.Node(token.Node) is T && !HasIncident(id)
            ? token
            : throw new IllegalStepException(IllegalStepException.NotWaiting, $"No {typeof(T).Name} waits under number {id}.");

    public Token Attempted(int id, int attempt)
    {
        var token = Waiting<ServiceTask>(id);
        return token.Attempt == attempt ? token : throw new IllegalStepException(IllegalStepException.StaleAttempt, $"Attempt {attempt} of {token.Node} is over; attempt {token.Attempt} runs.");
    }

    public Wait WaitOf(int id, WaitKind kind) => _waits.TryGetValue(id, out var wait) && wait.Kind == kind
        ? wait
        : throw new IllegalStepException(IllegalStepException.NotWaiting, $"No {kind} is waited for under number {id}.");

    private int NextId() => _nextId++;

    private void Save(Token token) => _tokens[token.Id] = token;

    private bool HasIncident(int token) => _incidents.Values.Any(incident => incident.Token == token);

    /// <summary>Variables as seen from a scope: its own first, those of the process last.</summary>
    private ImmutableArray<ContextValue> Visible(int scope, ContextValue? first = null)
    {
        var visible = ImmutableArray.CreateBuilder<ContextValue>();
        if (first is not null)
        {
            visible.Add(first);
        }

        for (ScopeState? at = _scopes[scope]; at is not null; at = at.Parent is { } parent ? _scopes[parent] : null)
        {
            visible.Add(at.Variables);
        }

        return visible.ToImmutable();
    }

    /// <summary>What a multi-instance body sets stays in its instance; everything else belongs to the process.</summary>
    private void Set(int scope, ContextValue values)
    {
        if (values.Entries.IsEmpty)
        {
            return;
        }

        var at = _scopes[scope];
        while (at.Kind is not (ScopeKind.Instance or ScopeKind.Process))
        {
            at = _scopes[at.Parent!.Value];
        }

        _scopes[at.Id] = at with { Variables = at.Variables.With(values) };
    }

    /// <summary>The value of an expression; where it has none the token is held by an incident and the answer is false.</summary>
    private bool TryEvaluate(Token token, Expression expression, out Value value, ContextValue? first = null)
    {
        var evaluation = expression.Evaluate(Visible(token.Scope, first), _now);
        value = evaluation.Value;
        if (evaluation.Fault is not { } fault)
        {
            return true;
        }

        Hold(token, fault.Code, $"`{expression.Source}` at {fault.Line}:{fault.Column}: {fault.Text}", fault.Remedy);
        return false;
    }

    /// <summary>Mapped values, each seeing those before it.</summary>
    private bool TryMap(Token token, ImmutableArray<Mapping> mappings, out ContextValue values, ContextValue? first = null)
    {
        values = ContextValue.Empty;
        foreach (var mapping in mappings)
        {
            if (!TryEvaluate(token, mapping.Value, out var value, first is null ? values : first.With(values)))
            {
                return false;
            }

            values = values.With(mapping.Name, value);
        }

        return true;
    }
}
