using IntegrationHub.Workflows.Bpmn.Model;

namespace IntegrationHub.Workflows.Execution;

/// <content>What waits for an operator.</content>
internal sealed partial class Step
{
    /// <summary>The token stays where it is, in the phase it is in, until an operator lets it go on.</summary>
    private void Hold(Token token, string code, string text, string remedy)
    {
        Save(token);
        CloseIncidentOf(token.Id);
        var incident = new Incident(NextId(), token.Id, token.Node, code, text, remedy, _now);
        _incidents.Add(incident.Id, incident);
        _effects.Add(new Effect.RaiseIncident(incident));
        Note("incident.raised", token, detail: code);
    }

    private void CloseIncidentOf(int token)
    {
        foreach (var incident in _incidents.Values.Where(incident => incident.Token == token).ToList())
        {
            _incidents.Remove(incident.Id);
            _effects.Add(new Effect.CloseIncident(incident.Id));
        }
    }

    public void Retry(StepInput.RetryIncident retry)
    {
        var token = Held(retry.Incident);
        var hadAnswer = _incidents[retry.Incident].Code == IncidentCodes.ErrorUncaught;
        Note("incident.retried", token, retry.By, retry.Reason);
        CloseIncidentOf(token.Id);
        Set(token.Scope, retry.Changes);
        if (token.Phase == Phase.Active)
        {
            Again(token, hadAnswer);
        }
        else if (token.Phase == Phase.Route && IsOneInstance(token))
        {
            EndInstance(token);
        }
        else
        {
            _moving.Enqueue(token.Id);
        }
    }

    /// <summary>A service or a process is called again, with inputs from the variables as they are now.</summary>
    /// <param name="hadAnswer">The service refused, which it would do again when asked the same.</param>
    private void Again(Token token, bool hadAnswer)
    {
        var activity = (Activity)_definition.Node(token.Node);
        if (!TryMap(token, activity.Work.Inputs, out var inputs))
        {
            return;
        }

        var isOther = activity is ServiceTask && (hadAnswer || inputs != token.Inputs);
        token = token with { Inputs = inputs, Attempt = isOther ? (Effect.CallService.CallOf(token.Attempt) + 1) * Effect.CallService.AttemptsOfACall : token.Attempt };
        Save(token);
        switch (activity)
        {
            case ServiceTask service:
                Call(token, service, _now);
                break;
            case CallActivity call:
                _effects.Add(new Effect.StartCalled(token.Id, call.Process, inputs));
                break;
        }
    }

    public void Skip(StepInput.SkipIncident skip)
    {
        var token = Held(skip.Incident);
        var node = _definition.Node(token.Node);
        if (!node.IsSkippable)
        {
            throw new IllegalStepException(IllegalStepException.NotSkippable, $"{token.Node} is not to be skipped: it decides, or its definition does not say skippable=\"true\". Mend the variables and try it again, or cancel the case.");
        }

        var leaving = Scope(token).Outgoing(token.Node).ToList();
        if (skip.Flow is not null && !leaving.Exists(flow => flow.Id == skip.Flow))
        {
            throw new IllegalStepException(IllegalStepException.NotSkippable, $"The flow {skip.Flow} does not leave {token.Node}.");
        }

        if (skip.Flow is null && token.Phase == Phase.Route && leaving.Count > 1 && !IsOneInstance(token))
        {
            throw new IllegalStepException(IllegalStepException.NotSkippable, $"{token.Node} has several ways on: name the flow.");
        }

        Note("incident.skipped", token, skip.By, skip.Reason);
        CloseIncidentOf(token.Id);
        if (node is Activity && token.Phase is Phase.Enter or Phase.Active or Phase.Leave)
        {
            SkipActivity(token, skip);
        }
        else if (token.Phase == Phase.Join)
        {
            Set(token.Scope, skip.Result);
            Pass(JoinedAt(token));
        }
        else if (IsOneInstance(token))
        {
            throw new IllegalStepException(IllegalStepException.NotSkippable, $"The result of one instance of {token.Node} cannot be skipped: retry with changed variables.");
        }
        else
        {
            Set(token.Scope, skip.Result);
            Disarm(token.Id);
            Leave(token, skip.Flow is null ? leaving : leaving.Where(flow => flow.Id == skip.Flow));
        }
    }

    /// <summary>The operator's result stands for what the mapping would have given.</summary>
    private void SkipActivity(Token token, StepInput.SkipIncident skip)
    {
        Set(token.Scope, skip.Result);
        Disarm(token.Id);
        token = token with { Phase = Phase.Route, Result = null, Inputs = null };
        Save(token);
        if (IsOneInstance(token))
        {
            EndInstance(token);
        }
        else if (skip.Flow is not null)
        {
            Leave(token, Scope(token).Outgoing(token.Node).Where(flow => flow.Id == skip.Flow));
        }
        else
        {
            Route(token);
        }
    }

    private Token Held(int incident) => _incidents.TryGetValue(incident, out var found)
        ? _tokens[found.Token]
        : throw new IllegalStepException(IllegalStepException.NoSuchIncident, $"There is no open incident {incident}.");
}
