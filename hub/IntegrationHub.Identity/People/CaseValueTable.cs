namespace IntegrationHub.Identity.People;

/// <summary>
/// Who reads what cases of a process hold: variables, details of the history, comments. The one table for pages, persons' calls and programs. Of a process that it does
/// not name nobody reads them but who has a task of the case.
/// </summary>
public static class CaseValueTable
{
    private static readonly (string Begins, Permission Needs)[] Values =
    [
        ("bid-", Permission.ReadBids), ("contract-", Permission.ReadContracts), ("settlement-", Permission.ReadSettlements), ("customer-", Permission.ReadCustomers),
    ];

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
