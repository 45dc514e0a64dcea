using System.Text.Json.Serialization;
using IntegrationHub.Schemas.Rules;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Host.Schemas;

/// <summary>What became of one document.</summary>
internal enum Verdict
{
    Valid,

    /// <summary>Readable, of a known profile, and not what it must be.</summary>
    Invalid,

    /// <summary>No acceptable XML.</summary>
    Unreadable,

    /// <summary>No profile is known for its root element and namespace.</summary>
    Unknown,
}

/// <summary>One fault as <c>ihub validate --json</c> shows it; stable names.</summary>
internal sealed record DocumentFault(
    string Code,
    long? Line,
    long? Column,
    long? Offset,
    string Path,
    string? Found,
    string? Expected,
    string? Facet,
    string? Reason,
    string Message,
    string? Remedy,
    bool Warning)
{
    public static DocumentFault Of(SchemaError error) => new(
        error.Code, error.Line, error.Column, error.Offset, error.Path, error.Found, error.Expected, error.Facet, null, error.Message, error.Remedy, error.IsWarning);

    public static DocumentFault Of(RuleFinding finding) => new(
        "rule." + finding.Rule, null, null, null, finding.Path, finding.Found, finding.Expected, null, finding.ReasonCode, finding.Text, null, Warning: false);
}

/// <summary>One document's result as <c>ihub validate --json</c> shows it; stable names.</summary>
/// <param name="File">As named on the command line; <c>-</c> is standard input.</param>
/// <param name="Verdict">valid, invalid, unreadable or unknown.</param>
/// <param name="Profile">The profile it was held against, or <c>null</c>.</param>
/// <param name="Errors">Everything found, warnings included, up to the limit.</param>
/// <param name="Truncated">True where there may be more errors than the limit.</param>
internal sealed record DocumentVerdict(string File, Verdict Verdict, string? Profile, IReadOnlyList<DocumentFault> Errors, bool Truncated)
{
    [JsonIgnore]
    public bool IsValid => Verdict == Verdict.Valid;

    public static DocumentVerdict Of(string file, ValidationResult result, IReadOnlyList<RuleFinding> findings)
    {
        var verdict = result.IsUnreadable ? Verdict.Unreadable
            : result.Profile is null ? Verdict.Unknown
            : result.IsValid && findings.Count == 0 ? Verdict.Valid
            : Verdict.Invalid;
        return new DocumentVerdict(
            file, verdict, result.Profile?.Name, [.. result.Errors.Select(DocumentFault.Of), .. findings.Select(DocumentFault.Of)], result.IsTruncated);
    }
}
