using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Tests.Execution;

namespace IntegrationHub.Workflows.Tests.Shipped;

/// <summary>The processes of <c>workflows/definitions</c>.</summary>
internal static class ShippedProcesses
{
    public static string Folder { get; } = Find();

    public static ProcessDefinition Process(string id)
    {
        var compilation = BpmnFile.Open(File.ReadAllBytes(Path.Combine(Folder, id + ".bpmn")), out _)!.Compile();
        Assert.Empty(compilation.Findings);
        return compilation.Processes.Single();
    }

    public static ProcessRun Run(string id, string key) => new(Process(id), key);

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "IntegrationHub.sln")))
        {
            at = at.Parent ?? throw new InvalidOperationException("The tests do not lie in a checkout.");
        }

        return Path.Combine(at.FullName, "workflows", "definitions");
    }
}
