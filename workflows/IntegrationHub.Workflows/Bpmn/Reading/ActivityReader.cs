using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>Reads tasks, call activities and what sub-processes have in common with them.</summary>
internal sealed class ActivityReader(Findings findings, RootElements roots, Extensions extensions)
{
    private const int DefaultRetries = 5;
    private const int MostRetries = 100;

    private readonly FormReader _forms = new(findings, extensions);

    public Activity? Read(XmlElementNode element, string id, string name)
    {
        Parts.Check(findings, element, "multiInstanceLoopCharacteristics");
        var work = ReadWork(element);
        switch (element.LocalName)
        {
            case "userTask":
                Allow(element, "task", "form");
                var form = _forms.Read(element);
                return new UserTask(id, name, work, Settings(element, form), form);
            case "serviceTask":
                Allow(element, "service");
                return Service(element, id, name, work);
            case "sendTask":
                Allow(element, "correlation");
                return roots.Message(element, element, extensions.CorrelationKey(element)) is { } sent ? new SendTask(id, name, work, sent) : null;
            case "receiveTask":
                Allow(element, "correlation");
                if (element.Attribute("instantiate") is "true" or "1")
                {
                    findings.NotSupported(element, "A receive task that starts the process", "Use a message start event.");
                }

                return roots.Message(element, element, extensions.CorrelationKey(element)) is { } awaited ? new ReceiveTask(id, name, work, awaited) : null;
            case "businessRuleTask":
                Allow(element, "rule");
                var rules = extensions.Mappings(element, "rule");
                if (rules.IsEmpty)
                {
                    findings.Add(BpmnNames.BadExtension, element, "The business rule task has no rule.", "Add <hub:rule name=\"variable\" value=\"expression\"/>.");
                }

                return new RuleTask(id, name, work, rules);
            default:
                Allow(element);
                return Called(element) is { } called ? new CallActivity(id, name, work, called) : null;
        }
    }

    public Work ReadWork(XmlElementNode element)
    {
        if (element.Attribute("isForCompensation") is "true" or "1")
        {
            findings.NotSupported(element, "Compensation", "Draw the steps that undo the work as a path of their own.");
        }

        if (element.Attribute("startQuantity") is not (null or "1") || element.Attribute("completionQuantity") is not (null or "1"))
        {
            findings.NotSupported(element, "A start or completion quantity other than 1", "Use a parallel gateway or multi-instance.");
        }

        return new Work(extensions.Mappings(element, "input"), extensions.Mappings(element, "output"), Instances(element), element.Attribute("default"));
    }

    /// <summary>Every activity takes inputs, outputs and multi-instance; a sub-process has the variables around it and takes no inputs.</summary>
    public void Allow(XmlElementNode element, params ReadOnlySpan<string> own) =>
        extensions.AllowOnly(element, element.LocalName == "subProcess" ? ["output", "multiInstance"] : ["input", "output", "multiInstance", .. own]);

    private MultiInstance? Instances(XmlElementNode element)
    {
        var settings = extensions.One(element, "multiInstance");
        if (element.ElementsOf(BpmnNames.Model, "multiInstanceLoopCharacteristics").FirstOrDefault() is not { } loop)
        {
            if (settings is not null)
            {
                findings.Add(BpmnNames.BadExtension, element, "hub:multiInstance stands on an activity that is none.", "Mark the activity as multi-instance, or remove hub:multiInstance.");
            }

            return null;
        }

        var cardinality = loop.ElementsOf(BpmnNames.Model, "loopCardinality").FirstOrDefault();
        var completion = loop.ElementsOf(BpmnNames.Model, "completionCondition").FirstOrDefault();
        foreach (var other in loop.Elements.Where(child => child.Namespace == BpmnNames.Model && child.LocalName is not ("loopCardinality" or "completionCondition" or "documentation" or "extensionElements")))
        {
            findings.NotSupported(element, $"{other.LocalName} of a multi-instance", "Name list, element and results with hub:multiInstance.");
        }

        var collection = settings is null ? null : extensions.Expression(element, settings, "collection");
        if (settings?.Attribute("collection") is null == cardinality is null)
        {
            findings.Add(BpmnNames.BadStructure, element, "Multi-instance needs a list or a number, and not both.", "Set hub:multiInstance collection, or loopCardinality.");
            return null;
        }

        collection ??= cardinality is null ? null : findings.Expression(element, "loopCardinality", cardinality.InnerText);
        var result = settings is null ? null : extensions.Expression(element, settings, "result");
        var results = settings?.Attribute("results");
        if (result is null != results is null)
        {
            findings.Add(BpmnNames.BadExtension, element, "hub:multiInstance names results or result, but not both.", "Set results to the name of the variable and result to what one instance adds.");
        }

        foreach (var variable in new[] { settings?.Attribute("item"), results }.OfType<string>())
        {
            extensions.IsVariable(element, variable);
        }

        return collection is null ? null : new MultiInstance(
            loop.Attribute("isSequential") is "true" or "1",
            collection,
            settings?.Attribute("item"),
            results,
            result,
            completion is null ? null : findings.Expression(element, "completionCondition", completion.InnerText));
    }

    private TaskSettings Settings(XmlElementNode element, FormSchema form)
    {
        var task = extensions.One(element, "task");
        var roles = Extensions.Words(task, "roles");
        if (roles.IsEmpty)
        {
            findings.Add(BpmnNames.BadExtension, element, "The user task has no candidates.", "Add <hub:task roles=\"…\"/>: nobody could do it.");
        }

        var without = task?.Attribute("confirmWithout");
        if (without is not null && form.Fields.All(field => field.Name != without))
        {
            findings.Add(BpmnNames.BadExtension, element, $"The form has no field {without}, which confirmWithout names.", "Name a field of the form, or remove confirmWithout.");
        }

        return new TaskSettings(
            roles,
            Extensions.Words(task, "exclude"),
            task is null ? null : extensions.Expression(element, task, "due"),
            task is null ? null : extensions.Duration(element, task, "remind"),
            Extensions.Words(task, "escalate"),
            task is null ? 50 : extensions.Number(element, task, "priority", 0, 100) ?? 50)
        {
            ConfirmWithout = without,
        };
    }

    private ServiceTask? Service(XmlElementNode element, string id, string name, Work work)
    {
        if (extensions.One(element, "service") is not { } service)
        {
            findings.Add(BpmnNames.BadExtension, element, "The service task names no service.", "Add <hub:service name=\"…\"/>.");
            return null;
        }

        var first = extensions.Duration(element, service, "firstPause") ?? TimeSpan.FromSeconds(5);
        var longest = extensions.Duration(element, service, "longestPause") ?? TimeSpan.FromMinutes(10);
        return extensions.Required(element, service, "name") is { } called
            ? new ServiceTask(id, name, work, called, extensions.Number(element, service, "retries", 0, MostRetries) ?? DefaultRetries, first, longest, extensions.Flag(element, service, "skippable"))
            : null;
    }

    private string? Called(XmlElementNode element)
    {
        if (element.Attribute("calledElement") is { Length: > 0 } called)
        {
            return called[(called.IndexOf(':') + 1)..];
        }

        findings.Add(BpmnNames.BadReference, element, "The call activity calls nothing.", "Set calledElement to the id of a process.");
        return null;
    }
}
