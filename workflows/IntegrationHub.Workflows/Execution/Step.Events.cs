using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <content>Timers, messages and signals: waiting for them, and what happens when they come.</content>
internal sealed partial class Step
{
    /// <summary>What the boundary events of an activity wait for. One instance of several has none: they watch the activity as a whole.</summary>
    private IEnumerable<(string Node, Trigger Trigger)> WatchedBy(Token token, Activity activity) => IsOneInstance(token)
        ? []
        : Scope(token).BoundaryOf(activity.Id).Where(boundary => boundary.Trigger is TimerTrigger or MessageTrigger or SignalTrigger).Select(boundary => (boundary.Id, boundary.Trigger));

    private static Trigger TriggerOf(FlowNode node) => node switch
    {
        CatchEvent caught => caught.Trigger,
        ReceiveTask receive => receive.Message,
        _ => throw new InvalidOperationException($"{node.Id} waits for nothing."),
    };

    /// <summary>The token rests until the first of these comes.</summary>
    private void Await(Token token, ImmutableArray<(string Node, Trigger Trigger)> triggers)
    {
        if (TryPrepare(token, triggers, out var waits))
        {
            Save(token with { Phase = Phase.Active });
            Arm(waits);
        }
    }

    /// <summary>Evaluates times and keys; nothing is changed when one of them fails.</summary>
    private bool TryPrepare(Token token, IEnumerable<(string Node, Trigger Trigger)> triggers, out ImmutableArray<Wait> waits)
    {
        var prepared = ImmutableArray.CreateBuilder<Wait>();
        waits = [];
        foreach (var (node, trigger) in triggers)
        {
            switch (trigger)
            {
                case TimerTrigger timer:
                    DateTimeOffset? due;
                    if (timer.Literal is { } literal)
                    {
                        due = InstantOf(literal) ?? DateTimeOffset.MaxValue;
                    }
                    else if (!TryInstant(token, timer.Computed!, out due))
                    {
                        return false;
                    }

                    var pause = timer.Literal is DurationValue { Duration: var each } ? each : default;
                    prepared.Add(new Wait(NextId(), token.Id, node, WaitKind.Timer, "", "", due, timer.Repetitions, pause));
                    break;
                case MessageTrigger message:
                    if (!TryKey(token, message, out var key))
                    {
                        return false;
                    }

                    prepared.Add(new Wait(NextId(), token.Id, node, WaitKind.Message, message.Message, key));
                    break;
                case SignalTrigger signal:
                    prepared.Add(new Wait(NextId(), token.Id, node, WaitKind.Signal, signal.Signal, ""));
                    break;
            }
        }

        waits = prepared.ToImmutable();
        return true;
    }

    private void Arm(IEnumerable<Wait> waits)
    {
        foreach (var wait in waits)
        {
            _waits[wait.Id] = wait;
            _effects.Add(wait.Kind == WaitKind.Timer ? new Effect.ArmTimer(wait.Id, wait.Due!.Value) : new Effect.Subscribe(wait.Id, wait.Kind, wait.Name, wait.Key));
        }
    }

    private void Disarm(int token)
    {
        foreach (var wait in _waits.Values.Where(wait => wait.Token == token).ToList())
        {
            Disarm(wait);
        }
    }

    private void Disarm(Wait wait)
    {
        _waits.Remove(wait.Id);
        _effects.Add(new Effect.Disarm(wait.Id, wait.Kind, wait.Name, wait.Key));
    }

    private bool TryKey(Token token, MessageTrigger message, out string key)
    {
        key = _before.BusinessKey;
        if (message.Key is null)
        {
            return true;
        }

        if (!TryEvaluate(token, message.Key, out var value))
        {
            return false;
        }

        if (value is TextValue { Text.Length: > 0 and <= 200 } text)
        {
            key = text.Text;
            return true;
        }

        Hold(token, IncidentCodes.BadKey, $"The correlation key `{message.Key.Source}` is a {value.Type}, or empty, or longer than 200 characters.", "A key is a text; correct the variables and retry.");
        return false;
    }

    /// <summary>What was waited for has come.</summary>
    public void Trigger(Wait wait, ContextValue payload)
    {
        var token = _tokens[wait.Token];
        if (wait.Node == token.Node)
        {
            // Before the outputs are mapped: should that fail, a second message must not come in on top.
            Disarm(wait);
            Complete(token, payload);
        }
        else if (_definition.Node(wait.Node) is BoundaryEvent boundary)
        {
            Fire(token, boundary, wait, payload);
        }
        else
        {
            // The first event behind an event-based gateway: the others are not waited for any more.
            Disarm(token.Id);
            Note("gateway.passed", token);
            _tokens.Remove(token.Id);
            Complete(new Token(NextId(), token.Scope, wait.Node, null, Phase.Leave), payload);
        }
    }

    public void Signal(string signal, ContextValue payload)
    {
        foreach (var id in _waits.Values.Where(wait => wait.Kind == WaitKind.Signal && wait.Name == signal).Select(wait => wait.Id).ToList())
        {
            // One that came first may have ended what the next one belongs to.
            if (_waits.TryGetValue(id, out var wait))
            {
                Trigger(wait, payload);
            }
        }
    }

    private void Fire(Token activity, BoundaryEvent boundary, Wait? wait, ContextValue payload)
    {
        if (boundary.Interrupting)
        {
            Withdraw(activity);
        }
        else if (wait is { Kind: WaitKind.Timer })
        {
            Disarm(wait);
            if (wait.Left != 1)
            {
                // From the time it was due, not from now: a late engine does not shift the following ones.
                Arm([wait with { Id = NextId(), Due = wait.Due + wait.Pause, Left = wait.Left - 1 }]);
            }
        }

        Complete(new Token(NextId(), activity.Scope, boundary.Id, null, Phase.Leave), payload);
    }

    /// <summary>Messages and signals go out; an escalation goes to the sub-process around. False where an incident holds the token.</summary>
    private bool TryThrow(Token token, Trigger trigger, ImmutableArray<Mapping> mappings)
    {
        if (!TryMap(token, mappings, out var payload))
        {
            return false;
        }

        switch (trigger)
        {
            case MessageTrigger message:
                if (!TryKey(token, message, out var key))
                {
                    return false;
                }

                _effects.Add(new Effect.SendMessage(message.Message, key, payload));
                break;
            case SignalTrigger signal:
                _effects.Add(new Effect.BroadcastSignal(signal.Signal, payload));
                break;
            case EscalationTrigger escalation:
                Note("event.thrown", token, detail: escalation.Code ?? "");
                Escalate(token.Scope, escalation.Code!);
                // An escalation that ends what it comes from leaves nothing to go on with.
                return _tokens.ContainsKey(token.Id);
        }

        if (trigger is not NoTrigger)
        {
            Note("event.thrown", token);
        }

        return true;
    }
}
