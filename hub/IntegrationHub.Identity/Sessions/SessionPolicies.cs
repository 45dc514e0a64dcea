using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity.Sessions;

/// <summary>The policy of each door.</summary>
public sealed record SessionPolicies(SessionPolicy Staff, SessionPolicy Core)
{
    /// <summary>Half an hour and a working day for staff, a quarter of an hour and eight hours for core users and auditors.</summary>
    public static SessionPolicies Default { get; } = new(
        new SessionPolicy(TimeSpan.FromMinutes(30), TimeSpan.FromHours(10)), new SessionPolicy(TimeSpan.FromMinutes(15), TimeSpan.FromHours(8)));

    public SessionPolicy Of(Door door) => door == Door.Staff ? Staff : Core;
}
