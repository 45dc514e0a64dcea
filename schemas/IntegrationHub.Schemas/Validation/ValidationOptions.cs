using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <summary>What becomes of a code that its list does not hold.</summary>
public enum UnknownCodes
{
    /// <summary>The document is invalid.</summary>
    Reject,
    /// <summary>The document may still be valid; the code is reported as a warning.</summary>
    Warn,
}

/// <summary>How a document is validated. Immutable.</summary>
public sealed record ValidationOptions
{
    /// <summary>Rejects unknown codes and reports up to 100 faults.</summary>
    public static ValidationOptions Default { get; } = new();

    /// <summary>A party's policy about unknown codes.</summary>
    public UnknownCodes UnknownCodes { get; init; } = UnknownCodes.Reject;

    /// <summary>How many faults are collected before validation stops; at least 1. Warnings are counted apart, up to the same number.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>Limits of the tokenizer. The default allows 1 MiB for one token, since memory holds the largest of them.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default with { MaxTokenBytes = 1024 * 1024 };
}
