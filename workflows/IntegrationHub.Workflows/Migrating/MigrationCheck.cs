using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Workflows.Migrating;

/// <summary>Whether everything in a state has a target that can take it over: all findings, not the first.</summary>
internal sealed class MigrationCheck(MigrationPlan plan, InstanceState state)
{
    private readonly List<Finding> _findings = [];

    public static ImmutableArray<Finding> Of(MigrationPlan plan, InstanceState state)
    {
        var check = new MigrationCheck(plan, state);
        foreach (var token in state.Tokens.Values)
        {
            check.Look(token);
        }

        foreach (var wait in state.Waits.Values)
        {
            check.Look(wait);
        }

        check.LookAtCompleters();
        return [.. check._findings.Distinct()];
    }

    /// <summary>The element a wait becomes; null where it is given up or has none.</summary>
    public static FlowNode? TargetOf(MigrationPlan plan, Wait wait) => plan.GivesUp(wait.Node) ? null : plan.TargetOf(wait.Node);

    private void Look(Token token)
    {
        var node = plan.From.Node(token.Node);
        if (plan.TargetOf(token.Node) is not { } target)
        {
            Add(MigrationCodes.NoTarget, node, $"The case is at this {KindOf(node)}, and the new version has none.", "Name what takes its place, or let the case pass it first.");
            return;
        }

        if (KindOf(node) != KindOf(target))
        {
            Add(MigrationCodes.Kind, node, $"This {KindOf(node)} would become the {KindOf(target)} {target.Id}.", "Name an element of the same kind, or let the case pass it first.");
            return;
        }

        if (plan.TargetOfScope(plan.From.ScopeOf(node.Id).Id) is { } scope && plan.To.ScopeOf(target.Id).Id != scope)
        {
            Add(MigrationCodes.Scope, node, $"Its target {target.Id} lies in {plan.To.ScopeOf(target.Id).Id}, and should lie in {scope}.", "Name a target in the same process or sub-process.");
        }

        if (token.Phase == Phase.Active && !state.Incidents.Values.Any(incident => incident.Token == token.Id) && CalledBy(node) is { } called && CalledBy(target) != called)
        {
            Add(MigrationCodes.Call, node, $"{called} is called, and the new version calls {CalledBy(target)} there.", "Let the call end first.");
        }

        if (token.Phase == Phase.Join)
        {
            LookAtJoin(node, target);
        }
    }

    private void LookAtJoin(FlowNode node, FlowNode target)
    {
        var incoming = plan.From.ScopeOf(node.Id).Incoming(node.Id).Select(flow => plan.TargetOfFlow(flow.Id));
        if (!plan.To.ScopeOf(target.Id).Incoming(target.Id).Select(flow => (string?)flow.Id).ToHashSet(StringComparer.Ordinal).SetEquals(incoming))
        {
            Add(MigrationCodes.Join, node, $"Tokens wait at this join, and other flows lead to {target.Id} in the new version.", "Name the flows that become others, or let the case pass the join first.");
        }
    }

    private void Look(Wait wait)
    {
        var token = state.Tokens[wait.Token];
        var node = plan.From.Node(wait.Node);
        if (plan.GivesUp(wait.Node) || (wait.Node != token.Node && plan.TargetOf(token.Node) is null))
        {
            // Given up by the plan, or its activity has no target, which is said already.
            return;
        }

        if (plan.TargetOf(wait.Node) is not { } target)
        {
            if (wait.Node != token.Node)
            {
                Add(MigrationCodes.NoTarget, node, $"The case waits for this {KindOf(node)}, and the new version has none.", $"Name what takes its place{(node is BoundaryEvent ? $", or {MigrationPlan.Nothing} to give it up" : "")}.");
            }

            return;
        }

        if (wait.Node != token.Node && KindOf(node) != KindOf(target))
        {
            Add(MigrationCodes.Kind, node, $"This {KindOf(node)} would become the {KindOf(target)} {target.Id}.", "Name an event of the same kind.");
            return;
        }

        if (wait.Node != token.Node && !Belongs(target, plan.TargetOf(token.Node)!))
        {
            Add(MigrationCodes.Scope, node, $"Its target {target.Id} does not belong to {plan.TargetOf(token.Node)!.Id}.", "Name a target at the element that its own becomes.");
        }

        if (AwaitedBy(node) != AwaitedBy(target))
        {
            Add(MigrationCodes.Waits, node, $"{AwaitedBy(node)} is waited for, and the new version waits for {AwaitedBy(target)} there.", "Let it come first, or keep the name.");
        }
    }

    private bool Belongs(FlowNode awaited, FlowNode holder) => awaited is BoundaryEvent boundary
        ? boundary.AttachedTo == holder.Id
        : plan.To.ScopeOf(holder.Id).Outgoing(holder.Id).Any(flow => flow.Target == awaited.Id);

    /// <summary>Who did a step is asked for when another one checks it; a plan that lets the step vanish must not let that vanish.</summary>
    private void LookAtCompleters()
    {
        var isRenamed = plan.To.Nodes.OfType<UserTask>().SelectMany(task => task.Task.Excluded).Any(excluded => !plan.IsKnown(excluded));
        var excludedBefore = plan.From.Nodes.OfType<UserTask>().SelectMany(task => task.Task.Excluded).ToHashSet(StringComparer.Ordinal);
        foreach (var done in state.Completers.Keys.Where(done => plan.From.Has(done) && plan.TargetOf(done) is not UserTask && (isRenamed || excludedBefore.Contains(done))))
        {
            Add(MigrationCodes.FourEyes, plan.From.Node(done), "Somebody did this step, and another one may be for other persons because of it; the new version has no such step.", "Name the step that takes its place.");
        }
    }

    private void Add(string code, FlowNode node, string text, string remedy) => _findings.Add(new Finding(code, node.Id, node.Name, 0, text, remedy));

    private static string? CalledBy(FlowNode node) => node switch
    {
        ServiceTask service => service.Service,
        CallActivity call => call.Process,
        _ => null,
    };

    private static string AwaitedBy(FlowNode node) => TriggerOf(node) switch
    {
        MessageTrigger message => message.Message,
        SignalTrigger signal => signal.Signal,
        _ => "",
    };

    private static Trigger? TriggerOf(FlowNode node) => node switch
    {
        CatchEvent caught => caught.Trigger,
        BoundaryEvent boundary => boundary.Trigger,
        ReceiveTask receive => receive.Message,
        _ => null,
    };

    /// <summary>What an element is, in words: the same words, the same kind.</summary>
    private static string KindOf(FlowNode node) => node switch
    {
        Gateway gateway => $"{gateway.Kind} gateway",
        BoundaryEvent boundary => $"{(boundary.Interrupting ? "interrupting" : "non-interrupting")} {Named(boundary.Trigger)} boundary event",
        CatchEvent caught => $"catching {Named(caught.Trigger)} event",
        Activity { Work.Instances: { } instances } => $"{node.GetType().Name} {(instances.Sequential ? "in sequence" : "in parallel")}",
        _ => node.GetType().Name,
    };

    private static string Named(Trigger trigger) => trigger.GetType().Name[..^nameof(Trigger).Length];
}
