namespace IntegrationHub.Identity.People;

/// <summary>
/// Who reads what cases of a process hold: variables, details of the history, comments. The one table for pages, persons' calls and programs. Of a process that it does
/// not name nobody reads them but who has a task of the case.
/// </summary>
public static class CaseValueTable
{
    private const string Bids = "bid-";

    private static readonly (string Begins, Permission Needs)[] Values =
    [
        (Bids, Permission.ReadBids), ("contract-", Permission.ReadContracts), ("settlement-", Permission.ReadSettlements), ("customer-", Permission.ReadCustomers), ("service-", Permission.ReadRequests),
    ];

    /// <summary>Whether a process is about bids.</summary>
    public static bool IsBid(string process) => process.StartsWith(Bids, StringComparison.Ordinal);

    /// <summary>Whether somebody may see a case at all: its diagram, where it stands, that something is in its way.</summary>
    public static bool MaySee(IReadOnlySet<Permission> granted, string process) =>
        !IsBid(process) || granted.Contains(Permission.ReadBids) || granted.Contains(Permission.OperateProcesses);

    /// <summary>Whether somebody may read what a case holds. Repairing a process needs no values, so its operator has no right to them; of an unknown process nobody has.</summary>
    public static bool MayRead(IReadOnlySet<Permission> granted, string process) => NeedsFor(process) is { } needs && granted.Contains(needs);

    /// <summary>Whether a task is for somebody's eyes: what a task was given its candidates see, and bids stay with those who may read them.</summary>
    public static bool MayDecide(IReadOnlySet<Permission> granted, string process) => !IsBid(process) || granted.Contains(Permission.ReadBids);

    /// <summary>What reading the values of a process' cases needs; null for a process that the table does not name.</summary>
    public static Permission? NeedsFor(string process)
    {
        foreach (var (begins, needs) in Values)
        {
            if (process.StartsWith(begins, StringComparison.Ordinal))
                return needs;
        }

        return null;
    }

    /// <summary>Whether somebody known by roles of definitions alone (<see cref="ProcessRoleTable"/>) reads them: where one of the roles is played by persons who may.</summary>
    public static bool MayRead(IReadOnlyCollection<string> roles, string process) =>
        NeedsFor(process) is { } needs && Enum.GetValues<Role>().Any(role => PermissionTable.Of([role]).Contains(needs) && PlayedBy(role).Any(roles.Contains));

    private static IEnumerable<string> PlayedBy(Role role) => role == Role.Head ? Enum.GetValues<Department>().Select(ProcessRoleTable.LeadOf) : ProcessRoleTable.Of([role]);
}
