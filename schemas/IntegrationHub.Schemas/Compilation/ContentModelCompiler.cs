using System.Xml.Schema;
using IntegrationHub.Schemas.Automata;

namespace IntegrationHub.Schemas.Compilation;

/// <summary>
/// From a particle to a deterministic automaton: positions (Glushkov), then subsets. XML Schema's rule of unique particle
/// attribution makes it deterministic in names; copies of one particle, made to count, fall together.
/// </summary>
internal sealed class ContentModelCompiler(Func<XmlSchemaElement, ElementDeclaration> declare)
{
    /// <summary>Larger content models run on the framework's validator.</summary>
    private const int MaxPositions = 5_000, MaxStates = 2_000;

    private readonly List<object> _symbols = [];
    private readonly List<HashSet<int>> _follow = [];
    private readonly Dictionary<XmlSchemaParticle, object> _leaves = [];

    private readonly record struct Part(bool Nullable, IReadOnlyList<int> First, IReadOnlyList<int> Last)
    {
        public static Part Empty { get; } = new(true, [], []);
    }

    /// <summary>Compiles the particle; the first state is the start.</summary>
    public ContentState[] Compile(XmlSchemaParticle particle, string targetNamespace)
    {
        _targetNamespace = targetNamespace;
        return particle is XmlSchemaAll all ? CompileAll(all) : Determinise(Visit(particle));
    }

    private string _targetNamespace = "";

    private Part Visit(XmlSchemaParticle particle)
    {
        if (particle.MaxOccurs == 0) return Part.Empty;
        Func<Part> once = particle switch
        {
            XmlSchemaElement or XmlSchemaAny => () => Leaf(particle),
            XmlSchemaSequence sequence => () => sequence.Items.OfType<XmlSchemaParticle>().Aggregate(Part.Empty, (left, item) => Join(left, Visit(item))),
            XmlSchemaChoice choice => () => Choose(choice),
            XmlSchemaAll => throw new NotCoveredException("xs:all inside another group"),
            _ => () => Part.Empty,
        };
        return Repeat(once, particle.MinOccurs, particle.MaxOccurs);
    }

    private Part Choose(XmlSchemaChoice choice)
    {
        var branches = choice.Items.OfType<XmlSchemaParticle>().Select(Visit).ToList();
        return branches.Count == 0 ? Part.Empty
            : new Part(branches.Exists(part => part.Nullable), [.. branches.SelectMany(part => part.First)], [.. branches.SelectMany(part => part.Last)]);
    }

    private Part Repeat(Func<Part> once, decimal min, decimal max)
    {
        if (min > MaxPositions || (max != decimal.MaxValue && max > MaxPositions)) throw new NotCoveredException($"an occurrence of {Math.Max(min, max)}");
        var whole = Part.Empty;
        bool unbounded = max == decimal.MaxValue;
        int required = (int)min;
        for (int i = 0; i < required; i++)
        {
            var copy = once();
            if (unbounded && i == required - 1) Link(copy.Last, copy.First);
            whole = Join(whole, copy);
        }
        if (unbounded && required == 0)
        {
            var star = once();
            Link(star.Last, star.First);
            return star with { Nullable = true };
        }
        for (int i = required; !unbounded && i < (int)max; i++) whole = Join(whole, once() with { Nullable = true });
        return whole;
    }

    private Part Leaf(XmlSchemaParticle particle)
    {
        if (_symbols.Count >= MaxPositions) throw new NotCoveredException("a content model with too many parts");
        _symbols.Add(SymbolOf(particle));
        _follow.Add([]);
        int[] position = [_symbols.Count - 1];
        return new Part(false, position, position);
    }

    private object SymbolOf(XmlSchemaParticle particle)
    {
        if (_leaves.TryGetValue(particle, out object? known)) return known;
        object symbol = particle is XmlSchemaElement element ? declare(element) : WildcardOf((XmlSchemaAny)particle);
        _leaves.Add(particle, symbol);
        return symbol;
    }

    private Wildcard WildcardOf(XmlSchemaAny any) => Wildcard.Of(any.Namespace, _targetNamespace, ProcessingOf(any.ProcessContents));

    public static Processing ProcessingOf(XmlSchemaContentProcessing processing) => processing switch
    {
        XmlSchemaContentProcessing.Lax => Processing.Lax,
        XmlSchemaContentProcessing.Skip => Processing.Skip,
        _ => Processing.Strict,
    };

    private Part Join(Part left, Part right)
    {
        Link(left.Last, right.First);
        return new Part(
            left.Nullable && right.Nullable,
            left.Nullable ? [.. left.First, .. right.First] : left.First,
            right.Nullable ? [.. left.Last, .. right.Last] : right.Last);
    }

    private void Link(IReadOnlyList<int> from, IReadOnlyList<int> to)
    {
        foreach (int position in from) _follow[position].UnionWith(to);
    }

    private ContentState[] Determinise(Part whole)
    {
        var states = new List<(int[] Positions, ContentState State)> { ([], new ContentState()) };
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var last = whole.Last.ToHashSet();
        for (int s = 0; s < states.Count; s++)
        {
            var (positions, state) = states[s];
            state.Accepting = s == 0 ? whole.Nullable : Array.Exists(positions, last.Contains);
            // What comes again stands first: in long documents it is what comes most.
            var next = s == 0 ? whole.First.Distinct() : positions.Concat(positions.SelectMany(p => _follow[p]).Order()).Distinct().Where(p => positions.Any(q => _follow[q].Contains(p)));
            var transitions = new List<Transition>();
            var wildcards = new List<WildcardTransition>();
            foreach (var group in next.GroupBy(p => _symbols[p]))
            {
                int[] target = [.. group.Order()];
                string key = string.Join(',', target);
                if (!index.TryGetValue(key, out int to))
                {
                    if (states.Count >= MaxStates) throw new NotCoveredException("a content model with too many states");
                    index.Add(key, to = states.Count);
                    states.Add((target, new ContentState()));
                }
                if (group.Key is ElementDeclaration element) transitions.Add(new Transition(element, states[to].State));
                else wildcards.Add(new WildcardTransition((Wildcard)group.Key, states[to].State));
            }
            state.Transitions = [.. transitions];
            state.Wildcards = [.. wildcards];
        }
        return [.. states.Select(s => s.State)];
    }

    /// <summary>xs:all has no order: a state per set of what has come, which is why only small ones are covered.</summary>
    private ContentState[] CompileAll(XmlSchemaAll all)
    {
        var members = all.Items.OfType<XmlSchemaElement>().Where(element => element.MaxOccurs > 0).ToArray();
        if (members.Length > 10) throw new NotCoveredException("xs:all of more than ten elements");
        var elements = members.Select(member => (ElementDeclaration)SymbolOf(member)).ToArray();
        var states = Enumerable.Range(0, 1 << members.Length).Select(_ => new ContentState()).ToArray();
        for (int seen = 0; seen < states.Length; seen++)
        {
            bool complete = true;
            var transitions = new List<Transition>();
            for (int i = 0; i < members.Length; i++)
            {
                if ((seen & (1 << i)) != 0) continue;
                complete &= members[i].MinOccurs == 0;
                transitions.Add(new Transition(elements[i], states[seen | (1 << i)]));
            }
            states[seen].Accepting = complete || (seen == 0 && all.MinOccurs == 0);
            states[seen].Transitions = [.. transitions];
        }
        return states;
    }
}
