using System.Globalization;
using System.Text;

namespace IntegrationHub.Identity.People;

/// <summary>Who may do what: the one table. Policies are made of it, the table in docs/identity.md is written from it, and tests go over it.</summary>
public static class PermissionTable
{
    private static readonly Dictionary<Role, Permission[]> Granted = new()
    {
        [Role.Staff] = [Permission.ReadExchanges, Permission.ReadDocuments, Permission.ReadOperations],
        [Role.Bidder] = [Permission.ReadExchanges, Permission.ReadDocuments, Permission.ReadBids, Permission.ReadOperations],
        [Role.Auditor] = [Permission.ReadExchanges, Permission.ReadDocuments, Permission.ReadBids, Permission.ReadLedger],
        [Role.SystemAdministrator] = [Permission.ReadOperations],
        [Role.SecurityAdministrator] = [Permission.ManagePeople],
        [Role.AuditAdministrator] = [Permission.ReadLedger],
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
