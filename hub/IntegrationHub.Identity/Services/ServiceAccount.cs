using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity.Services;

/// <summary>Where a service account stands. The names are stored.</summary>
public enum ServiceState
{
    /// <summary>Somebody wants it; a security administrator, another person, has not agreed yet.</summary>
    Proposed,

    /// <summary>Two agreed: it may have tokens.</summary>
    Active,

    /// <summary>Over for good; its name stays taken.</summary>
    Revoked,
}

/// <summary>A program of the company that calls the HTTP API.</summary>
/// <param name="Name">As names of persons.</param>
/// <param name="Purpose">Which program it is and who answers for it.</param>
/// <param name="Scopes">What it may do, of <see cref="ServiceScopes"/>.</param>
/// <param name="PerMinute">Most calls in a minute.</param>
/// <param name="ProposedBy">Actor of the ledger.</param>
/// <param name="ApprovedBy">Actor of the ledger, another one; <c>null</c> while it is proposed.</param>
public sealed record ServiceAccount(string Name, string Purpose, IReadOnlyList<Permission> Scopes, int PerMinute, string ProposedBy, string? ApprovedBy, DateTimeOffset ProposedAt)
{
    public ServiceState State { get; init; }

    public IReadOnlyList<ServiceTokenInfo> Tokens { get; init; } = [];

    /// <summary>Who did it, for the ledger.</summary>
    public string Actor => ActorOf(Name);

    public static string ActorOf(string name) => "service:" + name;
}

/// <summary>A token as lists show it; the token itself is nowhere.</summary>
/// <param name="Prefix">By which it is recognised.</param>
/// <param name="Thumbprint">SHA-256 of the certificate that it is bound to, base64url (<c>x5t#S256</c> of RFC 8705); <c>null</c> where it is bound to none.</param>
/// <param name="LastUsedAt">At most <see cref="ServiceAuthentication.UseGrain"/> old; <c>null</c> before its first use.</param>
public sealed record ServiceTokenInfo(string Prefix, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, string? Thumbprint, DateTimeOffset? LastUsedAt, bool IsRevoked)
{
    public bool HoldsAt(DateTimeOffset now) => !IsRevoked && now < ExpiresAt;
}

/// <summary>A program to be.</summary>
public sealed record NewServiceAccount(string Name, string Purpose, IReadOnlyList<Permission> Scopes, int PerMinute);

/// <summary>A program whose token was good, for one call.</summary>
/// <param name="Name">Of the account.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Prefix">Of the token.</param>
public sealed record ServiceCaller(string Name, IReadOnlySet<Permission> Scopes, string Prefix)
{
    public string Actor => ServiceAccount.ActorOf(Name);
}
