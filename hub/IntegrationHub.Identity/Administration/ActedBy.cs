using IntegrationHub.Exchange;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity.Administration;

/// <summary>Who changes an account, and why.</summary>
/// <param name="Actor">As the ledger calls who does it.</param>
/// <param name="Why">In the words of who does it; <c>null</c> where nobody asks for it, as at the shell.</param>
public sealed record ActedBy(string Actor, string? Why = null)
{
    private const int LongestReason = 300;

    /// <summary>The security administrator at a door, whose acts another one checks. <c>null</c> at the shell: the way of the first administrator, and rescue.</summary>
    public Account? Administrator { get; private init; }

    /// <summary>The version of the account that the decision was made on; <c>null</c> where it may have changed meanwhile.</summary>
    public long? Seen { get; init; }

    /// <summary>Agreeing to what somebody else gave a reason for needs none of its own.</summary>
    public bool NeedsWhy { get; init; } = true;

    /// <summary>Everything is judged as if it were done, and nothing is kept: what is wrong is said before anybody is asked to confirm.</summary>
    public bool IsTrial { get; init; }

    public bool IsAtDoor => Administrator is not null;

    /// <summary>Who did it, where another administrator checks it.</summary>
    internal string? ActorAtDoor => IsAtDoor ? Actor : null;

    /// <summary>Why nothing is done before anything is read: to oneself, or without a reason.</summary>
    internal IReadOnlyList<Rejection> WhyNot(string name) => Administrator?.IsActor("user:" + name) == true ? [Self] : WhyUnsaid;

    internal IReadOnlyList<Rejection> WhyUnsaid => !IsAtDoor || !NeedsWhy || (Why?.Trim().Length is > 0 and <= LongestReason && !Why.Any(char.IsControl)) ? []
        : [new Rejection("PEOPLE_REASON", null, "the reason is missing or too long", "reason", $"Say in 1 to {LongestReason} characters on one line why; it stands in the ledger.")];

    private static Rejection Self { get; } = new("PEOPLE_SELF", null, "nobody changes the own account so", "name", "Have another security administrator do it; the own password is changed at /account/password.");

    /// <summary>Somebody who is signed in, at a page or by a call.</summary>
    public static ActedBy AtDoor(Account administrator, string? why) => new(administrator.Actor, why?.Trim()) { Administrator = administrator };

    /// <summary>Whoever works at the shell, or a part of the hub.</summary>
    public static ActedBy FromString(string actor) => new(actor);

    public static implicit operator ActedBy(string actor) => FromString(actor);

    /// <summary>Whether an actor of the ledger is the same human; of nobody nobody is.</summary>
    internal bool Is(string? actor) => actor is not null && (actor == Actor || Administrator?.IsActor(actor) == true);
}
