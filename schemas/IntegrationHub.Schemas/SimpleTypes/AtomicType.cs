using System.Text;
using IntegrationHub.Schemas.Patterns;

namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>The facets of an atomic type after all its restrictions, and the check of a value against them.</summary>
internal sealed class AtomicType : SimpleType
{
    public required Primitive Primitive { get; init; }

    public int? Length { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public byte[]? MinInclusive { get; init; }

    public byte[]? MaxInclusive { get; init; }

    public byte[]? MinExclusive { get; init; }

    public byte[]? MaxExclusive { get; init; }

    public int? TotalDigits { get; init; }

    public int? FractionDigits { get; init; }

    /// <summary>One entry per restriction that has patterns; the value matches one of each entry.</summary>
    public PatternFacet[] Patterns { get; init; } = [];

    /// <summary>The values of the enumeration facet, for types that compare by their text; null where there is none.</summary>
    public CodeSet? Enumeration { get; init; }

    /// <summary>The values of the enumeration facet of a decimal type.</summary>
    public IReadOnlyList<byte[]>? Numbers { get; init; }

    /// <summary>How raw bytes are matched; chosen once by <see cref="FastMatch.For"/>.</summary>
    public FastMatch Fast { get; set; } = FastMatch.General;

    public override int Match(ReadOnlySpan<byte> text) => Fast.Match(this, text);

    public override bool MayHoldGreaterThan => Fast.MayTakeGreaterThan;

    /// <summary>As <see cref="Match"/>, by the general way.</summary>
    internal int MatchSlowly(ReadOnlySpan<byte> text) => base.Match(text);

    public override SimpleTypeFault Validate(ReadOnlySpan<byte> value)
    {
        byte[]? rented = value.Length > 512 && WhiteSpace != WhiteSpace.Preserve ? System.Buffers.ArrayPool<byte>.Shared.Rent(value.Length) : null;
        Span<byte> buffer = rented ?? stackalloc byte[WhiteSpace == WhiteSpace.Preserve ? 0 : 512];
        var fault = ValidateNormalised(Normalise(value, WhiteSpace, buffer));
        if (rented is not null) System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        return fault;
    }

    private SimpleTypeFault ValidateNormalised(ReadOnlySpan<byte> t)
    {
        if (!Primitive.IsLiteral(t)) return SimpleTypeFault.Lexical;
        if (Enumeration is not null && !Enumeration.Contains(t)) return SimpleTypeFault.Enumeration;
        if (Length is not null || MinLength is not null || MaxLength is not null)
        {
            int length = Primitive.LengthOf(t);
            if (Length is { } exact && length != exact) return SimpleTypeFault.Length;
            if (length < MinLength) return SimpleTypeFault.MinLength;
            if (length > MaxLength) return SimpleTypeFault.MaxLength;
        }
        foreach (var pattern in Patterns)
            if (!pattern.IsMatch(t)) return SimpleTypeFault.Pattern;
        return Primitive is Primitive.Decimal or Primitive.Integer ? ValidateNumber(t) : SimpleTypeFault.None;
    }

    private SimpleTypeFault ValidateNumber(ReadOnlySpan<byte> t)
    {
        if (!DecimalText.TryParse(t, Primitive == Primitive.Integer, out var number)) return SimpleTypeFault.Lexical;
        if (number.Whole.Length + number.Fraction.Length > TotalDigits) return SimpleTypeFault.TotalDigits;
        if (number.Fraction.Length > FractionDigits) return SimpleTypeFault.FractionDigits;
        if (Compare(number, MinInclusive) < 0) return SimpleTypeFault.MinInclusive;
        if (Compare(number, MaxInclusive) > 0) return SimpleTypeFault.MaxInclusive;
        if (Compare(number, MinExclusive) <= 0) return SimpleTypeFault.MinExclusive;
        if (Compare(number, MaxExclusive) >= 0) return SimpleTypeFault.MaxExclusive;
        if (Numbers is null) return SimpleTypeFault.None;
        foreach (byte[] allowed in Numbers)
            if (Compare(number, allowed) == 0) return SimpleTypeFault.None;
        return SimpleTypeFault.Enumeration;
    }

    // A bound that is not there compares as nothing.
    private static int? Compare(DecimalText number, byte[]? bound)
    {
        if (bound is null || !DecimalText.TryParse(bound, integer: false, out var other)) return null;
        return number.Compare(other);
    }

    public override string Expectation
    {
        get
        {
            var text = new StringBuilder(Enumeration is null && Numbers is null ? Primitive.ToString().ToLowerInvariant() : "one of ");
            if (Enumeration is not null) text.AppendJoin(", ", Enumeration.Values.Take(12).Select(v => Encoding.UTF8.GetString(v)));
            if (Enumeration?.Values.Count > 12) text.Append($", … ({Enumeration.Values.Count} codes)");
            if (Numbers is not null) text.AppendJoin(", ", Numbers.Take(12).Select(v => Encoding.UTF8.GetString(v)));
            if (Length is not null) text.Append($", exactly {Length} characters");
            if (MinLength is not null) text.Append($", at least {MinLength} characters");
            if (MaxLength is not null) text.Append($", at most {MaxLength} characters");
            if (MinInclusive is not null) text.Append($", from {Encoding.UTF8.GetString(MinInclusive)}");
            if (MaxInclusive is not null) text.Append($", to {Encoding.UTF8.GetString(MaxInclusive)}");
            if (MinExclusive is not null) text.Append($", above {Encoding.UTF8.GetString(MinExclusive)}");
            if (MaxExclusive is not null) text.Append($", below {Encoding.UTF8.GetString(MaxExclusive)}");
            if (TotalDigits is not null) text.Append($", at most {TotalDigits} digits");
            if (FractionDigits is not null) text.Append($", at most {FractionDigits} decimals");
            foreach (var pattern in Patterns) text.Append(pattern.Description);
            return text.ToString();
        }
    }
}
