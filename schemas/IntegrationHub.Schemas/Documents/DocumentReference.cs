namespace IntegrationHub.Schemas.Documents;

/// <summary>Another document as a document refers to it; every part may be missing in a technical acknowledgement.</summary>
public sealed record DocumentReference(
    string? MRid,
    int? Revision,
    string? Type = null,
    string? ProcessType = null,
    string? Title = null,
    DateTimeOffset? Created = null);
