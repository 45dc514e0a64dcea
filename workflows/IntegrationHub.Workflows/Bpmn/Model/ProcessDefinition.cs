using System.Collections.Frozen;

namespace IntegrationHub.Workflows.Bpmn.Model;

/// <summary>A process that can be executed. Immutable.</summary>
public sealed class ProcessDefinition
{
    private readonly FrozenDictionary<string, FlowScope> _scopeOf;

    public ProcessDefinition(string id, string name, FlowScope body)
    {
        Id = id;
        Name = name;
        Body = body;
        _scopeOf = Scopes(body).SelectMany(scope => scope.Nodes.Select(node => (node.Id, Scope: scope))).ToFrozenDictionary(entry => entry.Id, entry => entry.Scope, StringComparer.Ordinal);
    }

    /// <summary>Id of the process in its file; versions of one process have the same.</summary>
    public string Id { get; }

    public string Name { get; }

    public FlowScope Body { get; }

    /// <summary>Every node, those of sub-processes included.</summary>
    public IEnumerable<FlowNode> Nodes => Scopes(Body).SelectMany(scope => scope.Nodes);

    public bool Has(string node) => _scopeOf.ContainsKey(node);

    /// <summary>The process or sub-process a node lies in.</summary>
    public FlowScope ScopeOf(string node) => _scopeOf[node];

    public FlowNode Node(string id) => _scopeOf[id][id];

    private static IEnumerable<FlowScope> Scopes(FlowScope scope) =>
        scope.Nodes.OfType<SubProcess>().SelectMany(inner => Scopes(inner.Body)).Prepend(scope);
}
