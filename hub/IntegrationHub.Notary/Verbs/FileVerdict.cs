using System.Text.Json.Serialization;

namespace IntegrationHub.Notary.Verbs;

/// <summary>The verdict on one file, as <c>ihub verify --json</c> prints it: <c>file</c>, <c>verdict</c>, <c>reasons</c>.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Verdict"><c>accepted</c> or <c>refused</c>.</param>
/// <param name="Reasons">Stable codes; empty when accepted.</param>
public sealed record FileVerdict(string File, string Verdict, IReadOnlyList<string> Reasons)
{
    /// <summary>The same in words, for people.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Statements { get; init; } = [];

    [JsonIgnore]
    public bool Accepted => Verdict == "accepted";
}
