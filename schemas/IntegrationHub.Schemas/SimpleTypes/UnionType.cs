using IntegrationHub.Schemas.Patterns;

namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>A union: the first member that accepts a value decides. Code types are unions of a standard and a local list.</summary>
internal sealed class UnionType : SimpleType
{
    private readonly SimpleType[] _members;
    private readonly CodeSet? _codes;

    public UnionType(IEnumerable<SimpleType> members)
    {
        _members = [.. members];
        _codes = FastMatch.CodesOf(_members);
        MayHoldGreaterThan = _members.Any(member => member.MayHoldGreaterThan);
    }

    /// <summary>A restriction of a union has its members and its codes.</summary>
    public UnionType(UnionType restricted)
    {
        _members = restricted._members;
        _codes = restricted._codes;
        MayHoldGreaterThan = restricted.MayHoldGreaterThan;
    }

    /// <summary>All codes where the union is nothing but enumerations; else null.</summary>
    public CodeSet? Codes => _codes;

    public IReadOnlyList<SimpleType> Members => _members;

    public override bool MayHoldGreaterThan { get; }

    /// <summary>Patterns that a restriction of the union adds.</summary>
    public PatternFacet[] Patterns { get; init; } = [];

    /// <summary>Values that a restriction of the union allows.</summary>
    public CodeSet? Enumeration { get; init; }

    public override string Expectation => _codes is null
        ? "one of: " + string.Join(" | ", _members.Select(member => member.Expectation))
        : "one of " + string.Join(", ", _codes.Values.Take(12).Select(v => System.Text.Encoding.UTF8.GetString(v)))
            + (_codes.Values.Count > 12 ? $", … ({_codes.Values.Count} codes)" : "");

    public override int Match(ReadOnlySpan<byte> text)
    {
        if (Patterns.Length > 0 || Enumeration is not null) return base.Match(text);
        if (_codes is not null)
        {
            int length = FastMatch.MatchCode(_codes, text);
            if (length >= 0) return length;
        }
        foreach (var member in _members)
        {
            int length = member.Match(text);
            if (length >= 0) return length;
        }
        return -1;
    }

    public override SimpleTypeFault Validate(ReadOnlySpan<byte> value)
    {
        var fault = SimpleTypeFault.Union;
        foreach (var member in _members)
        {
            var found = member.Validate(value);
            if (found == SimpleTypeFault.None) return ValidateFacets(value);
            // A text that would be a code if only it were in the list is an unknown code, whatever the other members are.
            if (found == SimpleTypeFault.Enumeration) fault = found;
        }
        return fault;
    }

    private SimpleTypeFault ValidateFacets(ReadOnlySpan<byte> value)
    {
        if (Patterns.Length == 0 && Enumeration is null) return SimpleTypeFault.None;
        Span<byte> buffer = value.Length > 512 ? new byte[value.Length] : stackalloc byte[512];
        var text = Normalise(value, WhiteSpace.Collapse, buffer);
        foreach (var pattern in Patterns)
            if (!pattern.IsMatch(text)) return SimpleTypeFault.Pattern;
        return Enumeration is null || Enumeration.Contains(text) ? SimpleTypeFault.None : SimpleTypeFault.Enumeration;
    }
}
