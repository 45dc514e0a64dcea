using IntegrationHub.Exchange;

namespace IntegrationHub.Identity.People;

/// <summary>Which roles one person must not have together, and which class each needs.</summary>
public static class DutySeparation
{
    private static readonly Role[] Administrators = [Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator];

    private static readonly Role[] Deciders = [Role.Bidder, Role.TradingLead, Role.Signatory, Role.Board];

    /// <summary>Bids, signatures and administration need all three factors.</summary>
    public static UserClass ClassFor(Role role) => role switch
    {
        Role.Staff or Role.Sales or Role.Legal or Role.Risk or Role.Settlement or Role.Finance or Role.Head => UserClass.Staff,
        Role.Auditor => UserClass.Auditor,
        _ => UserClass.Core,
    };

    /// <summary>Whether a change gives a role of core users, administrators among them, that the person did not have: two decide on that.</summary>
    public static bool NeedTwo(IEnumerable<Role> present, IEnumerable<Role> next) => next.Except(present).Any(static role => ClassFor(role) == UserClass.Core);

    /// <summary>Every reason why a person of this class cannot have these roles; none when it can.</summary>
    public static IReadOnlyList<Rejection> Check(UserClass userClass, IReadOnlyCollection<Role> roles)
    {
        var refused = new List<Rejection>();
        if (roles.Count == 0)
            refused.Add(new Rejection("ROLE_MISSING", null, "a person without role can do nothing", "roles", "Name at least one role."));

        foreach (var role in roles.Where(role => ClassFor(role) != userClass))
        {
            refused.Add(new Rejection(
                "ROLE_OF_OTHER_CLASS", null, $"{role} is for class {ClassFor(role)}, the person is of class {userClass}", "roles",
                $"Give {role} to somebody of class {ClassFor(role)}. A second account for the same person would let one person stand for two pairs of eyes."));
        }

        return [.. refused, .. CheckPerson(roles)];
    }

    /// <summary>Every reason why one human cannot have these roles, over all accounts.</summary>
    public static IReadOnlyList<Rejection> CheckPerson(IReadOnlyCollection<Role> roles)
    {
        var refused = new List<Rejection>();
        if (roles.Distinct().Count(role => Administrators.Contains(role)) > 1)
        {
            refused.Add(new Rejection(
                "DUTIES_NOT_SEPARATE", null, "system, security and audit administration are duties of different persons", "roles", "Give each to somebody else."));
        }

        if (roles.Any(role => Deciders.Contains(role)) && roles.Any(role => Administrators.Contains(role)))
            refused.Add(new Rejection("DUTIES_NOT_SEPARATE", null, "who bids, approves or signs does not administer", "roles", "Give the administration to somebody else."));

        return refused;
    }
}
