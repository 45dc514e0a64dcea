using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Validation;

/// <summary>What validation found. Immutable.</summary>
/// <param name="Profile">The profile it was held against; null where none was known.</param>
/// <param name="Errors">Faults and warnings in document order, up to the limit.</param>
/// <param name="IsTruncated">True where validation stopped at the limit, so that there may be more.</param>
public sealed record ValidationResult(ProfileId? Profile, IReadOnlyList<SchemaError> Errors, bool IsTruncated = false)
{
    /// <summary>True where the document is well-formed and keeps to the profile; warnings do not count.</summary>
    public bool IsValid { get; } = Profile is not null && !Errors.Any(static error => !error.IsWarning);

    /// <summary>True where the bytes are no acceptable XML at all.</summary>
    public bool IsUnreadable => Errors.Any(static error => error.Kind == SchemaErrorKind.WellFormedness);
}

/// <summary>What validate-and-read found. Immutable.</summary>
/// <param name="Validation">The verdict.</param>
/// <param name="Document">What was read; null where the document is not valid.</param>
public sealed record ReadResult(ValidationResult Validation, MarketDocument? Document);
