using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <content>Tokens on their way: arriving, passing gateways, leaving.</content>
internal sealed partial class Step
{
    private void Arrive(int scope, string node, string? flow)
    {
        _made++;
        var token = new Token(NextId(), scope, node, flow, Phase.Enter);
        Save(token);
        _moving.Enqueue(token.Id);
    }

    private void Move(Token token)
    {
        if (++_moves > StepEngine.MostMoves)
        {
            Stop(token, $"The step has made {StepEngine.MostMoves} moves and still goes on.");
            return;
        }

        switch (token.Phase)
        {
            case Phase.Leave:
                Complete(token, token.Result ?? ContextValue.Empty);
                break;
            case Phase.Route:
                Route(token);
                break;
            case Phase.Enter:
                Enter(token);
                break;
            case Phase.Active or Phase.Join:
                break;
        }
    }

    /// <summary>One incident stands for everything that moves; the other tokens stay where they are until it is closed.</summary>
    private void Stop(Token token, string text)
    {
        _moving.Clear();
        Hold(token, IncidentCodes.TooManyMoves, text, "Look for a loop without anything to wait for, or for lists within lists; cancel the instance or retry.");
    }

    /// <summary>False where so many more tokens are too many for one step; an incident holds the token.</summary>
    private bool MayMake(Token token, int more)
    {
        if (_made + more <= StepEngine.MostTokens)
        {
            return true;
        }

        Stop(token, $"The step would make more than {StepEngine.MostTokens} tokens.");
        return false;
    }

    /// <summary>What an earlier step left in motion goes on as soon as nothing stops it.</summary>
    private void PickUpStranded()
    {
        if (_before.Status != InstanceStatus.Running || _incidents.Values.Any(incident => incident.Code == IncidentCodes.TooManyMoves))
        {
            return;
        }

        var held = _incidents.Values.Select(incident => incident.Token).Concat(_moving).ToHashSet();
        foreach (var token in _before.Tokens.Values.Where(token => token.Phase is Phase.Enter or Phase.Leave or Phase.Route && _tokens.GetValueOrDefault(token.Id) == token && !held.Contains(token.Id)))
        {
            _moving.Enqueue(token.Id);
        }
    }

    private void Enter(Token token)
    {
        switch (_definition.Node(token.Node))
        {
            case StartEvent:
                Route(token);
                break;
            case EndEvent end:
                End(token, end);
                break;
            case ThrowEvent thrown:
                if (TryThrow(token, thrown.Trigger, thrown.Payload))
                {
                    Route(token);
                }

                break;
            case CatchEvent caught:
                Await(token, [(caught.Id, caught.Trigger)]);
                break;
            case Gateway { Kind: GatewayKind.Parallel }:
                EnterParallel(token);
                break;
            case Gateway { Kind: GatewayKind.Inclusive } when Scope(token).Incoming(token.Node).Skip(1).Any():
                Save(token with { Phase = Phase.Join });
                break;
            case Gateway { Kind: GatewayKind.EventBased }:
                Await(token, [.. Scope(token).Outgoing(token.Node).Select(flow => _definition.Node(flow.Target)).Select(target => (target.Id, TriggerOf(target)))]);
                break;
            case Gateway:
                Route(token);
                break;
            case Activity { Work.Instances: { } instances } activity when !IsOneInstance(token):
                BeginInstances(token, activity, instances);
                break;
            case Activity activity:
                Begin(token, activity);
                break;
        }
    }

    private FlowScope Scope(Token token) => _definition.ScopeOf(token.Node);

    /// <summary>Chooses the flows out of a node and sends a token along each; the token itself is used up.</summary>
    private void Route(Token token)
    {
        token = token with { Phase = Phase.Route };
        Save(token);
        if (TryChoose(token, out var flows) && MayMake(token, flows.Length))
        {
            Leave(token, flows);
        }
    }

    private void Leave(Token token, IEnumerable<SequenceFlow> flows)
    {
        _tokens.Remove(token.Id);
        foreach (var flow in flows)
        {
            Arrive(token.Scope, flow.Target, flow.Id);
        }
    }

    private bool TryChoose(Token token, out ImmutableArray<SequenceFlow> flows)
    {
        var node = _definition.Node(token.Node);
        var leaving = Scope(token).Outgoing(token.Node).ToImmutableArray();
        var standard = node switch { Gateway gateway => gateway.Default, Activity activity => activity.Work.Default, _ => null };
        var first = node is Gateway { Kind: GatewayKind.Exclusive };
        var chosen = ImmutableArray.CreateBuilder<SequenceFlow>();
        flows = [];
        foreach (var flow in leaving.Where(flow => flow.Id != standard))
        {
            if (flow.Condition is not null)
            {
                if (!TryEvaluate(token, flow.Condition, out var holds))
                {
                    return false;
                }

                if (holds is not (BooleanValue or NullValue))
                {
                    Hold(token, IncidentCodes.NotTrueOrFalse, $"The condition of {flow.Id}, `{flow.Condition.Source}`, is a {holds.Type}.", "Correct the variables and retry, or skip and name the flow.");
                    return false;
                }

                if (holds is not BooleanValue { Known: true })
                {
                    continue;
                }
            }

            chosen.Add(flow);
            if (first)
            {
                break;
            }
        }

        // Beside unconditional flows a default is one of them; beside conditional ones it is taken when none of them holds.
        if (standard is not null && !chosen.Any(flow => flow.Condition is not null || node is Gateway))
        {
            chosen.AddRange(leaving.Where(flow => flow.Id == standard));
        }

        if (chosen.Count == 0 && !leaving.IsEmpty)
        {
            Hold(token, IncidentCodes.NoFlow, $"No condition of the flows out of {token.Node} holds, and there is no default.", "Correct the variables and retry, or skip and name the flow.");
            return false;
        }

        flows = chosen.ToImmutable();
        return true;
    }

    private void End(Token token, EndEvent end)
    {
        switch (end.Trigger)
        {
            case ErrorTrigger error:
                Note("end.reached", token, detail: error.Code ?? "");
                _tokens.Remove(token.Id);
                ThrowError(token.Scope, error.Code!, "");
                break;
            case TerminateTrigger:
                Note("end.reached", token);
                _tokens.Remove(token.Id);
                Clear(token.Scope);
                break;
            default:
                if (TryThrow(token, end.Trigger, end.Payload))
                {
                    Note("end.reached", token);
                    _tokens.Remove(token.Id);
                }

                break;
        }
    }

    /// <summary>A scope without tokens is over: its activity goes on, or the process has completed. Inner scopes come first.</summary>
    private bool EndEmptyScope()
    {
        foreach (var scope in _scopes.Values.Reverse())
        {
            if (scope.Kind is ScopeKind.Process or ScopeKind.SubProcess && !_tokens.Values.Any(token => token.Scope == scope.Id))
            {
                if (scope.Kind == ScopeKind.Process)
                {
                    End(InstanceStatus.Completed, null, null, "");
                    return false;
                }

                _scopes.Remove(scope.Id);
                Complete(_tokens[scope.Owner!.Value], ContextValue.Empty);
                return true;
            }
        }

        return false;
    }

    /// <summary>The end of the whole instance.</summary>
    public void End(InstanceStatus status, string? error, string? by, string reason)
    {
        var variables = _scopes[InstanceState.Root].Variables;
        Clear(InstanceState.Root);
        _status = status;
        _errorCode = error;
        _history.Add(new HistoryEntry($"process.{status.ToString().ToLowerInvariant()}", _definition.Id, null, by, error ?? reason));
        _effects.Add(new Effect.Ended(status, error, variables));
    }
}
