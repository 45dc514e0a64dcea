using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;

namespace IntegrationHub.Workflows.Bpmn;

/// <summary>What a file came to: its processes, or all findings at once. Never both.</summary>
public sealed record Compilation(ImmutableArray<ProcessDefinition> Processes, ImmutableArray<Finding> Findings)
{
    public bool IsAccepted => Findings.IsEmpty;
}
