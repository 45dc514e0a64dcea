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
        [Role.Head] = ["sales-lead", "legal-lead", "risk-lead", "operations-lead", "settlement-lead", "finance-lead"],
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

    /// <summary>The table for people.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| role | comes as | roles of definitions |\n|---|---|---|\n");
        foreach (var role in Enum.GetValues<Role>())
            text.Append(CultureInfo.InvariantCulture, $"| {role} | {DutySeparation.ClassFor(role)} | {string.Join(", ", Of([role]))} |\n");

        return text.ToString();
    }
}
