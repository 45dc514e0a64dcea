using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>Messages, signals, errors and escalations that events refer to.</summary>
internal sealed class RootElements(XmlElementNode definitions, Findings findings)
{
    private readonly ILookup<string, XmlElementNode> _elements = definitions.Elements.Where(element => element.Namespace == BpmnNames.Model).ToLookup(element => element.Attribute("id") ?? "", StringComparer.Ordinal);

    /// <summary>The message an event or task refers to; null with a finding where it refers to none.</summary>
    public MessageTrigger? Message(XmlElementNode owner, XmlElementNode refers, Expression? key) =>
        Named(owner, refers, "messageRef", "message") is { } name ? new MessageTrigger(name, key) : null;

    public SignalTrigger? Signal(XmlElementNode owner, XmlElementNode refers) =>
        Named(owner, refers, "signalRef", "signal") is { } name ? new SignalTrigger(name) : null;

    public ErrorTrigger? Error(XmlElementNode owner, XmlElementNode refers, bool catches) =>
        Coded(owner, refers, "errorRef", "error", catches, out var code) ? new ErrorTrigger(code) : null;

    public EscalationTrigger? Escalation(XmlElementNode owner, XmlElementNode refers, bool catches) =>
        Coded(owner, refers, "escalationRef", "escalation", catches, out var code) ? new EscalationTrigger(code) : null;

    private string? Named(XmlElementNode owner, XmlElementNode refers, string attribute, string kind)
    {
        if (Referred(owner, refers, attribute, kind) is not { } element)
        {
            return null;
        }

        if (element.Attribute("name") is { Length: > 0 } name)
        {
            return name;
        }

        findings.Add(BpmnNames.BadReference, element, $"The {kind} has no name.", $"Name the {kind}: it is known by its name outside of the file.");
        return null;
    }

    private bool Coded(XmlElementNode owner, XmlElementNode refers, string attribute, string kind, bool catches, out string? code)
    {
        code = null;
        if (catches && refers.Attribute(attribute) is null)
        {
            return true;
        }

        if (Referred(owner, refers, attribute, kind) is not { } element)
        {
            return false;
        }

        code = element.Attribute(kind + "Code") ?? element.Attribute("name");
        if (string.IsNullOrEmpty(code))
        {
            findings.Add(BpmnNames.BadReference, element, $"The {kind} has no code.", $"Give it {kind}Code.");
            return false;
        }

        return true;
    }

    private XmlElementNode? Referred(XmlElementNode owner, XmlElementNode refers, string attribute, string kind)
    {
        if (refers.Attribute(attribute) is not { Length: > 0 } reference)
        {
            findings.Add(BpmnNames.BadReference, owner, $"No {kind} is named.", $"Set {attribute} to a {kind} of the file.");
            return null;
        }

        // References are qualified names; the elements of one file share its target namespace.
        var found = _elements[reference[(reference.IndexOf(':') + 1)..]].Concat(_elements[reference]).FirstOrDefault(element => element.LocalName == kind);
        if (found is null)
        {
            findings.Add(BpmnNames.BadReference, owner, $"There is no {kind} {reference} in the file.", $"Add the {kind}, or set {attribute} to one of the file. Imported files are not read.");
        }

        return found;
    }
}
