namespace IntegrationHub.Schemas.Patterns;

/// <summary>The syntax tree of a pattern (XML Schema part 2, appendix F).</summary>
internal abstract record PatternNode
{
    /// <summary>One character of a set.</summary>
    public sealed record Chars(CodePointSet Set) : PatternNode;

    /// <summary>One after the other; empty matches the empty text.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>One of several.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Branches) : PatternNode;

    /// <summary>Repeated <paramref name="Min"/> to <paramref name="Max"/> times; no maximum where it is null.</summary>
    public sealed record Repeat(PatternNode Inner, int Min, int? Max) : PatternNode;
}
