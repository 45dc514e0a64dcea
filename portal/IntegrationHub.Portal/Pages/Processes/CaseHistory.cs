using IntegrationHub.Portal.Hosting;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>What of a history people want to read.</summary>
internal static class CaseHistory
{
    private const int Most = 200;

    /// <summary>Names of the steps by id.</summary>
    public static IReadOnlyDictionary<string, string> NamesOf(ProcessDefinition definition) => definition.Nodes.ToDictionary(static node => node.Id, static node => node.Name, StringComparer.Ordinal);

    /// <summary>A step in the reader's language; its id where the definition does not name it.</summary>
    public static string NameOf(string node, IReadOnlyDictionary<string, string>? names, PageContext page) => names?.GetValueOrDefault(node) is { Length: > 0 } name ? page.Word("form", name) : node;

    /// <summary>Everything, newest first.</summary>
    public static IReadOnlyList<HistoryRow> Newest(IReadOnlyList<HistoryRow> history) => [.. history.Reverse().Take(Most)];
}
