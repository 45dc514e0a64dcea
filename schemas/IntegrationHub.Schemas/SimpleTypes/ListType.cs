using IntegrationHub.Schemas.Patterns;

namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>A list: items parted by white space, each of one type.</summary>
internal sealed class ListType : SimpleType
{
    public required SimpleType Item { get; init; }

    public int? Length { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public PatternFacet[] Patterns { get; init; } = [];

    public CodeSet? Enumeration { get; init; }

    public override string Expectation => "a list of: " + Item.Expectation;

    public override SimpleTypeFault Validate(ReadOnlySpan<byte> value)
    {
        byte[] buffer = new byte[value.Length];
        var text = Normalise(value, WhiteSpace.Collapse, buffer);
        int count = 0;
        for (var rest = text; rest.Length > 0; count++)
        {
            int space = rest.IndexOf((byte)' ');
            var item = space < 0 ? rest : rest[..space];
            var fault = Item.Validate(item);
            if (fault != SimpleTypeFault.None) return fault;
            rest = space < 0 ? default : rest[(space + 1)..];
        }
        if (Length is { } exact && count != exact) return SimpleTypeFault.Length;
        if (count < MinLength) return SimpleTypeFault.MinLength;
        if (count > MaxLength) return SimpleTypeFault.MaxLength;
        foreach (var pattern in Patterns)
            if (!pattern.IsMatch(text)) return SimpleTypeFault.Pattern;
        return Enumeration is null || Enumeration.Contains(text) ? SimpleTypeFault.None : SimpleTypeFault.Enumeration;
    }
}
