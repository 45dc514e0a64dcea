using System.Collections.Frozen;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>The people whom the configuration names; in a development folder without any, three persons who can play every shipped process.</summary>
internal sealed class ConfiguredStaff(IReadOnlyList<StaffOptions> staff, bool isDevelopment) : IActorDirectory
{
    private static readonly StaffOptions[] ForDevelopment =
    [
        new() { Name = "anna", Roles = ["sales", "trader", "settlement", "back-office", "operations", "legal"] },
        new()
        {
            Name = "bert",
            Roles = ["sales", "risk", "finance", "signatory", "trading-lead", "settlement", "settlement-lead", "sales-lead", "legal-lead", "risk-lead", "finance-lead", "operations-lead", "board"],
        },
        new() { Name = "otto", Roles = [RolePolicy.Operator, "operations", "sales"] },
    ];

    private readonly FrozenDictionary<string, Actor> _people = (staff.Count == 0 && isDevelopment ? ForDevelopment : staff)
        .GroupBy(one => one.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(same => same.Key, same => new Actor(same.Key, [.. same.SelectMany(one => one.Roles).Distinct(StringComparer.Ordinal)], []), StringComparer.Ordinal);

    public Task<Actor?> FindAsync(string user, CancellationToken cancellation) => Task.FromResult(_people.GetValueOrDefault(user));
}
