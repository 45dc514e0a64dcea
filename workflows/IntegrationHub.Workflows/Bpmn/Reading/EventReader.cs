using System.Globalization;
using System.Text.RegularExpressions;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Values;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>Reads events: at most one event definition each, of a kind that may stand there.</summary>
internal sealed partial class EventReader(Findings findings, RootElements roots, Extensions extensions)
{
    /// <summary>A start, end, catching, throwing or boundary event; null with findings where it cannot be executed.</summary>
    public FlowNode? Read(XmlElementNode element, string id, string name)
    {
        var catches = element.LocalName is not ("endEvent" or "intermediateThrowEvent");
        var isStart = element.LocalName == "startEvent";
        Parts.Check(findings, element, "eventDefinition");
        extensions.AllowOnly(element, isStart ? [] : catches ? ["correlation", "output"] : ["correlation", "input"]);
        if (Trigger(element, catches) is not { } trigger || !MayStand(element, trigger))
        {
            return null;
        }

        return element.LocalName switch
        {
            "startEvent" => new StartEvent(id, name, trigger),
            "endEvent" => new EndEvent(id, name, trigger, extensions.Mappings(element, "input")),
            "intermediateCatchEvent" => new CatchEvent(id, name, trigger, extensions.Mappings(element, "output")),
            "intermediateThrowEvent" => new ThrowEvent(id, name, trigger, extensions.Mappings(element, "input")),
            _ => new BoundaryEvent(id, name, element.Attribute("attachedToRef") ?? "", element.Attribute("cancelActivity") is not ("false" or "0"), trigger, extensions.Mappings(element, "output")),
        };
    }

    private Trigger? Trigger(XmlElementNode element, bool catches)
    {
        var definitions = element.Elements.Where(child => child.Namespace == BpmnNames.Model && child.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal)).ToList();
        if (definitions.Count > 1)
        {
            findings.NotSupported(element, "An event with several triggers", "Give each trigger an event of its own.");
            return null;
        }

        if (definitions.Count == 0)
        {
            if (element.Elements.Any(child => child.Is(BpmnNames.Model, "eventDefinitionRef")))
            {
                findings.NotSupported(element, "A shared event definition", "Put the event definition into the event.");
                return null;
            }

            return new NoTrigger();
        }

        var definition = definitions[0];
        switch (definition.LocalName)
        {
            case "messageEventDefinition":
                return roots.Message(element, definition, extensions.CorrelationKey(element));
            case "timerEventDefinition":
                return Timer(element, definition);
            case "signalEventDefinition":
                return roots.Signal(element, definition);
            case "errorEventDefinition":
                return roots.Error(element, definition, catches);
            case "escalationEventDefinition":
                return roots.Escalation(element, definition, catches);
            case "terminateEventDefinition":
                return new TerminateTrigger();
            default:
                var kind = definition.LocalName[..^"EventDefinition".Length];
                findings.NotSupported(element, $"A {kind} event", kind switch
                {
                    "link" => "Draw the sequence flow.",
                    "conditional" => "Wait for a message or a timer, then ask the condition at a gateway.",
                    "compensate" => "Draw the steps that undo the work as a path of their own.",
                    "cancel" => "Use an error event.",
                    _ => "Use a message, timer, error, signal or escalation event.",
                });
                return null;
        }
    }

    private bool MayStand(XmlElementNode element, Trigger trigger)
    {
        var allowed = (element.LocalName, trigger) switch
        {
            ("startEvent", NoTrigger or MessageTrigger or TimerTrigger or SignalTrigger) => true,
            ("endEvent", NoTrigger or MessageTrigger or ErrorTrigger or SignalTrigger or EscalationTrigger or TerminateTrigger) => true,
            ("intermediateCatchEvent", MessageTrigger or TimerTrigger or SignalTrigger) => true,
            ("intermediateThrowEvent", NoTrigger or MessageTrigger or SignalTrigger or EscalationTrigger) => true,
            ("boundaryEvent", MessageTrigger or TimerTrigger or SignalTrigger or ErrorTrigger or EscalationTrigger) => true,
            _ => false,
        };
        if (!allowed)
        {
            findings.NotSupported(element, $"A {element.LocalName} with this trigger ({trigger.GetType().Name.Replace("Trigger", "", StringComparison.Ordinal).ToLowerInvariant()})", "docs/processes.md lists the events that are executed.");
        }
        else if (element.LocalName == "boundaryEvent" && trigger is ErrorTrigger && element.Attribute("cancelActivity") is "false" or "0")
        {
            findings.Add(BpmnNames.BadStructure, element, "An error always ends the activity it comes from.", "Set cancelActivity to true, or use an escalation.");
        }
        else if (element.LocalName is not ("boundaryEvent" or "startEvent") && trigger is TimerTrigger { Repetitions: not 1 })
        {
            findings.NotSupported(element, "A repeating timer that is no boundary event", "Use timeDate or timeDuration.");
            return false;
        }

        return allowed;
    }

    private TimerTrigger? Timer(XmlElementNode owner, XmlElementNode definition)
    {
        var times = definition.Elements.Where(child => child.Namespace == BpmnNames.Model && child.LocalName is "timeDate" or "timeDuration" or "timeCycle").ToList();
        if (times.Count != 1)
        {
            findings.Add(BpmnNames.BadTimer, owner, $"The timer has {times.Count} times.", "Give it exactly one of timeDate, timeDuration and timeCycle.");
            return null;
        }

        var text = times[0].InnerText.Trim();
        if (times[0].LocalName == "timeCycle")
        {
            return Cycle(owner, text);
        }

        Value? literal = times[0].LocalName == "timeDate" ? Iso.Instant(text) ?? (Value?)Iso.Date(text) : Iso.Duration(text);
        if (literal is not null)
        {
            return new TimerTrigger(literal, null);
        }

        // As an expression `PT1X` would be a variable that nobody sets, and `2026-13-01` a difference of numbers.
        if (MeantAsTime().IsMatch(text))
        {
            findings.Add(BpmnNames.BadTimer, owner, $"The {times[0].LocalName} \"{text}\" cannot be read.", times[0].LocalName == "timeDate" ? "Write it like 2026-11-28T14:00:00Z or 2026-11-28, or as an expression." : "Write it like PT30M or P2D, or as an expression.");
            return null;
        }

        return findings.Expression(owner, times[0].LocalName, text) is { } computed ? new TimerTrigger(null, computed) : null;
    }

    private TimerTrigger? Cycle(XmlElementNode owner, string text)
    {
        var match = CyclePattern().Match(text);
        if (match.Success && Iso.Duration(match.Groups["pause"].Value) is DurationValue { Duration: var pause } literal && pause >= TimeSpan.FromSeconds(1))
        {
            return new TimerTrigger(literal, null, match.Groups["times"].Length > 0 ? int.Parse(match.Groups["times"].ValueSpan, CultureInfo.InvariantCulture) : null);
        }

        findings.Add(BpmnNames.BadTimer, owner, $"The cycle \"{text}\" cannot be read.", "Write it like R3/PT10M (three times) or R/PT1H (without end); the pause is one second or more.");
        return null;
    }

    [GeneratedRegex(@"^R(?<times>[1-9]\d{0,5})?/(?<pause>P[0-9DTHMS.W]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex CyclePattern();

    [GeneratedRegex(@"^[-+]?P(\d|T\d|T?$)|^R\d*/|^\d{4}-\d", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex MeantAsTime();
}
