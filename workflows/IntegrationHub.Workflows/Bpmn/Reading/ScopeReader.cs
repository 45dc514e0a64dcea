using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>Reads what lies in a process or in a sub-process.</summary>
internal sealed class ScopeReader
{
    /// <summary>Drawn, explained or filed, and without an effect on what happens.</summary>
    private static readonly HashSet<string> DrawnOnly = new(StringComparer.Ordinal)
    {
        "documentation", "extensionElements", "incoming", "outgoing", "laneSet", "textAnnotation", "association", "group",
        "dataObject", "dataObjectReference", "dataStoreReference", "auditing", "monitoring", "supports", "artifact",
    };

    private static readonly HashSet<string> FlowElements = new(StringComparer.Ordinal)
    {
        "sequenceFlow", "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
        "userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "callActivity", "subProcess",
        "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
    };

    /// <summary>Nodes and flows of a file. Beyond that a drawing serves nobody, and its checks would take their time.</summary>
    private const int MostElements = 5_000;

    private readonly Findings _findings;
    private readonly Extensions _extensions;
    private readonly EventReader _events;
    private readonly ActivityReader _activities;
    private readonly bool _deployed;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private int _elements;

    public ScopeReader(Findings findings, RootElements roots, bool deployed)
    {
        _deployed = deployed;
        _findings = findings;
        _extensions = new Extensions(findings);
        _events = new EventReader(findings, roots, _extensions);
        _activities = new ActivityReader(findings, roots, _extensions);
    }

    /// <summary>What could be read. Elements with findings are left out, so that a structure is only judged where all of it is there.</summary>
    public FlowScope Read(XmlElementNode owner, bool isProcess)
    {
        var nodes = ImmutableArray.CreateBuilder<FlowNode>();
        var flows = ImmutableArray.CreateBuilder<SequenceFlow>();
        var elements = owner.Elements.Where(element => element.Namespace == BpmnNames.Model && !IsDrawnOnly(element, isProcess)).ToList();
        if ((_elements += elements.Count) > MostElements)
        {
            _findings.Add(BpmnNames.BadStructure, owner, $"The file has more than {MostElements} nodes and flows.", "Split the process; call the parts with call activities.");
            return new FlowScope(owner.Attribute("id") ?? "", [], []);
        }

        foreach (var element in elements)
        {
            if (!FlowElements.Contains(element.LocalName))
            {
                // Its reason matters more than its id, which parts of elements need not have.
                if (Parts.IsPart(element.LocalName))
                {
                    Parts.Refuse(_findings, owner, element.LocalName);
                }
                else
                {
                    Node(element, "", "");
                }

                continue;
            }

            if (Id(element) is not { } id)
            {
                continue;
            }

            if (element.LocalName == "sequenceFlow")
            {
                flows.Add(Flow(element, id));
            }
            else if (Node(element, id, element.Attribute("name") ?? "") is { } node)
            {
                nodes.Add(node);
            }
        }

        var distinct = nodes.ToImmutable();
        var all = flows.ToImmutable();
        var rules = new StructureRules(_findings, owner, elements, distinct, all);
        rules.Check(isProcess);
        if (isProcess && !_deployed)
        {
            rules.CheckStartTriggers();
        }

        return new FlowScope(owner.Attribute("id") ?? "", distinct, all);
    }

    private FlowNode? Node(XmlElementNode element, string id, string name)
    {
        switch (element.LocalName)
        {
            case "startEvent" or "endEvent" or "intermediateCatchEvent" or "intermediateThrowEvent" or "boundaryEvent":
                return _events.Read(element, id, name);
            case "userTask" or "serviceTask" or "sendTask" or "receiveTask" or "businessRuleTask" or "callActivity":
                return _activities.Read(element, id, name);
            case "exclusiveGateway" or "parallelGateway" or "inclusiveGateway" or "eventBasedGateway":
                return Gateway(element, id, name);
            case "subProcess" when element.Attribute("triggeredByEvent") is not ("true" or "1"):
                _activities.Allow(element);
                return new SubProcess(id, name, _activities.ReadWork(element), Read(element, isProcess: false));
            case "subProcess":
                _findings.NotSupported(element, "An event sub-process", "Use a boundary event on a sub-process.");
                return null;
            case "task" or "manualTask":
                _findings.NotSupported(element, $"A {element.LocalName} without a kind", "Make it a user task or a service task.");
                return null;
            case "scriptTask":
                _findings.NotSupported(element, "A script", "Make it a business rule task, or a service task.");
                return null;
            case "complexGateway":
                _findings.NotSupported(element, "A complex gateway", "Use an inclusive gateway.");
                return null;
            case "transaction" or "adHocSubProcess":
                _findings.NotSupported(element, $"A {element.LocalName}", "Use an embedded sub-process.");
                return null;
            default:
                _findings.NotSupported(element, $"A {element.LocalName}", "docs/processes.md lists what is executed.");
                return null;
        }
    }

    private Gateway? Gateway(XmlElementNode element, string id, string name)
    {
        Parts.Check(_findings, element);
        _extensions.AllowOnly(element);
        var kind = element.LocalName switch
        {
            "exclusiveGateway" => GatewayKind.Exclusive,
            "parallelGateway" => GatewayKind.Parallel,
            "inclusiveGateway" => GatewayKind.Inclusive,
            _ => GatewayKind.EventBased,
        };
        if (kind == GatewayKind.EventBased && (element.Attribute("instantiate") is "true" or "1" || element.Attribute("eventGatewayType") is not (null or "Exclusive")))
        {
            _findings.NotSupported(element, "An event-based gateway that starts the process or waits for all events", "Use message start events, or a parallel gateway.");
            return null;
        }

        return new Gateway(id, name, kind, element.Attribute("default"));
    }

    private SequenceFlow Flow(XmlElementNode element, string id)
    {
        var condition = element.ElementsOf(BpmnNames.Model, "conditionExpression").FirstOrDefault();
        return new SequenceFlow(
            id,
            element.Attribute("name") ?? "",
            element.Attribute("sourceRef") ?? "",
            element.Attribute("targetRef") ?? "",
            condition is null ? null : _findings.Expression(element, "the condition", condition.InnerText));
    }

    private string? Id(XmlElementNode element)
    {
        if (element.Attribute("id") is not { Length: > 0 and <= 200 } id)
        {
            _findings.Add(BpmnNames.BadId, element, $"The {element.LocalName} has no id, or one of more than 200 characters.", "Give every element an id.");
            return null;
        }

        if (_ids.Add(id))
        {
            return id;
        }

        _findings.Add(BpmnNames.BadId, element, $"The id {id} stands twice.", "Give every element an id of its own.");
        return null;
    }

    private static bool IsDrawnOnly(XmlElementNode element, bool isProcess) =>
        DrawnOnly.Contains(element.LocalName)
        || element.LocalName is "multiInstanceLoopCharacteristics"
        // Some tools write an empty one on every process.
        || (isProcess && element.LocalName == "ioSpecification" && !element.Elements.Any(child => child.LocalName is "dataInput" or "dataOutput"));
}
