using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <content>Errors and escalations look for the nearest boundary event around them.</content>
internal sealed partial class Step
{
    /// <summary>An error of a service or of a called process. Nothing catching it, an operator is asked rather than the process ended.</summary>
    public void ActivityError(Token token, string code, string text)
    {
        Note("activity.error", token, detail: code);
        foreach (var (around, boundary) in Around(token))
        {
            if (boundary.Trigger is ErrorTrigger error && (error.Code is null || error.Code == code))
            {
                Fire(around, boundary, null, ErrorOf(code, text));
                return;
            }
        }

        Hold(token, IncidentCodes.ErrorUncaught, $"{token.Node} ended with the error {code}, which nothing catches: {text}", "Retry, or skip and give its result; add a boundary event for the error.");
    }

    /// <summary>An error end event: it ends the nearest activity that catches it, or the process.</summary>
    private void ThrowError(int scope, string code, string text)
    {
        foreach (var (around, boundary) in Around(scope))
        {
            if (boundary.Trigger is ErrorTrigger error && (error.Code is null || error.Code == code))
            {
                Fire(around, boundary, null, ErrorOf(code, text));
                return;
            }
        }

        End(InstanceStatus.Failed, code, null, text);
    }

    private void Escalate(int scope, string code)
    {
        foreach (var (around, boundary) in Around(scope))
        {
            if (boundary.Trigger is EscalationTrigger escalation && (escalation.Code is null || escalation.Code == code))
            {
                Fire(around, boundary, null, ContextValue.Of(("escalation", ContextValue.Of(("code", Value.Of(code))))));
                return;
            }
        }
    }

    private static ContextValue ErrorOf(string code, string text) => ContextValue.Of(("error", ContextValue.Of(("code", Value.Of(code)), ("text", Value.Of(text)))));

    /// <summary>Boundary events of a token's activity, then of those around it, innermost first; specific codes before those that catch all.</summary>
    private IEnumerable<(Token Around, BoundaryEvent Boundary)> Around(Token token)
    {
        var own = IsOneInstance(token)
            ? []
            : Scope(token).BoundaryOf(token.Node).OrderBy(boundary => boundary.Trigger is ErrorTrigger { Code: null } or EscalationTrigger { Code: null }).Select(boundary => (token, boundary));
        return own.Concat(Around(token.Scope));
    }

    private IEnumerable<(Token Around, BoundaryEvent Boundary)> Around(int scope)
    {
        var at = _scopes[scope];
        while (at.Owner is null && at.Parent is { } parent)
        {
            at = _scopes[parent];
        }

        return at.Owner is { } owner ? Around(_tokens[owner]) : [];
    }
}
