using IntegrationHub.Identity.Sessions;

namespace IntegrationHub.Identity.SignIn;

/// <summary>A call that came by a door of persons, as the door read it: what stands here nothing in the call can change.</summary>
/// <param name="Visitor">Who is at the other end.</param>
/// <param name="Token">The session's, as the call brought it; null where it brought none.</param>
/// <param name="Who">Whose session it is; null where it is none that is good here.</param>
public sealed record PersonRequest(Visitor Visitor, SessionToken? Token, SignedIn? Who)
{
    /// <summary>Counts the call among those that cost much, by the counters of the door's pages. False where whoever calls has to wait; the answer has status and <c>Retry-After</c> then.</summary>
    public required Func<bool> TakeCostly { get; init; }
}
