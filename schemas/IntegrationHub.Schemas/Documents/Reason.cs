namespace IntegrationHub.Schemas.Documents;

/// <summary>A reason as documents carry it: a code of the standard reason code list and an optional text (at most 512 characters).</summary>
public readonly record struct Reason(string Code, string? Text = null);
