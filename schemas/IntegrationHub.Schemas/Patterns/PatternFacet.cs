namespace IntegrationHub.Schemas.Patterns;

/// <summary>The patterns of one restriction: a value matches one of them. Immutable.</summary>
internal sealed class PatternFacet
{
    private readonly PatternAutomaton[] _automata;

    /// <exception cref="NotSupportedException">A pattern is wrong or not covered.</exception>
    public PatternFacet(IReadOnlyList<string> patterns)
    {
        Patterns = patterns;
        _automata = [.. patterns.Select(PatternAutomaton.Compile)];
        Recognised = patterns.Count == 1 ? RecognisedPatterns.Find(patterns[0]) : RecognisedPattern.None;
    }

    public IReadOnlyList<string> Patterns { get; }

    /// <summary>The pattern as one of the field's own that are matched without the automaton.</summary>
    public RecognisedPattern Recognised { get; }

    /// <summary>What the pattern asks for, in words for people that follow others.</summary>
    public string Description => Recognised switch
    {
        RecognisedPattern.DateTimeSeconds => ", as YYYY-MM-DDThh:mm:ssZ",
        RecognisedPattern.DateTimeMinutes => ", as YYYY-MM-DDThh:mmZ",
        RecognisedPattern.Version => ", a number from 1 to 999",
        RecognisedPattern.Eic => ", 16 characters of A-Z, 0-9 and -",
        _ => ", pattern " + string.Join(" or ", Patterns),
    };

    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        if (Recognised != RecognisedPattern.None) return RecognisedPatterns.IsMatch(Recognised, text);
        foreach (var automaton in _automata)
            if (automaton.IsMatch(text)) return true;
        return false;
    }
}
