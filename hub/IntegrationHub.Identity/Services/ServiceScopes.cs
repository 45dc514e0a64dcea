using System.Globalization;
using System.Text;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity.Services;

/// <summary>
/// What programs of the company may ever be given, a part of <see cref="PermissionTable"/>: reading what is no bid, and handing in what others check.
/// Deciding, approving, signing, bids, indicators, persons and the ledger are for persons who show their factors. The table in docs/identity.md is written from it.
/// </summary>
public static class ServiceScopes
{
    /// <summary>With the roles of definitions that a call under the scope plays; each is a role that begins or reads, and no call under a scope reaches a task. Exchanges and operations are no processes.</summary>
    private static readonly Dictionary<Permission, string[]> Played = new()
    {
        [Permission.ReadExchanges] = [],
        [Permission.ReadDocuments] = [],
        [Permission.ReadOperations] = [],
        [Permission.ReadProcesses] = ["back-office"],
        [Permission.StartProcesses] = ["sales", "settlement"],
        [Permission.ReadCustomers] = ["sales"],
        [Permission.ReadContracts] = ["sales"],
        [Permission.KeepContracts] = ["sales"],
        [Permission.ReadSettlements] = ["settlement"],
        [Permission.KeepReadings] = ["settlement"],
    };

    public static IReadOnlyCollection<Permission> All => Played.Keys;

    public static IReadOnlyList<string> RolesOf(Permission scope) => Played[scope];

    /// <summary>The table for people.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| permission | a service account may have it |\n|---|---|\n");
        foreach (var permission in Enum.GetValues<Permission>())
            text.Append(CultureInfo.InvariantCulture, $"| {permission} | {(Played.ContainsKey(permission) ? "yes" : "never")} |\n");

        return text.ToString();
    }
}
