using System.Text.Json.Serialization;
using IntegrationHub.Identity.Records;

namespace IntegrationHub.Identity.BreakGlass;

/// <summary>Where an opening stands. The names are stored.</summary>
public enum OpeningState
{
    /// <summary>One security administrator asked for it.</summary>
    Asked,

    /// <summary>A second one agreed: the person may come in with the code that was made.</summary>
    Open,

    /// <summary>The person came in with it.</summary>
    Used,

    /// <summary>Closed before it was used, or never agreed to.</summary>
    Closed,

    /// <summary>The audit administrator has looked into it.</summary>
    Reviewed,
}

/// <summary>One use of the way in for when codes do not arrive.</summary>
/// <param name="Account">The person who is to come in.</param>
/// <param name="Reason">Why, in the words of who asked.</param>
/// <param name="AskedBy">Name of the first administrator.</param>
/// <param name="AgreedBy">Name of the second; <c>null</c> while nobody has agreed.</param>
/// <param name="Until">When the code ends; <c>null</c> before it is made.</param>
/// <param name="UsedAt">When the person came in with it.</param>
/// <param name="SessionUntil">When the session that was begun with it ends at the latest.</param>
/// <param name="ReviewedBy">Name of the audit administrator.</param>
/// <param name="Finding">What the review found.</param>
public sealed record Opening(
    string Account, string Reason, string AskedBy, DateTimeOffset AskedAt, string? AgreedBy = null, DateTimeOffset? Until = null, DateTimeOffset? UsedAt = null, DateTimeOffset? SessionUntil = null,
    string? ReviewedBy = null, string? Finding = null)
{
    /// <summary>SHA-256 over the opening's id and the code, hex. For nobody else.</summary>
    public string? CodeDigest { get; init; }

    /// <summary>Who had a part in it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Persons => new[] { Account, AskedBy, AgreedBy }.OfType<string>();
}

/// <param name="Id">By which it is agreed to, closed and reviewed.</param>
public sealed record StoredOpening(string Id, OpeningState State, Opening Opening)
{
    /// <summary>Somebody can come in by it, or is in by it: everybody sees it on every page.</summary>
    public bool IsLoudAt(DateTimeOffset now) =>
        (State == OpeningState.Open && now < Opening.Until) || (State == OpeningState.Used && now < Opening.SessionUntil);

    /// <summary>It was opened, and nobody has looked into it.</summary>
    public bool WaitsForReview => State is OpeningState.Open or OpeningState.Used || (State == OpeningState.Closed && Opening.AgreedBy is not null);
}

/// <summary>Openings and envelopes as the store keeps them.</summary>
internal sealed class BreakGlassRows(IdentityStore store)
{
    public const string Good = "good";
    public const string Over = "over";

    /// <param name="Digest">SHA-256 over administrator and code, hex.</param>
    public sealed record Envelope(string Digest, DateTimeOffset SealedAt);

    /// <summary>By an id.</summary>
    public SealedRecords<Opening> Openings { get; } = new(store, "BreakGlassOpening");

    /// <summary>By the administrator's name.</summary>
    public SealedRecords<Envelope> Envelopes { get; } = new(store, "BreakGlassEnvelope");

    public static StoredOpening Read(SealedRecord<Opening> row) => new(row.Key, Enum.Parse<OpeningState>(row.State), row.Value);
}
