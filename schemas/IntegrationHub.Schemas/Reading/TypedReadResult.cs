using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Reading;

/// <summary>What a typed reader found. Immutable.</summary>
/// <param name="Validation">
/// The verdict of the schema, and behind its findings what the reader has to add: <c>schema.not_held</c> where the document says
/// something that the record does not hold, <c>schema.number_too_large</c>, <c>schema.other_profile</c> where the profile is none of the reader's.
/// </param>
/// <param name="Document">What was read; null where the document is not valid or cannot be held.</param>
public sealed record TypedReadResult<T>(ValidationResult Validation, T? Document)
    where T : class;
