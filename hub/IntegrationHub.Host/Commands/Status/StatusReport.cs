using IntegrationHub.Host.Data;
using IntegrationHub.Host.Observability;

namespace IntegrationHub.Host.Commands.Status;

/// <summary>How a hub is, as JSON. Parts that could not be looked at are <c>null</c>, and <see cref="Attention"/> says why.</summary>
/// <param name="Ok">True when nothing needs anybody.</param>
/// <param name="Attention">What somebody has to do something about.</param>
internal sealed record StatusReport(
    bool Ok,
    string Folder,
    FolderKind Kind,
    string Version,
    HubState Hub,
    StoreState? Store,
    CountState? Exchanges,
    TimestampState? Timestamps,
    IReadOnlyList<PartnerState> Partners,
    IReadOnlyList<AlarmState> Alarms,
    SchemaState? Schemas,
    IReadOnlyList<CertificateState> Certificates,
    IReadOnlyList<RevocationState> Revocation,
    IReadOnlyList<Attention> Attention);

/// <summary>Something that needs somebody.</summary>
internal sealed record Attention(string Code, string Text, string Remedy);

/// <param name="Running">Whether a hub works on this folder.</param>
/// <param name="Ready">What its <c>/health/ready</c> says; <c>null</c> where it does not answer.</param>
internal sealed record HubState(bool Running, Uri Health, bool? Ready, IReadOnlyList<PartHealth> Parts);

/// <param name="Embedded">False with an existing server.</param>
/// <param name="Settings">Version and durability settings, as the server has them.</param>
/// <param name="Provider">Which database it is, as in <c>storage.provider</c>.</param>
/// <param name="Encryption">How its files are encrypted, in words.</param>
/// <param name="ConfidentialAllowed">Whether modules with confidential data may work on it.</param>
internal sealed record StoreState(bool Embedded, IReadOnlyDictionary<string, string> Settings, string Provider, string Encryption, bool ConfidentialAllowed);

/// <param name="ByState">Exchanges in each state, received and sent together; hyphened names.</param>
/// <param name="OldestDue">When the next step of the longest waiting document is or was due.</param>
internal sealed record CountState(IReadOnlyDictionary<string, long> ByState, long OpenOutgoing, long Quarantined, DateTimeOffset? OldestDue);

/// <param name="Authorities">Configured ones, in order; without one nothing is timestamped.</param>
/// <param name="Waiting">How many wait for a token.</param>
/// <param name="OldestWaiting">Since when the first of them does.</param>
/// <param name="Problem">Why the one tried last has none.</param>
/// <param name="Last">The time of the newest checkpoint's token, and who gave it.</param>
/// <param name="NextEnd">When the first token kept stops counting; it is renewed before.</param>
internal sealed record TimestampState(
    IReadOnlyList<string> Authorities, long Waiting, DateTimeOffset? OldestWaiting, string? Problem, DateTimeOffset? Last, string? LastAuthority, DateTimeOffset? NextEnd);

internal sealed record AlarmState(DateTimeOffset At, string Kind, string? Party, Guid? Exchange, string Text);

internal sealed record SchemaState(int Profiles, IReadOnlyList<Host.Schemas.SchemaProblem> Problems);

/// <param name="Issuer">The authority.</param>
/// <param name="Kind"><c>crl</c> or <c>ocsp</c>.</param>
/// <param name="State"><c>fresh</c>, <c>stale</c> (past its next update), <c>missing</c> (never fetched), or <c>idle</c> (nothing asked for yet).</param>
/// <param name="Certificates">Of how many the responder is asked.</param>
/// <param name="FailingSince">Since when it cannot be fetched, whatever is at hand.</param>
/// <param name="Problem">The last failure.</param>
internal sealed record RevocationState(
    string Issuer, string Kind, Uri Address, string State, int Certificates, DateTimeOffset? FetchedAt, DateTimeOffset? FreshUntil, DateTimeOffset? FailingSince, string? Problem);

/// <param name="Level"><c>ok</c>, <c>soon</c>, <c>urgent</c> or <c>expired</c>.</param>
internal sealed record CertificateState(string Use, string Subject, string Sha256, DateTimeOffset NotAfter, string Level);
