namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>How a value breaks its simple type; <see cref="None"/> where it does not. The facet's own name where there is one.</summary>
internal enum SimpleTypeFault
{
    None,
    /// <summary>The text is no literal of the primitive type.</summary>
    Lexical,
    Length,
    MinLength,
    MaxLength,
    Pattern,
    /// <summary>Not one of an enumeration's values: an unknown code.</summary>
    Enumeration,
    MinInclusive,
    MaxInclusive,
    MinExclusive,
    MaxExclusive,
    TotalDigits,
    FractionDigits,
    /// <summary>No member of a union accepts the value.</summary>
    Union,
}
