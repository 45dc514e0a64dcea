using System.Globalization;
using System.Text;

namespace IntegrationHub.Identity.People;

/// <summary>Who may do what: the one table. Policies are made of it, the table in docs/identity.md is written from it, and tests go over it.</summary>
public static class PermissionTable
{
    private static readonly Permission[] Desk = [Permission.DoTasks, Permission.ReadProcesses];

    private static readonly Permission[] Documents = [Permission.ReadExchanges, Permission.ReadDocuments];

    private static readonly Permission[] Sale = [.. Desk, Permission.ReadCustomers, Permission.ReadContracts];

    private static readonly Dictionary<Role, Permission[]> Granted = new()
    {
        [Role.Staff] = [.. Desk, .. Documents, Permission.OperateExchanges, Permission.ReadOperations, Permission.ReadCustomers, Permission.KeepArticles, Permission.ReadRequests, Permission.AnswerRequests],
        [Role.Sales] = [.. Sale, Permission.StartProcesses, Permission.KeepContracts, Permission.KeepArticles, Permission.ReadRequests, Permission.AnswerRequests],
        [Role.Legal] = [.. Sale, Permission.ConfirmContacts, Permission.ReleaseArticles],
        [Role.Risk] = [.. Sale, Permission.ConfirmContacts, Permission.ReleaseArticles],
        [Role.Settlement] = [.. Sale, .. Documents, Permission.StartProcesses, Permission.ReadSettlements, Permission.KeepReadings],
        [Role.Finance] = [.. Sale, .. Documents, Permission.ReadSettlements],
        [Role.Head] = [
            .. Sale, .. Documents, Permission.ReadOperations, Permission.StartProcesses, Permission.ReadSettlements, Permission.KeepContracts, Permission.KeepReadings,
            Permission.KeepArticles, Permission.ReleaseArticles, Permission.ReadRequests, Permission.AnswerRequests,
        ],
        [Role.Bidder] = [.. Desk, .. Documents, Permission.ReadBids, Permission.ReadOperations, Permission.StartProcesses, Permission.ReadIndicators, Permission.KeepBids, Permission.OperateExchanges],
        [Role.TradingLead] = [.. Desk, .. Documents, Permission.ReadBids, Permission.ReadOperations, Permission.StartProcesses, Permission.ReadIndicators, Permission.KeepBids, Permission.OperateExchanges],
        [Role.Signatory] = [.. Sale],
        [Role.Board] = [.. Sale, .. Documents, Permission.ReadBids, Permission.ReadSettlements, Permission.ReadIndicators],
        [Role.Auditor] =
        [
            .. Documents, Permission.ReadBids, Permission.ReadLedger, Permission.ReadProcesses, Permission.ReadCustomers, Permission.ReadContracts, Permission.ReadSettlements, Permission.ReadRequests,
            Permission.ReadOperations,
        ],
        [Role.SystemAdministrator] = [Permission.ReadOperations, Permission.ReadProcesses, Permission.OperateProcesses],
        [Role.SecurityAdministrator] = [Permission.ManagePeople, Permission.ReadBreakGlass],
        [Role.AuditAdministrator] = [Permission.ReadLedger, Permission.ReadBreakGlass],
    };

    /// <summary>Everything that one of the roles grants, and what everybody has.</summary>
    public static IReadOnlySet<Permission> Of(IEnumerable<Role> roles) => roles.SelectMany(role => Granted[role]).Append(Permission.OwnAccount).ToHashSet();

    /// <summary>The table for people.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        var roles = Enum.GetValues<Role>();
        text.AppendLine(CultureInfo.InvariantCulture, $"| permission | {string.Join(" | ", roles.Select(role => role.ToString()))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(roles.Select(static _ => "---|"))}");
        foreach (var permission in Enum.GetValues<Permission>())
            text.AppendLine(CultureInfo.InvariantCulture, $"| {permission} | {string.Join(" | ", roles.Select(role => Of([role]).Contains(permission) ? "yes" : ""))} |");

        text.AppendLine(CultureInfo.InvariantCulture, $"| comes as | {string.Join(" | ", roles.Select(role => DutySeparation.ClassFor(role).ToString()))} |");
        return text.ToString().ReplaceLineEndings("\n");
    }
}
