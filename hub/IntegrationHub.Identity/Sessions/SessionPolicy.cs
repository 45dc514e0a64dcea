namespace IntegrationHub.Identity.Sessions;

/// <summary>How long sessions of a door last.</summary>
/// <param name="Idle">Without a request.</param>
/// <param name="Length">At most, whatever happens.</param>
public sealed record SessionPolicy(TimeSpan Idle, TimeSpan Length)
{
    /// <summary>From the right password to the code.</summary>
    public static readonly TimeSpan Unfinished = TimeSpan.FromMinutes(10);
}

/// <summary>What becomes of a session at a request.</summary>
public enum SessionVerdict
{
    Good,

    /// <summary>Ended before: signed out, ended from elsewhere.</summary>
    Ended,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Nobody used it for too long.</summary>
    Idle,

    /// <summary>Begun at another door.</summary>
    OtherDoor,

    /// <summary>The connection has no valid certificate, or another one.</summary>
    OtherCertificate,

    /// <summary>The person may not sign in any more.</summary>
    Disabled,
}

/// <summary>The facts of a session that decide.</summary>
public sealed record SessionState(People.Door Door, string? Thumbprint, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt);

/// <summary>Decides. Pure.</summary>
public static class SessionRules
{
    /// <param name="state">As stored.</param>
    /// <param name="policy">Of the door.</param>
    /// <param name="door">The request came in by.</param>
    /// <param name="thumbprint">Of the connection's certificate, when that is valid and bound to the session's person; else <c>null</c>.</param>
    /// <param name="disabled">Whether the person is.</param>
    /// <param name="now">Of the request.</param>
    public static SessionVerdict Judge(SessionState state, SessionPolicy policy, People.Door door, string? thumbprint, bool disabled, DateTimeOffset now) =>
        state.EndedAt is not null ? SessionVerdict.Ended
        : now >= state.ExpiresAt ? SessionVerdict.Expired
        : now >= state.SeenAt + policy.Idle ? SessionVerdict.Idle
        : state.Door != door ? SessionVerdict.OtherDoor
        : People.Doors.NeedsCertificate(door) && (thumbprint is null || thumbprint != state.Thumbprint) ? SessionVerdict.OtherCertificate
        : disabled ? SessionVerdict.Disabled
        : SessionVerdict.Good;
}
