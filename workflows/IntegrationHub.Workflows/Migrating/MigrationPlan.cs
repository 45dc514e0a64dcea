using System.Collections.Immutable;
using IntegrationHub.Workflows.Bpmn.Model;

namespace IntegrationHub.Workflows.Migrating;

/// <summary>How the elements of one version of a process become those of another: what is named goes where it is said, everything else keeps its id.</summary>
/// <remarks>Immutable.</remarks>
public sealed class MigrationPlan
{
    /// <summary>The target of a boundary event that is not waited for any more.</summary>
    public const string Nothing = "-";

    private readonly ImmutableSortedDictionary<string, string> _named;
    private readonly HashSet<string> _flows;

    private MigrationPlan(ProcessDefinition from, ProcessDefinition to, ImmutableSortedDictionary<string, string> named)
    {
        From = from;
        To = to;
        _named = named;
        _flows = FlowsOf(to).Select(flow => flow.Id).ToHashSet(StringComparer.Ordinal);
    }

    public ProcessDefinition From { get; }

    public ProcessDefinition To { get; }

    /// <summary>What was named, in one form: <c>old=new</c>, in the order of the old ids. Its digest stands in the history.</summary>
    public string Text => string.Join('\n', _named.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>A plan, or everything that is wrong with what was named.</summary>
    /// <param name="named">Ids of nodes and flows of the old version, and those they become; <see cref="Nothing"/> for boundary events that are given up.</param>
    public static MigrationPlan? Create(ProcessDefinition from, ProcessDefinition to, IReadOnlyDictionary<string, string> named, out ImmutableArray<Finding> findings)
    {
        findings = [];
        if (from.Id != to.Id)
        {
            findings = [new Finding(MigrationCodes.Mapping, to.Id, to.Name, 0, $"{to.Id} is another process than {from.Id}.", "Cases go from one version of a process to another version of it.")];
            return null;
        }

        var plan = new MigrationPlan(from, to, named.ToImmutableSortedDictionary(StringComparer.Ordinal));
        findings = [.. plan.Wrong()];
        return findings.IsEmpty ? plan : null;
    }

    /// <summary>The node this one becomes; null where there is none.</summary>
    public FlowNode? TargetOf(string node) => Renamed(node) is { } target && To.Has(target) ? To.Node(target) : null;

    /// <summary>The flow this one becomes; null where there is none.</summary>
    public string? TargetOfFlow(string? flow) => flow is not null && Renamed(flow) is { } target && _flows.Contains(target) ? target : null;

    /// <summary>The process or sub-process this one becomes; null where there is none.</summary>
    public string? TargetOfScope(string scope) => scope == From.Id ? To.Id : TargetOf(scope)?.Id;

    /// <summary>Whether a boundary event is not waited for any more, because the plan says so.</summary>
    public bool GivesUp(string node) => Renamed(node) == Nothing;

    /// <summary>Whether an element of the new version stands for one of the old.</summary>
    public bool IsKnown(string target) => _named.Any(pair => pair.Value == target) || (From.Has(target) && !_named.ContainsKey(target));

    private string Renamed(string id) => _named.GetValueOrDefault(id, id);

    private static IEnumerable<SequenceFlow> FlowsOf(ProcessDefinition definition) =>
        definition.Nodes.Select(node => definition.ScopeOf(node.Id)).Distinct().SelectMany(scope => scope.Flows);

    private IEnumerable<Finding> Wrong()
    {
        var flows = FlowsOf(From).Select(flow => flow.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (old, target) in _named)
        {
            var isFlow = flows.Contains(old);
            if (!isFlow && !From.Has(old))
            {
                yield return Refused(old, "The old version has no such element.", "Take the ids from the file of the old version.");
            }
            else if (target == Nothing)
            {
                if (isFlow || From.Node(old) is not BoundaryEvent)
                {
                    yield return Refused(old, "Only a boundary event can be given up.", "Name the element that takes its place.");
                }
            }
            else if (isFlow ? !_flows.Contains(target) : !To.Has(target))
            {
                yield return Refused(old, $"The new version has no {(isFlow ? "flow" : "element")} {target}.", "Take the ids from the file of the new version.");
            }
            else if (_named.Any(other => other.Key != old && other.Value == target) || (target != old && !_named.ContainsKey(target) && (isFlow ? flows.Contains(target) : From.Has(target))))
            {
                yield return Refused(old, $"Another element becomes {target}, too.", "Give every element a target of its own; what has the same id in both versions is its own target unless it is named.");
            }
        }
    }

    private Finding Refused(string old, string text, string remedy) => new(MigrationCodes.Mapping, old, From.Has(old) ? From.Node(old).Name : "", 0, text, remedy);
}
