namespace IntegrationHub.Schemas.Patterns;

/// <summary>From the syntax tree over a position automaton to the deterministic one (McNaughton and Yamada, Glushkov).</summary>
internal sealed class PatternCompiler
{
    private const int MaxPositions = 20_000;

    private readonly List<CodePointSet> _sets = [];
    private readonly List<HashSet<int>> _follow = [];

    private readonly record struct Part(bool Nullable, List<int> First, List<int> Last);

    public static PatternAutomaton Compile(PatternNode node)
    {
        var compiler = new PatternCompiler();
        var whole = compiler.Visit(node);
        return compiler.Determinise(whole);
    }

    private Part Visit(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Chars chars:
                if (_sets.Count >= MaxPositions) throw new NotSupportedException("the pattern is too large");
                _sets.Add(chars.Set);
                _follow.Add([]);
                return new Part(false, [_sets.Count - 1], [_sets.Count - 1]);
            case PatternNode.Sequence sequence:
                var joined = new Part(true, [], []);
                foreach (var part in sequence.Parts) joined = Join(joined, Visit(part));
                return joined;
            case PatternNode.Choice choice:
                var any = new Part(false, [], []);
                foreach (var branch in choice.Branches)
                {
                    var part = Visit(branch);
                    any = new Part(any.Nullable || part.Nullable, [.. any.First, .. part.First], [.. any.Last, .. part.Last]);
                }
                return any;
            case PatternNode.Repeat repeat:
                return Repeat(repeat);
            default:
                throw new NotSupportedException("the pattern");
        }
    }

    private Part Repeat(PatternNode.Repeat repeat)
    {
        var whole = new Part(true, [], []);
        for (int i = 0; i < repeat.Min; i++)
        {
            var copy = Visit(repeat.Inner);
            if (i == repeat.Min - 1 && repeat.Max is null) Link(copy.Last, copy.First);
            whole = Join(whole, copy);
        }
        if (repeat.Max is null && repeat.Min == 0)
        {
            var star = Visit(repeat.Inner);
            Link(star.Last, star.First);
            return new Part(true, star.First, star.Last);
        }
        for (int i = repeat.Min; i < repeat.Max; i++)
        {
            var optional = Visit(repeat.Inner);
            whole = Join(whole, optional with { Nullable = true });
        }
        return whole;
    }

    private Part Join(Part left, Part right)
    {
        Link(left.Last, right.First);
        return new Part(
            left.Nullable && right.Nullable,
            left.Nullable ? [.. left.First, .. right.First] : left.First,
            right.Nullable ? [.. left.Last, .. right.Last] : right.Last);
    }

    private void Link(List<int> from, List<int> to)
    {
        foreach (int position in from) _follow[position].UnionWith(to);
    }

    private PatternAutomaton Determinise(Part whole)
    {
        var (boundaries, boundaryClass, classes, ascii) = Alphabet();
        var matches = new bool[_sets.Count, classes];
        for (int i = boundaries.Length - 1; i >= 0; i--)
            for (int p = 0; p < _sets.Count; p++)
                matches[p, boundaryClass[i]] = _sets[p].Contains(boundaries[i]);

        // State 0 is the start; a set holds the positions that were just matched.
        var states = new List<int[]> { Array.Empty<int>() };
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var next = new List<int>();
        var accepting = new List<bool>();
        var last = whole.Last.ToHashSet();
        for (int s = 0; s < states.Count; s++)
        {
            accepting.Add(s == 0 ? whole.Nullable : Array.Exists(states[s], last.Contains));
            var reachable = s == 0 ? [.. whole.First] : new SortedSet<int>(states[s].SelectMany(p => _follow[p]));
            for (int c = 0; c < classes; c++)
            {
                int[] target = [.. reachable.Where(p => matches[p, c]).Distinct()];
                if (target.Length == 0)
                {
                    next.Add(-1);
                    continue;
                }
                Array.Sort(target);
                string key = string.Join(',', target);
                if (!index.TryGetValue(key, out int to))
                {
                    to = states.Count;
                    if (to >= PatternAutomaton.MaxStates) throw new NotSupportedException("the pattern needs too many states");
                    index.Add(key, to);
                    states.Add(target);
                }
                next.Add(to);
            }
        }
        return new PatternAutomaton(ascii, boundaries, boundaryClass, classes, [.. next], [.. accepting]);
    }

    /// <summary>Cuts the code points into classes that no set of the pattern tells apart.</summary>
    private (int[] Boundaries, int[] Class, int Classes, byte[] Ascii) Alphabet()
    {
        var cuts = new SortedSet<int> { 0 };
        foreach (var (from, to) in _sets.Distinct().SelectMany(set => set.Ranges))
        {
            cuts.Add(from);
            if (to < CodePointSet.Last) cuts.Add(to + 1);
        }
        int[] boundaries = [.. cuts];
        var distinct = _sets.Distinct().ToArray();
        var classOf = new int[boundaries.Length];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < boundaries.Length; i++)
        {
            string signature = string.Concat(distinct.Select(set => set.Contains(boundaries[i]) ? '1' : '0'));
            if (!known.TryGetValue(signature, out classOf[i])) known.Add(signature, classOf[i] = known.Count);
        }
        if (known.Count > 255) throw new NotSupportedException("the pattern tells too many characters apart");
        var ascii = new byte[128];
        for (int c = 0, at = 0; c < 128; c++)
        {
            while (at + 1 < boundaries.Length && boundaries[at + 1] <= c) at++;
            ascii[c] = (byte)classOf[at];
        }
        return (boundaries, classOf, known.Count, ascii);
    }
}
