using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;

namespace IntegrationHub.Identity.SignIn;

/// <summary>Where a request comes from.</summary>
/// <param name="Door">The listener.</param>
/// <param name="Address">As limits count it (<see cref="AttemptLimits.Normal"/>).</param>
/// <param name="Agent">What the browser calls itself.</param>
/// <param name="Certificate">What the handshake showed; judged by the services.</param>
public sealed record Visitor(Door Door, string Address, string Agent, X509Certificate2? Certificate)
{
    /// <summary>A page or a call: a session that began by one is nothing by the other.</summary>
    public SessionWay Way { get; init; }
}

/// <summary>What became of name and password.</summary>
public enum PasswordStatus
{
    /// <summary>Right: a code is on its way.</summary>
    CodeSent,

    /// <summary>Something was wrong. Nobody is told what: name, password, certificate, class or a switched-off account.</summary>
    Failed,

    /// <summary>Too many tries from this address, or too many codes. Says nothing about whether the name exists.</summary>
    TooMany,

    /// <summary>Right, and the gateway did not take the message.</summary>
    CodeNotSent,
}

/// <param name="Status">What became of it.</param>
/// <param name="Token">Of the unfinished session, when there is one.</param>
/// <param name="PhoneHint">Last digits of the number the code went to.</param>
public sealed record PasswordResult(PasswordStatus Status, SessionToken? Token = null, string? PhoneHint = null);

/// <summary>What became of a code.</summary>
public enum CodeStatus
{
    /// <summary>Signed in.</summary>
    Complete,

    /// <summary>Not this code; there are tries left.</summary>
    Wrong,

    /// <summary>No try is left, or the unfinished session is over: begin anew.</summary>
    Over,
}

/// <param name="Status">What became of it.</param>
/// <param name="Token">Of the complete session: a new one, so that nobody who planted or saw the first one is signed in with it.</param>
public sealed record CodeResult(CodeStatus Status, SessionToken? Token = null);

/// <summary>Somebody who is signed in with every factor of the class.</summary>
public sealed record SignedIn(Guid Session, Account Account, Door Door, DateTimeOffset Since, DateTimeOffset ExpiresAt)
{
    public IReadOnlySet<Permission> Permissions { get; } = PermissionTable.Of(Account.Roles);
}
