using System.Globalization;
using System.Text;

namespace IntegrationHub.Identity.People;

/// <summary>
/// Which roles of process definitions a person's roles are: the one table that joins those who sign in with the tasks of processes. The table in
/// docs/identity.md is written from it.
/// </summary>
public static class ProcessRoleTable
{
    /// <summary>Looks at processes and does nothing in them.</summary>
    public const string Auditor = "auditor";

    private static readonly Dictionary<Role, string[]> Played = new()
    {
        [Role.Staff] = ["operations", "back-office"],
        [Role.Sales] = ["sales"],
        [Role.Legal] = ["legal"],
        [Role.Risk] = ["risk"],
        [Role.Settlement] = ["settlement"],
        [Role.Finance] = ["finance"],
        [Role.Bidder] = ["trader"],
        [Role.TradingLead] = ["trading-lead"],
        [Role.Signatory] = ["signatory"],
        [Role.Board] = ["board"],
        [Role.Auditor] = [Auditor],
        [Role.SystemAdministrator] = ["process-operator"],
    };

    /// <summary>Everything that one of the roles plays; none for who has nothing to do with processes.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Role> roles) =>
        [.. roles.SelectMany(static role => Played.GetValueOrDefault(role) ?? []).Distinct(StringComparer.Ordinal)];

    /// <summary>What a person plays: by the roles, and as head of the departments that it leads.</summary>
    public static IReadOnlyList<string> Of(Account account) =>
        [.. Of(account.Roles), .. account.Roles.Contains(Role.Head) ? account.Leads.Distinct().Select(LeadOf) : []];

    /// <summary>The roles whose whole part in processes is played: what a name without account, who has only roles of definitions, counts as elsewhere.</summary>
    public static IReadOnlyList<Role> WhoPlay(IReadOnlyCollection<string> played) => [.. Played.Where(one => one.Value.All(played.Contains)).Select(static one => one.Key)];

    /// <summary>The role of definitions that the head of a department plays.</summary>
    public static string LeadOf(Department department) => department switch
    {
        Department.Sales => "sales-lead",
        Department.Legal => "legal-lead",
        Department.Risk => "risk-lead",
        Department.Operations => "operations-lead",
        Department.Settlement => "settlement-lead",
        _ => "finance-lead",
    };

    /// <summary>The table for people.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| role | comes as | roles of definitions |\n|---|---|---|\n");
        foreach (var role in Enum.GetValues<Role>())
            text.Append(CultureInfo.InvariantCulture, $"| {role} | {DutySeparation.ClassFor(role)} | {(role == Role.Head ? "of the departments that the person leads: " + string.Join(", ", Enum.GetValues<Department>().Select(LeadOf)) : string.Join(", ", Of([role])))} |\n");

        return text.ToString();
    }
}
