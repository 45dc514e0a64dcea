using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>Rules about how nodes and flows of one process or sub-process hang together.</summary>
internal sealed class StructureRules(
    Findings findings,
    XmlElementNode owner,
    List<XmlElementNode> elements,
    ImmutableArray<FlowNode> nodes,
    ImmutableArray<SequenceFlow> flows)
{
    private readonly Dictionary<string, FlowNode> _nodes = nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
    private readonly ILookup<string, SequenceFlow> _incoming = flows.ToLookup(flow => flow.Target, StringComparer.Ordinal);
    private readonly ILookup<string, SequenceFlow> _outgoing = flows.ToLookup(flow => flow.Source, StringComparer.Ordinal);
    private readonly Dictionary<string, XmlElementNode> _elements = elements.Where(element => element.Attribute("id") is not null)
        .DistinctBy(element => element.Attribute("id"), StringComparer.Ordinal)
        .ToDictionary(element => element.Attribute("id")!, StringComparer.Ordinal);

    public void Check(bool isProcess)
    {
        foreach (var flow in flows)
        {
            CheckFlow(flow);
        }

        foreach (var node in nodes)
        {
            CheckNode(node);
        }

        CheckStarts(isProcess);
        CheckReached();
    }

    private void CheckFlow(SequenceFlow flow)
    {
        foreach (var (end, id) in new[] { ("sourceRef", flow.Source), ("targetRef", flow.Target) })
        {
            // An end that has a finding of its own is not reported again.
            if (!_elements.TryGetValue(id, out var element) || element.LocalName == "sequenceFlow")
            {
                Structure(flow.Id, $"The flow's {end} \"{id}\" is no node of its process or sub-process.", "Connect both ends; a flow does not cross the border of a sub-process.");
            }
        }

        if (_nodes.GetValueOrDefault(flow.Target) is StartEvent or BoundaryEvent)
        {
            Structure(flow.Id, "A flow leads to a start or boundary event.", "Only what happens outside starts these events.");
        }

        switch (_nodes.GetValueOrDefault(flow.Source))
        {
            case EndEvent:
                Structure(flow.Id, "A flow leaves an end event.", "Use an intermediate event.");
                break;
            case Gateway { Kind: GatewayKind.Parallel or GatewayKind.EventBased } or StartEvent or CatchEvent or ThrowEvent or BoundaryEvent when flow.Condition is not null:
                Structure(flow.Id, "A condition stands on a flow where none is asked.", "Conditions belong to flows out of exclusive and inclusive gateways and activities.");
                break;
        }
    }

    private void CheckNode(FlowNode node)
    {
        switch (node)
        {
            case BoundaryEvent boundary:
                CheckBoundary(boundary);
                break;
            case Gateway { Kind: GatewayKind.EventBased }:
                CheckEventBased(node);
                break;
            case Gateway { Kind: GatewayKind.Exclusive or GatewayKind.Inclusive } gateway:
                CheckDecision(gateway);
                break;
            case Gateway { Default: not null }:
                Structure(node.Id, "A default flow stands where nothing is decided.", "Remove it.");
                break;
            case Activity { Work.Default: { } flow } when !_outgoing[node.Id].Any(leaving => leaving.Id == flow && leaving.Condition is null):
                Structure(node.Id, $"The default flow {flow} does not leave the activity, or has a condition.", "Choose a flow without condition.");
                break;
            case UserTask task:
                CheckExcluded(task);
                break;
        }
    }

    private void CheckBoundary(BoundaryEvent boundary)
    {
        if (!_elements.ContainsKey(boundary.AttachedTo) || (_nodes.TryGetValue(boundary.AttachedTo, out var node) && node is not Activity))
        {
            Structure(boundary.Id, $"The boundary event is attached to \"{boundary.AttachedTo}\", which is no activity beside it.", "Attach it to an activity.");
        }
        else if (node is RuleTask or SendTask)
        {
            Structure(boundary.Id, "The task ends in the step that begins it: its boundary event could never fire.", "Remove the boundary event.");
        }
        else if (node is ReceiveTask && _incoming[node.Id].Any(flow => _nodes.GetValueOrDefault(flow.Source) is Gateway { Kind: GatewayKind.EventBased }))
        {
            Structure(boundary.Id, "The receive task belongs to an event-based gateway, which already takes the first event.", "Let the gateway lead to this event, too.");
        }
        else if (node is not (null or SubProcess) && boundary.Trigger is EscalationTrigger)
        {
            Structure(boundary.Id, "Only from a sub-process can an escalation come.", "Attach it to a sub-process, or use a timer or message.");
        }
        else if (node is not (null or SubProcess or CallActivity or ServiceTask) && boundary.Trigger is ErrorTrigger)
        {
            Structure(boundary.Id, "Only from a service task, a sub-process or a call activity can an error come.", "Attach it to one of these, or ask the form's answer at a gateway.");
        }
    }

    private void CheckEventBased(FlowNode gateway)
    {
        var targets = _outgoing[gateway.Id].ToList();
        if (targets.Count < 2)
        {
            Structure(gateway.Id, "An event-based gateway has fewer than two flows.", "Connect the events it waits for.");
            return;
        }

        foreach (var flow in targets)
        {
            var target = _nodes.GetValueOrDefault(flow.Target);
            if (target is not (null or CatchEvent or ReceiveTask) || (target is ReceiveTask { Work.Instances: not null }))
            {
                Structure(gateway.Id, $"The event-based gateway leads to {flow.Target}, which waits for nothing.", "Connect it to catching events or receive tasks.");
            }
            else if (target is not null && _incoming[target.Id].Count() > 1)
            {
                Structure(target.Id, "Another flow leads to an event of an event-based gateway.", "Give the gateway events of its own.");
            }
        }
    }

    private void CheckDecision(Gateway gateway)
    {
        var leaving = _outgoing[gateway.Id].ToList();
        if (gateway.Default is { } chosen && !leaving.Any(flow => flow.Id == chosen && flow.Condition is null))
        {
            Structure(gateway.Id, $"The default flow {chosen} does not leave the gateway, or has a condition.", "Choose a flow without condition.");
        }

        if (leaving.Count < 2)
        {
            return;
        }

        foreach (var flow in leaving.Where(flow => flow.Condition is null && flow.Id != gateway.Default && !HasConditionElement(flow)))
        {
            Structure(flow.Id, "The flow leaves a gateway and has no condition.", "Give it a condition, or make it the default flow.");
        }
    }

    /// <summary>A condition that is no expression has its own finding.</summary>
    private bool HasConditionElement(SequenceFlow flow) => _elements[flow.Id].ElementsOf(BpmnNames.Model, "conditionExpression").Any();

    private void CheckExcluded(UserTask task)
    {
        foreach (var excluded in task.Task.Excluded.Where(id => _elements.GetValueOrDefault(id)?.LocalName != "userTask" || id == task.Id))
        {
            Structure(task.Id, $"hub:task excludes who did \"{excluded}\", which is no other user task beside it.", "Name user tasks of the same process or sub-process.");
        }
    }

    private void CheckStarts(bool isProcess)
    {
        var starts = elements.Where(element => element.LocalName == "startEvent").ToList();
        var plain = nodes.OfType<StartEvent>().Count(start => start.Trigger is NoTrigger);
        if (starts.Count == 0)
        {
            findings.Add(BpmnNames.BadStructure, owner, "There is no start event.", "Draw one.");
        }
        else if (plain > 1 || (!isProcess && starts.Count > 1))
        {
            findings.Add(BpmnNames.BadStructure, owner, isProcess ? "There is more than one plain start event." : "There is more than one start event in a sub-process.", "Keep one of them.");
        }

        foreach (var start in nodes.OfType<StartEvent>().Where(start => !isProcess && start.Trigger is not NoTrigger))
        {
            Structure(start.Id, "A sub-process starts with a trigger.", "It starts when the flow comes to it: use a plain start event.");
        }
    }

    /// <summary>Cases are started by name: nothing listens for what would start a process by itself, so that it would wait for ever and nobody would know.</summary>
    public void CheckStartTriggers()
    {
        foreach (var start in elements.Where(static element => element.LocalName == "startEvent"))
        {
            if (start.Elements.FirstOrDefault(static part => part.Namespace == BpmnNames.Model && part.LocalName is "messageEventDefinition" or "timerEventDefinition" or "signalEventDefinition") is { } trigger)
            {
                findings.NotSupported(
                    start, $"A start event with a {trigger.LocalName[..^"EventDefinition".Length]}", "Use a plain start event, and have the case started by whoever learns of it: on its page, by `ihub instance start`, or by a call of the HTTP API.");
            }
        }
    }

    /// <summary>A node nobody can come to is a mistake in drawing, not something to be silent about.</summary>
    private void CheckReached()
    {
        foreach (var node in nodes.Where(node => node is not (StartEvent or BoundaryEvent) && !_incoming[node.Id].Any()))
        {
            Structure(node.Id, "No flow leads here.", "Connect it, or remove it.");
        }
    }

    private void Structure(string id, string text, string remedy) => findings.Add(BpmnNames.BadStructure, _elements.GetValueOrDefault(id, owner), text, remedy);
}
