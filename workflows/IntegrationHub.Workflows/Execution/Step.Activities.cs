using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <content>Beginning and ending activities.</content>
internal sealed partial class Step
{
    /// <summary>Everything that can fail is evaluated first, so that a retry finds nothing half begun.</summary>
    private void Begin(Token token, Activity activity)
    {
        if (!TryMap(token, activity.Work.Inputs, out var inputs) || !TryPrepare(token, WatchedBy(token, activity), out var waits))
        {
            return;
        }

        DateTimeOffset? due = null;
        if (activity is UserTask { Task.Due: { } dueAt } && !TryInstant(token, dueAt, out due))
        {
            return;
        }

        if (activity is ReceiveTask receive)
        {
            if (!TryPrepare(token, [(receive.Id, receive.Message)], out var own))
            {
                return;
            }

            waits = [.. waits, .. own];
        }

        var key = "";
        if (activity is SendTask send && !TryKey(token, send.Message, out key))
        {
            return;
        }

        var results = ContextValue.Empty;
        if (activity is RuleTask rules && !TryMap(token, rules.Rules, out results, inputs))
        {
            return;
        }

        token = token with { Phase = Phase.Active, Inputs = inputs };
        Save(token);
        Note("activity.started", token);
        // What ends in the step that begins it leaves its boundary events nothing to watch.
        Arm(activity is RuleTask or SendTask ? [] : waits);
        switch (activity)
        {
            case UserTask task:
                _effects.Add(new Effect.OpenTask(token.Id, task.Id, task.Name, inputs, due, task.Task));
                break;
            case ServiceTask service:
                Call(token, service, _now);
                break;
            case SendTask sent:
                _effects.Add(new Effect.SendMessage(sent.Message.Message, key, inputs));
                Complete(token, ContextValue.Empty);
                break;
            case RuleTask:
                Complete(token, results);
                break;
            case SubProcess sub:
                var inside = new ScopeState(NextId(), token.Scope, token.Id, sub.Id, ScopeKind.SubProcess, ContextValue.Empty);
                _scopes.Add(inside.Id, inside);
                Arrive(inside.Id, sub.Body.Nodes.OfType<StartEvent>().Single().Id, null);
                break;
            case CallActivity call:
                _effects.Add(new Effect.StartCalled(token.Id, call.Process, inputs));
                break;
        }
    }

    private void Call(Token token, ServiceTask service, DateTimeOffset notBefore)
    {
        var attempt = token with { Attempt = token.Attempt + 1 };
        Save(attempt);
        _effects.Add(new Effect.CallService(token.Id, attempt.Attempt, service.Service, token.Inputs!, notBefore));
    }

    /// <summary>Again after a pause that doubles, as often as the task says; then an operator is asked.</summary>
    public void ServiceFailed(Token token, string text)
    {
        var service = (ServiceTask)_definition.Node(token.Node);
        Note("service.failed", token, detail: text);
        var attempt = token.Attempt % Effect.CallService.AttemptsOfACall;
        if (attempt <= service.Retries)
        {
            var pause = service.FirstPause;
            for (var i = 1; i < attempt && pause < service.LongestPause; i++)
            {
                pause = pause > service.LongestPause / 2 ? service.LongestPause : pause * 2;
            }

            Call(token, service, _now + pause);
            return;
        }

        Hold(token, IncidentCodes.ServiceFailed, $"The service {service.Service} failed {attempt} times, last: {text}", "Mend the service and retry, or skip and give its result.");
    }

    public void CloseTask(Token token, string by, string shown)
    {
        Note("task.completed", token, by, shown);
        _effects.Add(new Effect.CloseTask(token.Id));
    }

    /// <summary>The activity is done: its outputs become variables, its boundary events sleep, and the token goes on.</summary>
    public void Complete(Token token, ContextValue result)
    {
        token = token with { Phase = Phase.Leave, Result = result };
        Save(token);
        var outputs = result;
        var mappings = _definition.Node(token.Node) switch
        {
            Activity activity when !IsInstancesOwner(token, activity) => activity.Work.Outputs,
            CatchEvent caught => caught.Outputs,
            BoundaryEvent boundary => boundary.Outputs,
            _ => [],
        };
        if (!mappings.IsEmpty && !TryMap(token, mappings, out outputs, result))
        {
            return;
        }

        Set(token.Scope, outputs);
        Disarm(token.Id);
        Note(_definition.Node(token.Node) is Activity ? "activity.completed" : "event.caught", token);
        token = token with { Phase = Phase.Route, Result = null, Inputs = null };
        Save(token);
        if (IsOneInstance(token))
        {
            EndInstance(token);
        }
        else
        {
            Route(token);
        }
    }

    /// <summary>Ends an activity from outside: what it asked for is taken back, what is inside it is gone.</summary>
    private void Withdraw(Token token)
    {
        CloseIncidentOf(token.Id);
        Disarm(token.Id);
        foreach (var inside in _scopes.Values.Where(scope => scope.Owner == token.Id).ToList())
        {
            Clear(inside.Id);
            _scopes.Remove(inside.Id);
        }

        if (token.Phase == Phase.Active && _definition.Node(token.Node) is Activity activity && !IsInstancesOwner(token, activity))
        {
            Note("activity.withdrawn", token);
            Effect? effect = activity switch
            {
                UserTask => new Effect.CloseTask(token.Id),
                ServiceTask => new Effect.WithdrawService(token.Id),
                CallActivity => new Effect.CancelCalled(token.Id),
                _ => null,
            };
            if (effect is not null)
            {
                _effects.Add(effect);
            }
        }

        _tokens.Remove(token.Id);
    }

    /// <summary>Empties a scope, its inner ones included.</summary>
    private void Clear(int scope)
    {
        foreach (var token in _tokens.Values.Where(token => token.Scope == scope).ToList())
        {
            Withdraw(token);
        }

        foreach (var inner in _scopes.Values.Where(inner => inner.Parent == scope && inner.Owner is null).ToList())
        {
            Clear(inner.Id);
            _scopes.Remove(inner.Id);
        }
    }

    /// <summary>An instant from now on: a duration counts from now, a date is its beginning in UTC.</summary>
    private bool TryInstant(Token token, Expression expression, out DateTimeOffset? instant)
    {
        instant = null;
        if (!TryEvaluate(token, expression, out var value))
        {
            return false;
        }

        instant = InstantOf(value);
        if (instant is null)
        {
            Hold(token, IncidentCodes.BadTime, $"`{expression.Source}` is a {value.Type}, which is no time.", "Give a date and time, a date or a duration; correct the variables and retry.");
        }

        return instant is not null;
    }

    private DateTimeOffset? InstantOf(Value value)
    {
        try
        {
            return value switch
            {
                InstantValue instant => instant.Instant,
                DateValue date => new DateTimeOffset(date.Date, TimeOnly.MinValue, TimeSpan.Zero),
                DurationValue duration => _now + duration.Duration,
                MonthsValue months => _now.AddMonths(months.Months),
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
