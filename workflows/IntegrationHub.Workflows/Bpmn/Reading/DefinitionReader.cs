using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>From the elements of a file to its executable processes.</summary>
internal sealed class DefinitionReader(XmlElementNode definitions, bool deployed)
{
    public Compilation Read()
    {
        var findings = new Findings();
        var reader = new ScopeReader(findings, new RootElements(definitions, findings), deployed);
        var all = definitions.ElementsOf(BpmnNames.Model, "process").ToList();
        var executable = all.Where(process => process.Attribute("isExecutable") is "true" or "1").ToList();
        if (executable.Count == 0)
        {
            foreach (var process in all.DefaultIfEmpty(definitions))
            {
                findings.Add(BpmnNames.NotExecutable, process, all.Count == 0 ? "The file holds no process." : "The process is a drawing: it is not marked as executable.", "Set isExecutable to true on the process that is to run.");
            }
        }

        // A drawing is read, too, so that its author learns everything at once.
        var processes = (executable.Count > 0 ? executable : all).Select(process => Process(process, reader, findings)).ToImmutableArray();
        return findings.Any ? new Compilation([], [.. findings.All]) : new Compilation(processes!, []);
    }

    private static ProcessDefinition? Process(XmlElementNode process, ScopeReader reader, Findings findings)
    {
        if (process.Attribute("id") is not { Length: > 0 and <= 200 } id)
        {
            findings.Add(BpmnNames.BadId, process, "The process has no id, or one of more than 200 characters.", "Give the process an id.");
            id = "";
        }

        var body = reader.Read(process, isProcess: true);
        return findings.Any ? null : new ProcessDefinition(id, process.Attribute("name") ?? id, body);
    }
}
