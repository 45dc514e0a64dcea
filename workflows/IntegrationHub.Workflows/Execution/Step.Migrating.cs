using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Migrating;

namespace IntegrationHub.Workflows.Execution;

/// <content>Going on under another version of the process.</content>
internal sealed partial class Step
{
    /// <summary>Waits for the events of a resting token that only this version has; what has no time or key is a finding.</summary>
    /// <param name="isKnown">Whether the version before had the event: what it waited for is waited for, or has come.</param>
    public IEnumerable<Finding> WatchNew(Token token, Func<string, bool> isKnown)
    {
        if (token.Phase != Phase.Active)
        {
            yield break;
        }

        var events = _definition.Node(token.Node) switch
        {
            Activity activity => WatchedBy(token, activity),
            Gateway { Kind: GatewayKind.EventBased } => Scope(token).Outgoing(token.Node).Select(flow => _definition.Node(flow.Target)).Select(target => (Node: target.Id, Trigger: TriggerOf(target))),
            _ => [],
        };
        foreach (var one in events.Where(one => !isKnown(one.Node)).ToList())
        {
            if (TryPrepare(token, [one], out var waits))
            {
                Arm(waits);
            }
            else
            {
                var why = _incidents.Values.Last(incident => incident.Token == token.Id);
                yield return new Finding(MigrationCodes.NewEvent, one.Node, _definition.Node(one.Node).Name, 0, $"The new version waits for it, and it has no time or key: {why.Code} {why.Text}", why.Remedy);
            }
        }
    }
}
