using System.Collections.Frozen;
using System.Collections.Immutable;

namespace IntegrationHub.Workflows.Bpmn.Model;

/// <summary>The inside of a process or of a sub-process: nodes and flows. Immutable; questions are answered from indexes made once.</summary>
public sealed class FlowScope
{
    private readonly FrozenDictionary<string, FlowNode> _nodes;
    private readonly ILookup<string, SequenceFlow> _incoming;
    private readonly ILookup<string, SequenceFlow> _outgoing;
    private readonly ILookup<string, BoundaryEvent> _boundary;
    private readonly FrozenDictionary<string, Lazy<FrozenDictionary<string, HashSet<string>>>> _upstream;

    public FlowScope(string id, ImmutableArray<FlowNode> nodes, ImmutableArray<SequenceFlow> flows)
    {
        Id = id;
        Nodes = nodes;
        Flows = flows;
        _nodes = nodes.ToFrozenDictionary(node => node.Id, StringComparer.Ordinal);
        _incoming = flows.ToLookup(flow => flow.Target, StringComparer.Ordinal);
        _outgoing = flows.ToLookup(flow => flow.Source, StringComparer.Ordinal);
        _boundary = nodes.OfType<BoundaryEvent>().ToLookup(node => node.AttachedTo, StringComparer.Ordinal);
        // Asked at joins only, and then computed: a long chain of gateways would make a set of nodes for each of them.
        _upstream = nodes.OfType<Gateway>()
            .Where(gateway => gateway.Kind == GatewayKind.Inclusive && Incoming(gateway.Id).Skip(1).Any())
            .ToFrozenDictionary(
                gateway => gateway.Id,
                gateway => new Lazy<FrozenDictionary<string, HashSet<string>>>(() => Incoming(gateway.Id).ToFrozenDictionary(flow => flow.Id, flow => Upstream(gateway.Id, flow), StringComparer.Ordinal)),
                StringComparer.Ordinal);
    }

    /// <summary>Id of the process or sub-process.</summary>
    public string Id { get; }

    /// <summary>In document order.</summary>
    public ImmutableArray<FlowNode> Nodes { get; }

    public ImmutableArray<SequenceFlow> Flows { get; }

    public FlowNode this[string id] => _nodes[id];

    public bool Has(string id) => _nodes.ContainsKey(id);

    public IEnumerable<SequenceFlow> Incoming(string node) => _incoming[node];

    /// <summary>In document order, which is the order conditions are asked in.</summary>
    public IEnumerable<SequenceFlow> Outgoing(string node) => _outgoing[node];

    public IEnumerable<BoundaryEvent> BoundaryOf(string activity) => _boundary[activity];

    /// <summary>
    /// Whether a token at <paramref name="node"/> can still come to <paramref name="flow"/>, an incoming flow of the inclusive
    /// <paramref name="gateway"/>, without passing through that gateway (BPMN 2.0, 13.4.3).
    /// </summary>
    public bool CanReach(string node, string gateway, string flow) => _upstream[gateway].Value[flow].Contains(node);

    private HashSet<string> Upstream(string gateway, SequenceFlow flow)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([flow.Source]);
        while (open.TryDequeue(out var node))
        {
            if (node == gateway || !found.Add(node))
            {
                continue;
            }

            foreach (var before in _incoming[node])
            {
                open.Enqueue(before.Source);
            }

            if (_nodes.GetValueOrDefault(node) is BoundaryEvent boundary)
            {
                open.Enqueue(boundary.AttachedTo);
            }
        }

        return found;
    }
}
